using Assay.Core.Language;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Language;

public sealed class NgramSignalTests
{
    private const int Vocabulary = 40;

    private static int[][] Documents(string seed, int count = 30)
    {
        var prng = new Prng(new RunSeed(1).For(seed));
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 50).Select(_ => (int)(30 * prng.NextDouble() * prng.NextDouble())).ToArray())];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_signal_is_what_the_whole_vocabulary_says(int order)
    {
        double[] weights = [.. Enumerable.Range(0, order).Select(_ => .9 / order), .1];
        var model = NgramModel.Train(Documents("train"), Vocabulary, new NgramOptions { Weights = weights });
        foreach (int[] document in Documents("test", 3).Append([35, 36, 1, 2, 39]))
        {
            for (int i = 0; i < document.Length; i++)
            {
                int length = Math.Min(i, order - 1);
                ReadOnlySpan<int> context = document.AsSpan(i - length, length);
                double[] p = new double[Vocabulary]; // the slow way: every token's probability
                for (int v = 0; v < Vocabulary; v++)
                {
                    p[v] = model.Probability(context, v);
                }

                TokenSignal signal = model.Signal(context, document[i]);
                double expected = p.Sum(q => q * Math.Log(q));
                Assert.Equal(Math.Log(p[document[i]]), signal.LogProbability, 10);
                Assert.Equal(expected, signal.Expected, 10);
                Assert.Equal(p.Sum(q => q * Math.Log(q) * Math.Log(q)) - (expected * expected), signal.Variance, 9);
                double own = p[document[i]];
                Assert.InRange(signal.Rank, 1 + p.Count(q => q > own * (1 + 1e-12)), 1 + p.Count(q => q > own * (1 - 1e-12)));
            }
        }
    }

    [Fact]
    public void Fitted_weights_beat_any_of_a_grid_on_what_was_held_out()
    {
        int[][] documents = Documents("fit", 60);
        NgramOptions fitted = NgramWeights.Fit(documents, Vocabulary, 2);
        double Bits(NgramOptions options)
        {
            var model = NgramModel.Train(documents.Where((_, i) => i % 5 != 0), Vocabulary, options);
            return documents.Where((_, i) => i % 5 == 0).Average(d => model.CrossEntropyBits(d));
        }

        double best = Bits(fitted);
        Assert.Equal(1, fitted.Weights.Sum(), 12);
        foreach (double pair in (double[])[.01, .2, .5, .8])
        {
            foreach (double floor in (double[])[.001, .05, .15])
            {
                Assert.True(best <= Bits(new NgramOptions { Weights = [pair, 1 - pair - floor, floor] }) + .01); // a weight whose best value is 0 gets there slowly
            }
        }
    }
}
