using Assay.Core.Statistics;

namespace Assay.Tests.Core.Statistics;

public sealed class ConfidenceSequenceTests
{
    [Fact]
    public void The_ends_of_the_interval_are_where_the_ratio_reaches_one_over_alpha()
    {
        const int N = 12;
        const double Alpha = 0.05, G = 1.5;
        (double low, double high) = ConfidenceSequence.OfMean(N, mean: 2, variance: 3, Alpha, G);

        foreach (double end in new[] { low, high })
        {
            double t2 = N * (2 - end) * (2 - end) / 3, c = 1 + (N * G);
            double ratio = Math.Pow((1 + (t2 / (N - 1))) / (1 + (t2 / ((N - 1) * c))), N / 2.0) / Math.Sqrt(c);
            Assert.Equal(1 / Alpha, ratio, 1e-9 / Alpha);
        }
    }

    [Fact]
    public void Two_observations_may_exclude_nothing_and_one_never_does()
    {
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), ConfidenceSequence.OfMean(1, 0, 0, .05));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), ConfidenceSequence.OfMean(2, 0, 1, .05));
        Assert.Equal((0d, 1d), ConfidenceSequence.OfProbability(0, 0, .05));
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(7, 20)]
    [InlineData(20, 20)]
    public void A_probability_is_excluded_exactly_where_the_mixture_is_that_much_likelier(int successes, int n)
    {
        (double low, double high) = ConfidenceSequence.OfProbability(successes, n, .05);

        Assert.InRange((double)successes / n, low, high);
        foreach (double end in new[] { low, high }.Where(e => e is > 0 and < 1))
        {
            // The mixture by a sum over a fine grid of Beta(½, ½) quantiles.
            double mixture = Enumerable.Range(0, 20_000).Average(i =>
            {
                double p = Math.Pow(Math.Sin(Math.PI / 2 * (i + .5) / 20_000), 2);
                return Math.Pow(p, successes) * Math.Pow(1 - p, n - successes);
            });
            Assert.Equal(1 / .05, mixture / (Math.Pow(end, successes) * Math.Pow(1 - end, n - successes)), 0.05);
        }
    }

    /// <remarks>An ordinary 95% interval looked at 200 times misses in about a third of the runs.</remarks>
    [Fact]
    public void It_misses_at_no_moment_in_at_least_95_percent_of_the_runs()
    {
        const int Runs = 1000, Length = 200;
        var prng = new Prng(new RunSeed(5).For("test/sequences"));
        int meanMisses = 0, rateMisses = 0;
        for (int run = 0; run < Runs; run++)
        {
            double sum = 0, squares = 0;
            int successes = 0;
            bool missedMean = false, missedRate = false;
            for (int n = 1; n <= Length; n++)
            {
                double x = prng.NextGaussian();
                (sum, squares, successes) = (sum + x, squares + (x * x), successes + (prng.NextDouble() < .2 ? 1 : 0));
                double mean = sum / n, variance = n < 2 ? 0 : (squares - (n * mean * mean)) / (n - 1);
                (double low, double high) = ConfidenceSequence.OfMean(n, mean, variance, .05);
                missedMean |= low > 0 || high < 0;
                (double lowRate, double highRate) = ConfidenceSequence.OfProbability(successes, n, .05);
                missedRate |= lowRate > .2 || highRate < .2;
            }

            (meanMisses, rateMisses) = (meanMisses + (missedMean ? 1 : 0), rateMisses + (missedRate ? 1 : 0));
        }

        // 2.33 standard errors of a share of .05 in 1,000 runs are .016.
        Assert.InRange(meanMisses / (double)Runs, 0.002, 0.066);
        Assert.InRange(rateMisses / (double)Runs, 0.002, 0.066);
    }
}
