using System.Globalization;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

public sealed class PoissonDrawTests
{
    private static readonly RunSeed Seed = new RunSeed(42).For(PoissonDraw.SeedPurpose);

    // Frozen (draw-1): a mix drawn by one version is drawn alike by the next.
    [Theory]
    [InlineData("00000000000000000000000000000000", 0, 0.7220985970678337)]
    [InlineData("00ff0123456789abcdef0123456789ab", 0, 0.1694914710773877)]
    [InlineData("00ff0123456789abcdef0123456789ab", 1, 0.7800887120640544)]
    [InlineData("ffffffffffffffffffffffffffffffff", 2, 0.588516433669925)]
    public void Numbers_are_frozen(string id, int occurrence, double expected) =>
        Assert.Equal(expected, PoissonDraw.Uniform(Id(id), occurrence, Seed));

    [Fact]
    public void Numbers_of_many_documents_are_uniform()
    {
        const int Count = 100_000;
        DocumentId[] ids = MixCase.MakeIds(Count);
        double[] sorted = [.. ids.Select(id => PoissonDraw.Uniform(id, 0, Seed)).Order()];

        // 1.63/√n is the 99% point of the Kolmogorov-Smirnov distance.
        Assert.True(KolmogorovDistance(sorted) < 1.63 / Math.Sqrt(Count));
        Assert.All(sorted, u => Assert.InRange(u, 0, Math.BitDecrement(1.0)));
    }

    [Fact]
    public void Numbers_of_one_document_over_seeds_and_occurrences_are_uniform()
    {
        const int Count = 100_000;
        DocumentId id = Id("00ff0123456789abcdef0123456789ab");
        double[] overSeeds = [.. Enumerable.Range(0, Count).Select(seed => PoissonDraw.Uniform(id, 0, new RunSeed((ulong)seed))).Order()];
        double[] overOccurrences = [.. Enumerable.Range(0, Count).Select(occurrence => PoissonDraw.Uniform(id, occurrence, Seed)).Order()];

        Assert.True(KolmogorovDistance(overSeeds) < 1.63 / Math.Sqrt(Count));
        Assert.True(KolmogorovDistance(overOccurrences) < 1.63 / Math.Sqrt(Count));
    }

    [Fact]
    public void Numbers_of_neighbouring_seeds_are_uncorrelated()
    {
        const int Count = 100_000;
        DocumentId[] ids = MixCase.MakeIds(Count);
        double covariance = ids.Average(id =>
            (PoissonDraw.Uniform(id, 0, new RunSeed(1)) - 0.5) * (PoissonDraw.Uniform(id, 0, new RunSeed(2)) - 0.5));

        // Var of the product of two independent uniforms around ½ is 1/144; four sigma.
        Assert.True(Math.Abs(covariance) < 4 / (12 * Math.Sqrt(Count)));
    }

    [Theory]
    [InlineData(0, 0.0, 0)]
    [InlineData(0.25, 0.2499, 1)]
    [InlineData(0.25, 0.25, 0)]
    [InlineData(1, 0.0, 1)]
    [InlineData(2.5, 0.7, 2)]
    [InlineData(2.5, 0.3, 3)]
    [InlineData(3, 0.999, 3)]
    public void Copies_are_the_whole_part_and_perhaps_one_more(double weight, double uniform, int copies) =>
        Assert.Equal(copies, PoissonDraw.Copies(weight, uniform));

    [Fact]
    public void A_larger_weight_never_writes_fewer_copies() =>
        Laws.Hold(200, seed =>
        {
            var prng = new Prng(new RunSeed((ulong)seed));
            double uniform = prng.NextDouble();
            double weight = 3 * prng.NextDouble();
            return PoissonDraw.Copies(weight + prng.NextDouble(), uniform) >= PoissonDraw.Copies(weight, uniform);
        });

    [Fact]
    public void Copies_are_the_weight_on_average()
    {
        DocumentId[] ids = MixCase.MakeIds(100_000);

        double mean = ids.Average(id => (double)PoissonDraw.Copies(1.3, PoissonDraw.Uniform(id, 0, Seed)));

        Assert.Equal(1.3, mean, tolerance: 4 * Math.Sqrt(0.3 * 0.7 / ids.Length));
    }

    [Fact]
    public void Equal_ids_are_numbered_in_order()
    {
        DocumentId a = Id("00000000000000010000000000000007");
        DocumentId b = Id("00000000000000020000000000000007"); // the same low bits: the same place in the table
        DocumentId c = Id("00000000000000020000000000000008");

        Assert.Equal([0, 0, 1, 0, 1, 2, 1], PoissonDraw.NumberOccurrences([a, b, a, c, b, a, c]));
        Assert.Empty(PoissonDraw.NumberOccurrences([]));
    }

    [Fact]
    public void Occurrences_equal_those_counted_with_a_dictionary() =>
        Laws.Hold(50, seed =>
        {
            var prng = new Prng(new RunSeed((ulong)seed));
            DocumentId[] pool = MixCase.MakeIds(40, seed);
            DocumentId[] ids = [.. Enumerable.Range(0, 200).Select(_ => pool[prng.NextInt32(pool.Length)])];
            var seen = new Dictionary<DocumentId, int>();
            int[] expected = [.. ids.Select(id => seen[id] = seen.TryGetValue(id, out int last) ? last + 1 : 0)];
            return PoissonDraw.NumberOccurrences(ids).SequenceEqual(expected);
        });

    [Fact]
    public void A_negative_occurrence_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonDraw.Uniform(default, -1, Seed));

    private static DocumentId Id(string digits) => new(UInt128.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static double KolmogorovDistance(double[] sorted)
    {
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            distance = Math.Max(distance, Math.Max(((i + 1.0) / sorted.Length) - sorted[i], sorted[i] - ((double)i / sorted.Length)));
        }

        return distance;
    }
}
