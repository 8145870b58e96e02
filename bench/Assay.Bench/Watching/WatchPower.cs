using System.Globalization;
using Assay.Core.Statistics;
using Assay.Core.Watching;
using Assay.Tests.Core.Watching;

namespace Assay.Bench.Watching;

/// <summary>How often the alarm rings when some of the rare words are gone: loss against size of the corpus.</summary>
internal static class WatchPower
{
    private static readonly double[] s_losses = [0, 0.01, 0.02, 0.05, 0.1, 0.2];

    public static int Run(int trials, TextWriter output)
    {
        var source = new TopicSource(new RunSeed(5));
        output.WriteLine($"| documents | words | rare types | {string.Join(" | ", s_losses.Select(l => l.ToString("0%", CultureInfo.InvariantCulture)))} |");
        output.WriteLine($"|---|---|---|{string.Concat(s_losses.Select(_ => "---|"))}");
        foreach (int documents in (int[])[300, 1000, 3000, 10_000])
        {
            int[] rings = new int[s_losses.Length];
            int rareRank = TopicSource.RankBelow(documents, expectedCount: 5);
            long words = 0;
            Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = 2 }, trial =>
            {
                var prng = new Prng(new RunSeed(20260106).For($"power/{documents}/{trial}"));
                var reference = new WatchReference(source.Corpus(prng, documents), new WatchOptions(), new RunSeed((ulong)trial));
                Interlocked.Exchange(ref words, reference.Sketch.Words);
                for (int i = 0; i < s_losses.Length; i++)
                {
                    bool[] lost = TopicSource.Lose(prng, s_losses[i], rareRank);
                    if (WatchJudge.Compare(reference, TopicSource.Sketch(source.Documents(prng, documents, lost)), position: 1).Rings)
                    {
                        Interlocked.Increment(ref rings[i]);
                    }
                }
            });
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {documents:N0} | {words:N0} | from rank {rareRank:N0} | {string.Join(" | ", rings.Select(r => ((double)r / trials).ToString(".00", CultureInfo.InvariantCulture)))} |"));
            output.Flush();
        }
        return 0;
    }
}
