using Assay.Core.Detection;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Detection;

public sealed class TreeTrainerTests
{
    private static readonly TreeOptions Stump = new()
    {
        Trees = 1,
        Depth = 1,
        Rate = 1,
        Penalty = 1,
        LeastWeight = 1,
        FeatureShare = 1.1,
        RowShare = 1.1,
        MostRows = int.MaxValue,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_first_split_is_the_one_that_trying_all_of_them_finds(int seed)
    {
        var prng = new Prng(new RunSeed((ulong)seed).For("test/trees"));
        float[][] columns = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 50).Select(_ => (float)prng.NextDouble()).ToArray())];
        bool[] labels = [.. Enumerable.Range(0, 50).Select(i => columns[1][i] + (2 * prng.NextDouble()) > 1.2)];
        double[] weights = [.. Enumerable.Repeat(1.0, 50)];

        BoostedTrees trees = TreeTrainer.Train(columns, [.. Enumerable.Range(0, 50)], labels, weights, Stump, new RunSeed(1));

        (double gain, int feature, float threshold) = (double.NegativeInfinity, -1, 0);
        for (int f = 0; f < 3; f++)
        {
            foreach (float edge in columns[f])
            {
                double worth = Worth(i => columns[f][i] <= edge) + Worth(i => columns[f][i] > edge);
                (gain, feature, threshold) = worth > gain ? (worth, f, edge) : (gain, feature, threshold);
            }
        }

        Assert.Equal(feature, trees.Features[0]);
        Assert.Equal(threshold, trees.Thresholds[0]);

        // The loss of a first tree: gradient p − y and curvature p(1 − p) at p = ½.
        double Worth(Func<int, bool> side)
        {
            int[] rows = [.. Enumerable.Range(0, 50).Where(side)];
            double g = rows.Sum(i => 0.5 - (labels[i] ? 1 : 0));
            return g * g / ((0.25 * rows.Length) + 1);
        }
    }

    [Fact]
    public void Trees_learn_what_no_single_measure_tells()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/xor"));
        float[][] columns = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 400).Select(_ => (float)prng.NextDouble()).ToArray())];
        bool[] labels = [.. Enumerable.Range(0, 400).Select(i => columns[0][i] > 0.5 != columns[1][i] > 0.5)];
        int[] rows = [.. Enumerable.Range(0, 400)];
        TreeOptions options = Stump with { Trees = 30, Depth = 3, Rate = 0.3 };

        BoostedTrees trees = TreeTrainer.Train(columns, rows, labels, [.. Enumerable.Repeat(1.0, 400)], options, new RunSeed(1));

        int right = rows.Count(i => trees.Score([columns[0][i], columns[1][i]]) > 0 == labels[i]);
        Assert.InRange(right, 380, 400);
    }
}
