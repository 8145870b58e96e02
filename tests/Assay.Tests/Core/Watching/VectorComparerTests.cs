using Assay.Core.Distributions;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Core.Watching;

namespace Assay.Tests.Core.Watching;

public sealed class VectorComparerTests
{
    private static readonly Prng s_prng = new(new RunSeed(20260105).For("test/vectors"));

    [Fact]
    public void Shrunken_vectors_ring_and_fresh_ones_do_not()
    {
        var comparer = new VectorComparer(Sample(500, 1), new WatchOptions(), new RunSeed(42));
        VectorComparison fresh = comparer.Compare(Sample(500, 1)), shrunken = comparer.Compare(Sample(500, 0.6)), collapsed = comparer.Compare(Sample(500, 0.02, centre: 5));

        Assert.True(fresh.Chance > 0.01);
        Assert.True(shrunken.Chance < 1e-6);
        Assert.True(shrunken.Quantities.Single(q => string.Equals(q.Name, "recall", StringComparison.Ordinal)).Value < fresh.Quantities.Single(q => string.Equals(q.Name, "recall", StringComparison.Ordinal)).FreshLow);
        Assert.True(collapsed.IsLate && !fresh.IsLate);
        Assert.InRange(fresh.FrechetDistance!.Value, 0, 0.3);
        Assert.Equal(1, fresh.Clusters.Sum(c => c.Value), 1e-9);
    }

    [Fact]
    public void Known_distances_give_what_points_give()
    {
        double[] real = [.. Enumerable.Range(0, 60).Select(_ => s_prng.NextGaussian())], generated = [.. Enumerable.Range(0, 40).Select(_ => s_prng.NextGaussian())];
        var known = new Neighbourhood(
            NeighbourSupport.DistancesSquared(real, real, 2), NeighbourSupport.DistancesSquared(generated, generated, 2), NeighbourSupport.DistancesSquared(real, generated, 2), 30, 20);
        int[] some = [.. Enumerable.Range(0, 30).Where(i => i % 3 != 0)], others = [.. Enumerable.Range(0, 20).Where(i => i % 2 == 0)];

        Assert.Equal(
            NeighbourSupport.Measure([.. some.SelectMany(i => real[(2 * i)..((2 * i) + 2)])], [.. others.SelectMany(i => generated[(2 * i)..((2 * i) + 2)])], 2, 3),
            NeighbourSupport.Measure(known, some, others, 3));
    }

    [Fact]
    public void Samples_add_up_in_any_order_and_refuse_unlike_lengths()
    {
        var whole = new VectorSample(20);
        VectorSample first = new(20), second = new(20);
        for (int i = 0; i < 100; i++)
        {
            ulong hash = s_prng.NextUInt64();
            _ = whole.Add(hash, [i, 1]);
            _ = (i % 3 == 0 ? first : second).Add(hash, [i, 1]);
        }

        Assert.True(second.Add(first));
        Assert.Equal(whole.Vectors.Keys, second.Vectors.Keys);
        Assert.InRange(whole.Count, 1, 20);
        Assert.False(whole.Add(1, [1f]));
    }

    private static VectorSample Sample(int count, double deviation, double centre = 0)
    {
        var sample = new VectorSample(count);
        for (int i = 0; i < count; i++)
        {
            _ = sample.Add(WordHash.Mix(s_prng.NextUInt64() | 1, WordHash.K1), [.. Enumerable.Range(0, 8).Select(_ => (float)(centre + (deviation * s_prng.NextGaussian())))]);
        }
        return sample;
    }
}
