using Assay.Core.Statistics;
using MathNet.Numerics.Distributions;

namespace Assay.Tests.Core.Statistics;

public sealed class VariatesTests
{
    private const double Limit = 4; // standard errors; the seeds are fixed, so each test passes always or never

    private static Prng Prng(string name) => new(new RunSeed(20260101).For("test/variates/" + name));

    [Fact]
    public void Gaussian_moments_are_those_of_the_bell()
    {
        double[] x = new double[400_000];
        Prng("gaussian").FillGaussian(x);

        Assert.InRange(x.Average(), -Limit / Math.Sqrt(x.Length), Limit / Math.Sqrt(x.Length));
        Near(1, Math.Sqrt(2.0 / x.Length), x.Average(v => v * v));
        Near(0, Math.Sqrt(15.0 / x.Length), x.Average(v => v * v * v));
        Near(3, Math.Sqrt(96.0 / x.Length), x.Average(v => v * v * v * v));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(3.6541528853610088)]
    [InlineData(4)]
    [InlineData(4.5)]
    public void Gaussian_draws_fall_beyond_a_point_as_often_as_they_should(double point)
    {
        Prng prng = Prng("gaussian-tail");
        const int n = 20_000_000;
        int beyond = 0;
        for (int i = 0; i < n; i++)
        {
            beyond += prng.NextGaussian() > point ? 1 : 0;
        }

        double p = 1 - Normal.CDF(0, 1, point);
        Near(p, Math.Sqrt(p / n), (double)beyond / n);
    }

    [Fact]
    public void One_at_a_time_and_in_bulk_are_the_same_numbers()
    {
        double[] bulk = new double[5000];
        Prng("bulk").FillGaussian(bulk, mean: 2, standardDeviation: 3);
        Prng single = Prng("bulk");

        Assert.All(bulk, x => Assert.Equal(2 + (3 * single.NextGaussian()), x));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(4.5)]
    [InlineData(49.5)]
    public void Gamma_has_its_mean_variance_and_mean_logarithm(double shape)
    {
        Prng prng = Prng("gamma");
        double[] x = [.. Enumerable.Range(0, 200_000).Select(_ => prng.NextGamma(shape))];

        Near(shape, Math.Sqrt(shape / x.Length), x.Average());
        double trigamma = (MathNet.Numerics.SpecialFunctions.DiGamma(shape + 1e-4) - MathNet.Numerics.SpecialFunctions.DiGamma(shape - 1e-4)) / 2e-4;
        Near(MathNet.Numerics.SpecialFunctions.DiGamma(shape), Math.Sqrt(trigamma / x.Length), x.Average(Math.Log));
        Near(shape + (shape * shape), Math.Sqrt(((4 * shape) + 10) * shape * (shape + 1) / x.Length), x.Average(v => v * v));
    }

    [Theory]
    [InlineData(5, 0.3)]
    [InlineData(100, 0.01)]
    [InlineData(100, 0.5)]
    [InlineData(100, 0.93)]
    [InlineData(1000, 0.02)]
    public void Binomial_frequencies_match_their_probabilities(int trials, double p)
    {
        Prng prng = Prng("binomial");
        Check(() => prng.NextBinomial(trials, p), k => k > trials ? 0 : Binomial.PMF(p, trials, k), trials + 1);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(9.9)]
    [InlineData(10.1)]
    [InlineData(300)]
    public void Poisson_frequencies_match_their_probabilities(double mean)
    {
        Prng prng = Prng("poisson");
        Check(() => prng.NextPoisson(mean), k => Poisson.PMF(mean, k), (int)(mean + (12 * Math.Sqrt(mean)) + 20));
    }

    [Fact]
    public void Zipf_frequencies_match_their_probabilities()
    {
        Prng prng = Prng("zipf");
        double zeta2 = Math.PI * Math.PI / 6;
        Check(() => prng.NextZipf(2), k => k == 0 ? 0 : 1 / (zeta2 * k * k), 40);
    }

    [Fact]
    public void Multinomial_counts_add_up_and_have_their_means()
    {
        Prng prng = Prng("multinomial");
        long[] counts = new long[4];
        long[] sums = new long[4];
        for (int r = 0; r < 20_000; r++)
        {
            prng.NextMultinomial(50, (ReadOnlySpan<long>)[1, 0, 3, 6], counts);
            Assert.Equal(50, counts.Sum());
            for (int i = 0; i < 4; i++)
            {
                sums[i] += counts[i];
            }
        }

        Assert.Equal(0, sums[1]);
        Near(0.3, Math.Sqrt(0.21 / 1e6), sums[2] / 1e6);
        Near(0.1, Math.Sqrt(0.09 / 1e6), sums[0] / 1e6);
    }

    [Fact]
    public void Weights_that_do_not_add_up_exactly_leave_no_trial_over()
    {
        Prng prng = Prng("weights");
        double[] weights = [.. Enumerable.Range(0, 999).Select(_ => 0.1), 0];
        long[] counts = new long[1000];
        prng.NextMultinomial(12345, weights, counts);

        Assert.Equal(12345, counts.Sum());
        Assert.Equal(0, counts[^1]);
    }

    /// <summary>Pearson's chi-squared over the cells that expect at least five, the rest pooled.</summary>
    private static void Check(Func<long> draw, Func<int, double> mass, int cells)
    {
        const int n = 100_000;
        long[] seen = new long[cells];
        long outside = 0;
        for (int i = 0; i < n; i++)
        {
            long k = draw();
            _ = k < cells ? seen[k]++ : outside++;
        }

        double statistic = 0, restExpected = n, restSeen = n;
        int used = 0;
        for (int k = 0; k < cells; k++)
        {
            double expected = n * mass(k);
            if (expected >= 5)
            {
                statistic += Math.Pow(seen[k] - expected, 2) / expected;
                restExpected -= expected;
                restSeen -= seen[k];
                used++;
            }
        }

        statistic += restExpected >= 1 ? Math.Pow(restSeen - restExpected, 2) / restExpected : 0;
        Assert.True(statistic < ChiSquared.InvCDF(used, 1 - 1e-4), $"chi-squared {statistic} on {used} cells");
    }

    private static void Near(double expected, double standardError, double actual) =>
        Assert.InRange((actual - expected) / standardError, -Limit, Limit);
}
