using Assay.Core.Statistics;

namespace Assay.Tests.Core.Statistics;

public sealed class OrderFreeSumTests
{
    [Fact]
    public void The_order_of_the_terms_leaves_no_trace()
    {
        double[] terms = Terms(10_000, seed: 1);
        double expected = Sum(terms);

        for (ulong seed = 2; seed < 12; seed++)
        {
            var prng = new Prng(new RunSeed(seed));
            for (int i = terms.Length - 1; i > 0; i--)
            {
                int j = prng.NextInt32(i + 1);
                (terms[i], terms[j]) = (terms[j], terms[i]);
            }

            Assert.Equal(expected, Sum(terms));
        }
    }

    [Fact]
    public void Sums_of_parts_add_up_to_the_sum_of_the_whole()
    {
        double[] terms = Terms(10_000, seed: 3);
        SumGrid grid = GridOf(terms);

        for (int parts = 2; parts < 10; parts++)
        {
            var total = new OrderFreeSum(grid);
            for (int part = parts - 1; part >= 0; part--)
            {
                var own = new OrderFreeSum(grid);
                for (int i = part; i < terms.Length; i += parts)
                {
                    own.Add(terms[i]);
                }

                total.Add(own);
            }

            Assert.Equal(Sum(terms), total.Value);
        }
    }

    [Fact]
    public void A_million_terms_keep_sixteen_digits()
    {
        double[] terms = Terms(1_000_000, seed: 4);
        decimal exact = 0;
        foreach (double term in terms)
        {
            exact += (decimal)Math.ScaleB(Math.Round(Math.ScaleB(term, 40)), -40); // 12 decimals, enough for the comparison
        }

        double relative = Math.Abs((double)((decimal)Sum(terms) - exact)) / terms.Sum(Math.Abs);
        Assert.True(relative < 1e-15, $"relative error {relative}");
    }

    [Fact]
    public void Small_terms_beside_a_large_one_are_not_lost()
    {
        // A plain sum in this order stays at 2⁵³ for ever.
        double[] terms = [9007199254740992.0, .. Enumerable.Repeat(0.5, 1000), -9007199254740992.0];

        Assert.Equal(500, Sum(terms));
        Assert.NotEqual(500, terms.Sum());
    }

    [Fact]
    public void Nothing_sums_to_zero()
    {
        Assert.Equal(0, new OrderFreeSum(SumGrid.For(0, 1)).Value);
        Assert.Equal(0, new OrderFreeSum(SumGrid.For(1e300, long.MaxValue)).Value);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, 0)]
    public void A_grid_needs_a_finite_bound_and_a_count(double bound, long count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SumGrid.For(bound, count));

    private static SumGrid GridOf(double[] terms) => SumGrid.For(terms.Sum(Math.Abs), terms.Length);

    private static double Sum(double[] terms)
    {
        var sum = new OrderFreeSum(GridOf([.. terms.OrderBy(Math.Abs)]));
        foreach (double term in terms)
        {
            sum.Add(term);
        }

        return sum.Value;
    }

    private static double[] Terms(int count, ulong seed)
    {
        var prng = new Prng(new RunSeed(seed));
        return [.. Enumerable.Range(0, count).Select(_ => (prng.NextDouble() - 0.4) * Math.Exp(8 * prng.NextDouble()))];
    }
}
