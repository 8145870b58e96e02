using System.Globalization;
using Assay.Core.Detection;
using Assay.Core.Statistics;
using Assay.Pipeline.Detection;

namespace Assay.Cli.DetectorCommands;

/// <summary>Prints a test of a detector.</summary>
internal static class DetectorTestSummary
{
    public static void Print(TextWriter output, DetectorTestDocument document)
    {
        output.WriteLine(document.Model is { } id
            ? string.Create(CultureInfo.InvariantCulture, $"model {document.ModelName} ({id}), threshold {document.Threshold:0.00}; pieces of at most {ChunkPlan.MaxWords} words")
            : $"each source scored by a detector trained on all others; pieces of at most {ChunkPlan.MaxWords} words");
        int width = document.Normal.Max(group => Label(group).Length);
        Print(output, "normal form", document.Normal, width);
        Print(output, "raw text, to see what the file's format gives away", document.Raw, width);
        foreach (string note in document.Notes)
        {
            output.WriteLine($"note: {note}");
        }
    }

    private static void Print(TextWriter output, string title, IEnumerable<DetectorTestGroup> groups, int width)
    {
        output.WriteLine();
        output.WriteLine($"{title.PadRight(width)}");
        output.WriteLine($"{new string(' ', width)}   human machine  {"AUROC",-21} {"TPR@1% FPR",-20} {"TPR@0.1%",8}  {"FPR at threshold",-20} {"TPR",6}");
        foreach (DetectorTestGroup group in groups)
        {
            DetectorFigures f = group.Figures;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Label(group).PadRight(width)} {f.Human,7} {f.Machine,7}  {Area(f.Auroc),-21} {Share(f.TprAt1),-20} {CardSummary.Percent(f.TprAt01.Value),8}  {Share(f.Fpr),-20} {CardSummary.Percent(f.Tpr.Value),6}"));
        }
    }

    private static string Label(DetectorTestGroup group) => group.Name.Length == 0 ? group.By : $"{group.By} {group.Name}";

    private static string Area(Estimate e) => e.Value is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{e.Value:0.000} ({e.Low:0.000}-{e.High:0.000})");

    private static string Share(Estimate e) =>
        e.Value is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100 * e.Value:0.0}% ({100 * e.Low:0.0}-{100 * e.High:0.0})");
}
