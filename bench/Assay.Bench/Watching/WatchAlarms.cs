using System.Collections.Concurrent;
using Assay.Core.Statistics;
using Assay.Core.Watching;
using Assay.Tests.Core.Watching;

namespace Assay.Bench.Watching;

/// <summary>How often the alarm rings over fresh versions: each trial has its own reference and a series of five versions of the same source.</summary>
internal static class WatchAlarms
{
    private const int Versions = 5;

    /// <param name="trials">How many.</param>
    /// <param name="first">The number of the first: trials are seeded by their numbers, so that many can be run in pieces.</param>
    /// <param name="onlyEqual">Whether only versions as large as their reference are looked at.</param>
    /// <param name="output">Receives the counts.</param>
    public static int Run(int trials, int first, bool onlyEqual, TextWriter output)
    {
        var source = new TopicSource(new RunSeed(5));
        (int, int)[] sizes = onlyEqual ? [(400, 400)] : [(400, 400), (1200, 400), (400, 1000)];
        foreach ((int reference, int version) in sizes)
        {
            int alarms = 0, at5 = 0, done = 0;
            var leading = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
            Parallel.For(first, first + trials, new ParallelOptions { MaxDegreeOfParallelism = 2 }, trial =>
            {
                var prng = new Prng(new RunSeed(20260105).For($"alarms/{reference}/{version}/{trial}"));
                var known = new WatchReference(source.Corpus(prng, reference), new WatchOptions(), new RunSeed((ulong)trial));
                VersionVerdict[] verdicts = [.. Enumerable.Range(1, Versions).Select(k => WatchJudge.Compare(known, source.Corpus(prng, version), k))];
                if (verdicts.FirstOrDefault(v => v.Rings) is { } rings)
                {
                    Interlocked.Increment(ref alarms);
                    leading.AddOrUpdate(rings.Leading!.Quantity.Name, 1, (_, n) => n + 1);
                }
                Interlocked.Add(ref at5, verdicts.Count(v => v.Chance < 0.05));
                if (Interlocked.Increment(ref done) % 50 == 0)
                {
                    output.WriteLine($"  {alarms} alarms after {done} trials");
                    output.Flush();
                }
            });
            output.WriteLine(FormattableString.Invariant(
                $"reference {reference} documents, versions {version}: {alarms} alarms in {trials} trials of {Versions} versions, from number {first} ({100.0 * alarms / trials:0.00}%; the rate is 1%); chance below .05 in {100.0 * at5 / trials / Versions:0.0}% of versions; {string.Join(", ", leading.OrderByDescending(l => l.Value).Select(l => $"{l.Key} {l.Value}"))}"));
        }
        return 0;
    }
}
