using Assay.Core.Detection;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Detection;

public sealed class BoostedTreesTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 5)]
    [InlineData(11, 5)]
    [InlineData(8, 1)]
    public void Trees_side_by_side_give_the_bits_of_one_after_the_other(int trees, int depth)
    {
        const int Measures = 7;
        var prng = new Prng(new RunSeed(7).For($"{trees}/{depth}"));
        int splits = (1 << depth) - 1;
        ushort[] features = [.. Enumerable.Range(0, trees * splits).Select(_ => (ushort)prng.NextInt32(Measures))];
        float[] thresholds = [.. features.Select((_, i) => i % 5 == 0 ? float.PositiveInfinity : (float)prng.NextDouble())];
        float[] leaves = [.. Enumerable.Range(0, trees << depth).Select(_ => (float)prng.NextDouble())];
        var model = new BoostedTrees(depth, features, thresholds, leaves);
        for (int trial = 0; trial < 200; trial++)
        {
            float[] values = [.. Enumerable.Range(0, Measures).Select(i => trial % 4 == 0 && i == 2 ? float.NaN : (float)prng.NextDouble())];
            double expected = 0;
            for (int tree = 0; tree < trees; tree++)
            {
                int node = 0;
                while (node < splits)
                {
                    int split = (tree * splits) + node;
                    node = values[features[split]] <= thresholds[split] ? (2 * node) + 1 : (2 * node) + 2;
                }

                expected += leaves[(tree << depth) + node - splits];
            }

            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(model.Score(values)));
        }
    }
}
