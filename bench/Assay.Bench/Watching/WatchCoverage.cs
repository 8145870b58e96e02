using System.Text;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Core.Watching;
using Assay.Tests.Core.Watching;

namespace Assay.Bench.Watching;

/// <summary>How often the 95% intervals by documents hold the expected value at fixed tokens.</summary>
internal static class WatchCoverage
{
    private const double Normal95 = 1.96;
    private const double Size = 48_000; // words
    private const double LeastDocuments = 0.012; // to a word, more than any corpus has
    private const int LongestDocument = 2000;

    /// <param name="simulations">How many.</param>
    /// <param name="text">Real documents to draw corpora from, and their domain; null for pseudo-text.</param>
    /// <param name="domain">Only these; null for all.</param>
    /// <param name="output">Receives the table.</param>
    public static int Run(int simulations, string? text, string? domain, TextWriter output)
    {
        Func<Prng, IEnumerable<ulong[]>> source = text is null ? Pseudo() : Real([.. WatchLoops.Read(text, domain).Select(Hashes).Where(d => d.Length is > 0 and < LongestDocument)]);
        foreach (double over in (double[])[1, 1.25, 2])
        {
            output.WriteLine(FormattableString.Invariant($"corpora of {Size * over:N0} words or a little more, looked at at {Size:N0}"));
            Run(simulations, Size * over, source, output);
            output.Flush();
        }
        return 0;
    }

    private static void Run(int simulations, double words, Func<Prng, IEnumerable<ulong[]>> source, TextWriter output)
    {
        WatchedPart[] parts = [new(null, 1), new(null, 2), new(null, 3)];
        WatchedQuantity[] quantities =
        [
            .. parts.SelectMany(p => (WatchedQuantity[])[new(p, TailMeasure.Types), new(p, TailMeasure.HapaxShare), new(p, TailMeasure.UnseenMass)]),
            new(new(null, 1), TailMeasure.Entropy),
        ];
        double[][] values = [.. quantities.Select(_ => new double[simulations])], low = [.. quantities.Select(_ => new double[simulations])], high = [.. quantities.Select(_ => new double[simulations])];
        Parallel.For(0, simulations, new ParallelOptions { MaxDegreeOfParallelism = 2 }, s =>
        {
            CorpusSketch corpus = Corpus(source(new Prng(new RunSeed(20260107).For($"coverage/{s}"))), words);
            var spread = new CorpusSpread(corpus, parts, new RunSeed((ulong)s));
            for (int q = 0; q < quantities.Length; q++)
            {
                values[q][s] = ValueOf(corpus, quantities[q]);
                (low[q][s], high[q][s]) = spread.Interval(quantities[q], values[q][s], SizeOf(quantities[q]) / quantities[q].Part.Of(corpus)!.Tokens)!.Value;
            }
        });
        long held = 0;
        for (int q = 0; q < quantities.Length; q++)
        {
            double truth = values[q].Average();
            int covered = Enumerable.Range(0, simulations).Count(s => low[q][s] <= truth && truth <= high[q][s]);
            held += covered;
            // 1 where intervals are as wide as the scatter of the value asks, on the average.
            double width = Enumerable.Range(0, simulations).Average(s => high[q][s] - low[q][s]) / (2 * Normal95 * Deviation(values[q]));
            output.WriteLine(FormattableString.Invariant($"{quantities[q].Name}: {(double)covered / simulations:.000}, width {width:0.00} of the scatter's"));
        }
        output.WriteLine(FormattableString.Invariant($"pooled: {(double)held / simulations / quantities.Length:.000} of {simulations} simulations"));
    }

    private static Func<Prng, IEnumerable<ulong[]>> Pseudo()
    {
        var source = new TopicSource(new RunSeed(5));
        return prng => source.Documents(prng, int.MaxValue);
    }

    /// <summary>A population so large that drawing from it without replacement is nearly drawing from the source.</summary>
    private static Func<Prng, IEnumerable<ulong[]>> Real(ulong[][] documents) => prng => documents.OrderBy(_ => prng.NextUInt64());

    private static ulong[] Hashes(string text)
    {
        var words = new WordList();
        _ = WordSplitter.Split(Encoding.UTF8.GetBytes(text), words);
        return [.. words.Hashes];
    }

    /// <summary>Documents until there are so many words.</summary>
    private static CorpusSketch Corpus(IEnumerable<ulong[]> documents, double words)
    {
        double left = words;
        return TopicSource.Sketch(documents.TakeWhile(document =>
        {
            bool isNeeded = left > 0;
            left -= document.Length;
            return isNeeded;
        }));
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static double ValueOf(CorpusSketch corpus, WatchedQuantity quantity)
    {
        if (quantity.Measure == TailMeasure.Entropy)
        {
            return new BucketEntropy(corpus).Whole;
        }
        BlockTypes types = corpus[quantity.Part.Order];
        var histogram = new BlockHistogram(types, types.SampleLevel);
        double size = SizeOf(quantity);
        double blocks = BlockTypes.Blocks * size / types.Tokens;
        return quantity.Measure switch
        {
            TailMeasure.Types => histogram.TypesAt(blocks),
            TailMeasure.HapaxShare => histogram.OnceAt(blocks) / histogram.TypesAt(blocks),
            _ => histogram.OnceAt(blocks) / size,
        };
    }

    /// <summary>N-grams that the words have at the least: they do not cross documents.</summary>
    private static double SizeOf(WatchedQuantity quantity) => Size * (1 - (LeastDocuments * (quantity.Part.Order - 1)));
}
