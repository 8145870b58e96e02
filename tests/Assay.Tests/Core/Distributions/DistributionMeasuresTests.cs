using Assay.Core.Distributions;
using Assay.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Distributions;

/// <summary>The reference vectors of the measures, computed elsewhere, and their laws.</summary>
public sealed class DistributionMeasuresTests
{
    private static double[] Additive(int n, Func<double, double> x, Func<double, double> y) =>
        [.. Enumerable.Range(1, n).SelectMany(i => new[] { x(i), y(i) })];

    private static double Frac(double x) => x - Math.Floor(x);

    [Fact]
    public void Neighbour_support_gives_the_reference_values()
    {
        double[] real = Additive(200, i => Frac(i * .6180339887498949), i => Frac(i * Math.Sqrt(2)));
        double[] generated = Additive(200, i => .25 + (.5 * Frac(i * Math.Sqrt(3))), i => .25 + (.5 * Frac(i * Math.Sqrt(5))));

        NeighbourSupport support = NeighbourSupport.Measure(real, generated, dimension: 2, k: 5);

        Assert.Equal(1.0, support.Precision, 12);
        Assert.Equal(.335, support.Recall, 12);
        Assert.Equal(1.028, support.Density, 12);
        Assert.Equal(.425, support.Coverage, 12);
    }

    [Fact]
    public void Coverage_of_equal_laws_is_one_minus_two_to_the_minus_k()
    {
        var prng = new Prng(new RunSeed(1).For("test/coverage"));
        double[] real = new double[2000], generated = new double[2000];
        prng.FillGaussian(real);
        prng.FillGaussian(generated);

        Assert.InRange(NeighbourSupport.Measure(real, generated, 2).Coverage, .969 - .03, .969 + .02);
    }

    [Fact]
    public void Neighbour_support_refuses_too_few_points() =>
        Assert.Throws<ArgumentException>(() => NeighbourSupport.Measure([1, 2, 3], [1, 2, 3, 4, 5, 6, 7], dimension: 1, k: 5));

    [Fact]
    public void Vendi_score_gives_the_reference_values()
    {
        double[] k3 = [1, .9, 0, .9, 1, 0, 0, 0, 1];
        double[] points = [0, 0, 10, 10, 20, 20];
        double[] laplace = [.. points.SelectMany(a => points.Select(b => Math.Exp(-Math.Abs(a - b))))];

        Assert.Equal(2.1573004833739833, VendiScore.Measure(k3), 10);
        Assert.Equal(1.9480519480519483, VendiScore.Measure(k3, order: 2), 10);
        Assert.Equal(1.5789473684210527, VendiScore.Measure(k3, order: double.PositiveInfinity), 10);
        Assert.Equal(2.9999999958776926, VendiScore.Measure(laplace), 10);
    }

    [Fact]
    public void Divergences_give_the_reference_values()
    {
        Assert.Equal(2.553301412770546, Divergences.TransportSquared([0, 0], [2, .5, .5, 1], [1, -1], [1, -.3, -.3, .5]), 10);
        Assert.Equal(.9868528194400548, Divergences.KullbackLeiblerGaussian(0, 1, .3, .25), 12);
        Assert.Equal(.3631471805599453, Divergences.KullbackLeiblerGaussian(.3, .25, 0, 1), 12);
        Assert.Equal(1.25, Divergences.TransportSquared(0, 1, 1, .5), 12);
        Assert.Equal(double.PositiveInfinity, Divergences.KullbackLeibler([.5, .5], [1, 0]));
        Assert.Equal(0, Divergences.KullbackLeibler([2, 6], [.25, .75]), 12);
    }

    [Fact]
    public void Entropies_fall_with_their_order_and_reach_the_logarithm_on_equal_masses() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte>().NonEmptyListOf().Select(l => l.Select(b => b + 0.0).ToArray())
            .Where(l => l.Sum() > 0).ToArbitrary(), mass =>
        {
            double previous = double.PositiveInfinity;
            foreach (double order in (double[])[0, .5, 1, 2, 5, double.PositiveInfinity])
            {
                double entropy = Entropies.Renyi(mass, order);
                if (entropy > previous + 1e-9)
                {
                    return false;
                }

                previous = entropy;
            }

            double[] equal = [.. mass.Select(_ => 3.0)];
            return Math.Abs(Entropies.Shannon(equal) - Math.Log(equal.Length)) < 1e-9
                && Math.Abs(-Math.Log(Entropies.CollisionProbability(mass)) - Entropies.Renyi(mass, 2)) < 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Zipf_exponent_of_an_exact_power_law_is_its_power()
    {
        long[] counts = [.. Enumerable.Range(1, 50).Select(r => (long)Math.Round(1e9 / Math.Pow(r, 1.3)))];

        Assert.Equal(1.3, ZipfExponent.Fit(counts)!.Value, 6);
        Assert.Null(ZipfExponent.Fit([9, 9, 4]));
    }

    [Fact]
    public void Rarefied_types_are_the_mean_over_all_parts_of_that_size()
    {
        // Three tokens a, two b, one c: of the 20 parts of three tokens, count the types by hand below.
        int[] tokens = [0, 0, 0, 1, 1, 2];
        double sum = 0;
        int parts = 0;
        for (int mask = 0; mask < 64; mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) == 3)
            {
                sum += tokens.Where((_, i) => (mask >> i & 1) == 1).Distinct().Count();
                parts++;
            }
        }

        Assert.Equal(sum / parts, TypeRetention.Rarefied([3, 2, 1], 3), 9);
        Assert.Equal(3, TypeRetention.Rarefied([3, 2, 1], 6), 9);
        Assert.Throws<ArgumentOutOfRangeException>(() => TypeRetention.Rarefied([3, 2, 1], 7));
    }

    [Fact]
    public void Retention_counts_types_of_the_reference_only()
    {
        Assert.Equal(2.0 / 3, TypeRetention.Share([5, 1, 0, 2], [1, 0, 7, 3])!.Value, 12);
        Assert.Null(TypeRetention.Share([0, 0], [1, 1]));
        Assert.Equal(.5, TypeRetention.NgramShare([1, 2, 1, 3, 1], [2, 1, 2], 2)!.Value, 12); // 12 and 21 of 12, 21, 13, 31
        Assert.Null(TypeRetention.NgramShare([1], [1, 2], 2));
    }

    [Fact]
    public void An_alias_table_draws_each_index_with_its_weight()
    {
        var table = new AliasTable([1, 0, 5, 2, 2]);
        var prng = new Prng(new RunSeed(7).For("test/alias"));
        int[] counts = new int[5];
        for (int i = 0; i < 100_000; i++)
        {
            counts[table.Next(prng)]++;
        }

        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[2], 50_000 - 640, 50_000 + 640);
        Assert.InRange(counts[0], 10_000 - 380, 10_000 + 380);
    }

    [Fact]
    public void Distinct_shares_count_by_hand()
    {
        Assert.Equal(.5, TextDiversity.DistinctShare([1, 2, 1, 2], 1)!.Value, 12);
        Assert.Equal(2 / 3.0, TextDiversity.DistinctShare([1, 2, 1, 2], 2)!.Value, 12);
        Assert.Null(TextDiversity.DistinctShare([1], 2));
    }

    [Fact]
    public void Self_bleu_is_one_for_copies_zero_for_strangers_and_by_hand_between()
    {
        int[] text = [1, 2, 3, 4, 5];
        Assert.Equal(1, TextDiversity.SelfBleu([text, text, text]), 12);
        Assert.Equal(0, TextDiversity.SelfBleu([text, [6, 7, 8, 9, 10]]), 12);
        // Five words, the last one different: 4/5, 3/4, 2/3 and 1/2 of the n-grams are shared, both ways.
        Assert.Equal(Math.Pow(.8 * .75 * (2 / 3.0) * .5, .25), TextDiversity.SelfBleu([text, [1, 2, 3, 4, 9]]), 12);
        // The shorter one pays for its brevity.
        Assert.Equal(((1 / Math.E * Math.Exp(1 - .25)) + Math.Pow(.8 * .75 * (2 / 3.0) * .5, .25)) / 2, TextDiversity.SelfBleu([text, [1, 2, 3, 4]]), 12);
        Assert.Throws<ArgumentException>(() => TextDiversity.SelfBleu([text]));
    }
}
