using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;
using Assay.Tests.Core.Watching;

namespace Assay.Bench.Watching;

/// <summary>How often the 95% intervals by documents hold the expected value at fixed tokens.</summary>
internal static class WatchCoverage
{
    private const int Documents = 320;
    private const double Size = 48_000; // words, which nearly every corpus has

    public static int Run(int simulations, TextWriter output)
    {
        var source = new TopicSource(new RunSeed(5));
        WatchedPart[] parts = [new(null, 1), new(null, 2), new(null, 3)];
        WatchedQuantity[] quantities =
        [
            .. parts.SelectMany(p => (WatchedQuantity[])[new(p, TailMeasure.Types), new(p, TailMeasure.HapaxShare), new(p, TailMeasure.UnseenMass)]),
            new(new(null, 1), TailMeasure.Entropy),
        ];
        double[][] values = [.. quantities.Select(_ => new double[simulations])], low = [.. quantities.Select(_ => new double[simulations])], high = [.. quantities.Select(_ => new double[simulations])];
        Parallel.For(0, simulations, new ParallelOptions { MaxDegreeOfParallelism = 2 }, s =>
        {
            CorpusSketch corpus = source.Corpus(new Prng(new RunSeed(20260107).For($"coverage/{s}")), Documents);
            var spread = new CorpusSpread(corpus, parts, new RunSeed((ulong)s));
            for (int q = 0; q < quantities.Length; q++)
            {
                values[q][s] = ValueOf(corpus, quantities[q]);
                (low[q][s], high[q][s]) = spread.Interval(quantities[q], values[q][s])!.Value;
            }
        });
        long held = 0;
        for (int q = 0; q < quantities.Length; q++)
        {
            double truth = values[q].Average();
            int covered = Enumerable.Range(0, simulations).Count(s => low[q][s] <= truth && truth <= high[q][s]);
            held += covered;
            output.WriteLine(FormattableString.Invariant($"{quantities[q].Name}: {(double)covered / simulations:.000}"));
        }
        output.WriteLine(FormattableString.Invariant($"pooled: {(double)held / simulations / quantities.Length:.000} of {simulations} simulations"));
        return 0;
    }

    private static double ValueOf(CorpusSketch corpus, WatchedQuantity quantity)
    {
        if (quantity.Measure == TailMeasure.Entropy)
        {
            return new BucketEntropy(corpus).Whole;
        }
        BlockTypes types = corpus[quantity.Part.Order];
        var histogram = new BlockHistogram(types, types.SampleLevel);
        double blocks = BlockTypes.Blocks * Size / types.Tokens;
        return quantity.Measure switch
        {
            TailMeasure.Types => histogram.TypesAt(blocks),
            TailMeasure.HapaxShare => histogram.OnceAt(blocks) / histogram.TypesAt(blocks),
            _ => histogram.OnceAt(blocks) / Size,
        };
    }
}
