using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;
using MathNet.Numerics.Distributions;

namespace Assay.Tests.Core.Watching;

public sealed class CorpusSpreadTests
{
    private const int Documents = 120;
    private static readonly TopicSource Source = new(new RunSeed(5));

    private static readonly WatchedQuantity Words = new(new(null, 1), TailMeasure.Types);
    private static readonly WatchedQuantity Trigrams = new(new(null, 3), TailMeasure.Types);
    private static readonly WatchedQuantity UnseenTrigrams = new(new(null, 3), TailMeasure.UnseenMass);

    [Fact]
    public void An_interval_is_symmetric_in_the_odds_of_a_proportion()
    {
        CorpusSketch corpus = Source.Corpus(new Prng(new RunSeed(1)), Documents);
        var spread = new CorpusSpread(corpus, [Words.Part, Trigrams.Part], new RunSeed(2));
        foreach (WatchedQuantity quantity in (WatchedQuantity[])[Words, Trigrams, UnseenTrigrams])
        {
            double whole = quantity.Measure == TailMeasure.Types ? quantity.Part.Of(corpus)!.Tokens : 1;
            double value = ValueOf(corpus, quantity);
            (double low, double high) = spread.Interval(quantity, value)!.Value;
            Assert.InRange(value, low, high);
            Assert.True(high < whole, $"{quantity.Name}: {high} of {whole}");
            Assert.Equal(1, Odds(high, whole) * Odds(low, whole) / Math.Pow(Odds(value, whole), 2), 6);
        }

        static double Odds(double value, double whole) => value / (whole - value);
    }

    [Fact]
    public void The_interval_of_types_that_are_all_different_ends_at_the_tokens()
    {
        CorpusSketch corpus = Source.Corpus(new Prng(new RunSeed(1)), Documents);
        var spread = new CorpusSpread(corpus, [Trigrams.Part], new RunSeed(2));
        long tokens = corpus[3].Tokens;
        (double low, double high) = spread.Interval(Trigrams, tokens)!.Value;
        Assert.True(low < tokens);
        Assert.Equal(tokens, high);
    }

    /// <summary>The bench has 2,000 corpora of three sizes; so many here show intervals that are half as wide as they ought to be.</summary>
    [Fact]
    public void Intervals_hold_the_expected_value()
    {
        const int Corpora = 100;
        const double Tokens = 12_000;
        WatchedQuantity[] quantities = [Words, Trigrams, UnseenTrigrams];
        double[,] values = new double[quantities.Length, Corpora];
        var intervals = new (double Low, double High)[quantities.Length, Corpora];
        Parallel.For(0, Corpora, c =>
        {
            CorpusSketch corpus = Source.Corpus(new Prng(new RunSeed(9).For($"coverage/{c}")), Documents);
            var spread = new CorpusSpread(corpus, [Words.Part, Trigrams.Part], new RunSeed((ulong)c));
            for (int q = 0; q < quantities.Length; q++)
            {
                double fraction = Tokens / quantities[q].Part.Of(corpus)!.Tokens;
                values[q, c] = ValueOf(corpus, quantities[q], fraction);
                intervals[q, c] = spread.Interval(quantities[q], values[q, c], fraction)!.Value;
            }
        });
        int least = Enumerable.Range(0, Corpora).First(held => Binomial.CDF(0.95, Corpora, held) > 0.001);
        for (int q = 0; q < quantities.Length; q++)
        {
            double expected = Enumerable.Range(0, Corpora).Average(c => values[q, c]);
            int held = Enumerable.Range(0, Corpora).Count(c => intervals[q, c].Low <= expected && expected <= intervals[q, c].High);
            Assert.True(held >= least, $"{quantities[q].Name}: {held} of {Corpora}");
        }
    }

    private static double ValueOf(CorpusSketch corpus, WatchedQuantity quantity, double fraction = 1)
    {
        BlockTypes types = quantity.Part.Of(corpus)!;
        var histogram = new BlockHistogram(types, types.SampleLevel);
        double blocks = BlockTypes.Blocks * fraction;
        return quantity.Measure == TailMeasure.Types ? histogram.TypesAt(blocks) : histogram.OnceAt(blocks) / (types.Tokens * fraction);
    }
}
