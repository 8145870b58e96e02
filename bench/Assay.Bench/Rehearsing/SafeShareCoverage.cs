using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;

namespace Assay.Bench.Rehearsing;

/// <summary>How often the safe share found covers the exact one, where that is known.</summary>
internal static class SafeShareCoverage
{
    private static readonly double[] s_shares = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    public static int Run(int trials, TextWriter output)
    {
        output.WriteLine($"{trials} searches a row; shares in twentieths, 95% confidence, at most 100 replicates a share");
        output.WriteLine("| proxy | tolerance | exact border | covered | mean width | replicates |");
        output.WriteLine("|---|---|---|---|---|---|");
        var means = new ClosedFormTrials(Items: 60, Generations: 4, Repeats: 20);
        var counts = new ClosedFormTrials(Items: 60, Generations: 4, Repeats: 100);
        foreach (double tolerance in new[] { 0.004, 0.01, 0.02, 0.04 })
        {
            Row("normal means, fresh real", means.NormalMeans, means.NormalMeansRise, tolerance, trials, output);
        }

        foreach (double tolerance in new[] { 0.003, 0.006, 0.012, 0.024 })
        {
            Row("frequencies, fixed real", counts.Frequencies, counts.FrequenciesRise, tolerance, trials, output);
        }

        return 0;
    }

    private static void Row(string name, Func<double, Prng, ShareTrial> trial, Func<double, double> rise, double tolerance, int trials, TextWriter output)
    {
        double border = s_shares.Where(share => rise(share) <= tolerance).DefaultIfEmpty(0).Max();
        int covered = 0;
        long replicates = 0;
        double width = 0;
        for (int i = 0; i < trials; i++)
        {
            RunSeed seed = new RunSeed((ulong)i).For(name);
            SafeShareResult result = new SafeShareSearch(new SafeShareOptions { Shares = s_shares, Tolerance = tolerance, AlarmRate = .5, ReplicatesPerShare = 100 })
                .Run((share, replicate) => trial(share, new Prng(seed.For(FormattableString.Invariant($"{share}/{replicate}")))));
            covered += result.Safe <= border && (result.Unsafe ?? 1) > border ? 1 : 0;
            (replicates, width) = (replicates + result.Replicates, width + (result.Unsafe ?? 1) - result.Safe);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {tolerance} | {border} | {covered} of {trials} ({(double)covered / trials:P1}) | {width / trials:0.000} | {(double)replicates / trials:0} |"));
        output.Flush();
    }
}
