using System.Globalization;
using Assay.Lab.Results;
using Assay.Lab.Verdicts;

namespace Assay.Cli.Lab;

/// <summary>What a run shows on a terminal: a line for each measure with its curve, and the verdict.</summary>
internal static class LabSummary
{
    public static void Print(TextWriter output, LabDocument document)
    {
        output.WriteLine($"{document.Experiment.Name}: {document.Experiment.Model}, {document.Experiment.Loop}{string.Concat(document.Experiment.Set.Select(s => $", {s.Key}={s.Value}"))}");
        output.WriteLine(FormattableString.Invariant($"{document.Generations} generations, {document.Replicates} replicates, seed {document.Seed}"));
        output.WriteLine();
        int width = Math.Max(7, document.Measures.Max(m => m.Name.Length + (m.Unit.Length > 0 ? m.Unit.Length + 3 : 0)));
        int curve = Math.Min(40, document.Generations);
        output.WriteLine($"{"measure".PadRight(width)}  {"first",11}  {"last ± s.e.",23}  {"law",11}  median over the generations");
        foreach (LabMeasure measure in document.Measures)
        {
            LabGeneration first = measure.Generations[0], last = measure.Generations[^1];
            string name = measure.Unit.Length > 0 ? $"{measure.Name} ({measure.Unit})" : measure.Name;
            string error = last.StandardError is { } e ? $" ± {Number(e, 2)}" : "";
            output.WriteLine(
                $"{name.PadRight(width)}  {Number(first.Mean),11}  {Number(last.Mean) + error,23}  {Number(last.Theory),11}  {Sparkline.Draw([.. measure.Generations.Select(g => g.Median ?? double.NaN)], curve)}");
        }

        output.WriteLine();
        output.WriteLine(document.Verdict is { } verdict ? Verdict(verdict) : $"no verdict: {document.NoVerdict}");
    }

    private static string Verdict(ExperimentVerdict verdict) => verdict.Kind == CollapseKind.None
        ? FormattableString.Invariant($"verdict: none ({verdict.AlarmShare:P0} of the replicates raise an alarm; without collapse at most {verdict.FalseAlarmBound:P1} would)")
        : FormattableString.Invariant($"verdict: {verdict.Kind.ToString().ToLowerInvariant()} collapse from generation {verdict.Generation:0.#} ({verdict.GenerationLow:0.#} to {verdict.GenerationHigh:0.#} in nine replicates of ten), first in {verdict.Measure}; {verdict.Trend!.Value.ToString().ToLowerInvariant()}");

    private static string Number(double? value, int digits = 5) =>
        value is { } v ? v.ToString($"G{digits}", CultureInfo.InvariantCulture) : "";
}
