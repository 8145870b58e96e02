using System.Diagnostics;
using System.Globalization;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Bench.Mixing;

/// <summary>How long a mix takes to compose, and how much faster the dual's sums are than the formula read aloud.</summary>
/// <remarks>A stopwatch, not BenchmarkDotNet: what counts is whole runs of seconds, naive and real interleaved in one process.</remarks>
public static class MixingBench
{
    private const int Repetitions = 5;

    /// <summary>Runs all of it and prints a table; <c>--large</c> adds ten million documents.</summary>
    /// <param name="arguments">None, or <c>--large</c>.</param>
    /// <param name="output">Where the table goes.</param>
    public static int Run(string[] arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("documents  strata  scores      classes  table ms  plan ms  draw ms  compose ms  cpu ms  solves  rounds  relative gap");
        Measure(output, 20_000, dimensions: 1, groups: 5, continuous: false);
        Measure(output, 20_000, dimensions: 4, groups: 20, continuous: true);
        Measure(output, 1_000_000, dimensions: 1, groups: 5, continuous: false);
        Measure(output, 1_000_000, dimensions: 4, groups: 20, continuous: true);
        if (arguments.Contains("--large", StringComparer.Ordinal))
        {
            Measure(output, 10_000_000, dimensions: 2, groups: 20, continuous: true);
        }

        output.WriteLine();
        output.WriteLine("one pass of the dual over 20,000 documents, 82 constraints, one thread; medians of interleaved runs");
        Compare(output);
        return 0;
    }

    private static MixProblem Problem(MixingCorpus corpus)
    {
        long tokens = 0;
        foreach (long length in corpus.Documents.Tokens.Span)
        {
            tokens += length;
        }

        return new MixProblem(
            corpus.Documents, new MixLimits { SyntheticShare = 0.3, BudgetTokens = tokens / 10 * 6 }, corpus.Floors);
    }

    private static void Measure(TextWriter output, int documents, int dimensions, int groups, bool continuous)
    {
        MixingCorpus corpus = MixingCorpus.Make(documents, dimensions, groups, continuous, factor: 0.9);
        var times = new List<(double Table, double Plan, double Draw, double Total, double Cpu)>();
        MixComposition? mix = null;
        int classes = 0;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            using var process = Process.GetCurrentProcess();
            TimeSpan cpu = process.TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            MixProblem problem = Problem(corpus);
            classes = MixTable.Of(problem).ClassCount;
            double table = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            MixPlan plan = MixComposer.Plan(problem);
            double planned = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            mix = plan.Draw(corpus.Ids, new RunSeed((ulong)repetition));
            double total = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            process.Refresh();
            times.Add((table, planned - table, total - planned, total, (process.TotalProcessorTime - cpu).TotalMilliseconds));
        }

        double Median(Func<(double Table, double Plan, double Draw, double Total, double Cpu), double> pick) =>
            times.Select(pick).Order().ElementAt(Repetitions / 2);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{documents,9}  {dimensions}×{groups,-4}  {(continuous ? "continuous" : "three"),-10} {classes,8} {Median(t => t.Table),9:0.0} {Median(t => t.Plan),8:0.0} {Median(t => t.Draw),8:0.0} {Median(t => t.Total),11:0.0} {Median(t => t.Cpu),7:0} {mix!.Solves,7} {mix.DrawRounds,7}  {mix.Solver?.RelativeGap:0.0E+00}"));
    }

    private static void Compare(TextWriter output)
    {
        MixProblem problem = Problem(MixingCorpus.Make(20_000, 4, 20, continuous: true, factor: 0.9));
        var table = MixTable.Of(problem);
        var program = new DualProgram(new LocalDual(table, workers: 1), problem.Limits, problem.Floors, MixMargins.None);
        var naive = new NaiveDual(problem);
        double[] multipliers = [-0.5, 0.6, .. Enumerable.Range(0, problem.Floors.Count).Select(k => 0.02 * (k % 4))];
        double[] natural = [.. multipliers.Select((multiplier, k) => program.Natural(k, multiplier))];
        var ratios = new List<double>();
        var times = new List<(double Naive, double Real)>();
        double difference = 0;
        for (int repetition = 0; repetition < (2 * Repetitions) + 1; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            (_, double[] slow, _) = naive.Evaluate(natural);
            double naiveTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            DualEvaluation fast = program.Evaluate(multipliers);
            double realTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            difference = slow.Select((sum, k) => Math.Abs(sum - program.NaturalTokens(k, fast.Gradient[k]) - (k == 0 ? problem.Limits.BudgetTokens!.Value : 0))).Max() / fast.Tokens;
            if (repetition > 0) // the first one compiles
            {
                times.Add((naiveTime, realTime));
                ratios.Add(naiveTime / realTime);
            }
        }

        ratios.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"naive {times.Select(t => t.Naive).Order().ElementAt(Repetitions):0.0} ms, here {times.Select(t => t.Real).Order().ElementAt(Repetitions):0.00} ms, ratio {ratios[Repetitions]:0} ({ratios[0]:0} to {ratios[^1]:0}), largest difference {difference:0.0E+00} of the tokens"));
    }
}
