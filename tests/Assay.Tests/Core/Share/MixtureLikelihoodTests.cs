using Assay.Core.Share;

namespace Assay.Tests.Core.Share;

public sealed class MixtureLikelihoodTests
{
    private static readonly double[] Human = [120, 90, 60, 20, 8, 2];
    private static readonly double[] Machine = [2, 5, 10, 20, 30, 33];
    private static readonly double[] Target = [300, 230, 170, 110, 100, 90];

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.2)]
    [InlineData(0.7)]
    public void The_profile_is_the_one_that_expectation_maximisation_reaches(double share)
    {
        var likelihood = new MixtureLikelihood(Human, Machine, Target);

        Assert.Equal(ByExpectationMaximisation(share), likelihood.LogLikelihood(share), 1e-6);
    }

    [Fact]
    public void The_maximum_beats_its_neighbours_and_the_posterior_adds_up_to_it()
    {
        var likelihood = new MixtureLikelihood(Human, Machine, Target);
        double share = likelihood.Maximise();

        Assert.InRange(share, 0.15, 0.35);
        Assert.All([0.9, 0.99, 1.01, 1.1], factor => Assert.True(likelihood.LogLikelihood(share) > likelihood.LogLikelihood(share * factor)));
        double posterior = likelihood.Posterior(share).Zip(Target, (p, t) => p * t).Sum() / Target.Sum();
        Assert.Equal(share, posterior, 1e-6);
    }

    [Fact]
    public void The_slope_is_the_derivative_of_the_profile()
    {
        var likelihood = new MixtureLikelihood(Human, Machine, Target);

        double difference = (likelihood.LogLikelihood(0.3001) - likelihood.LogLikelihood(0.2999)) / 0.0002;

        Assert.Equal(difference, likelihood.Slope(0.3), Math.Abs(difference) * 1e-5);
    }

    [Fact]
    public void A_target_like_the_human_references_has_a_share_of_zero()
    {
        Assert.Equal(0, new MixtureLikelihood(Human, Machine, [240, 180, 120, 40, 16, 4]).Maximise(), 1e-3);
        Assert.Equal(1, new MixtureLikelihood(Human, Machine, [4, 10, 20, 40, 60, 66]).Maximise(), 1e-3);
    }

    /// <summary>The textbook way, which the closed form replaces.</summary>
    private static double ByExpectationMaximisation(double share)
    {
        double[] f = [.. Human.Select(h => h / Human.Sum())];
        double[] g = [.. Machine.Select(m => m / Machine.Sum())];
        for (int round = 0; round < 20_000; round++)
        {
            double[] split = [.. Target.Select((t, b) => t * share * g[b] / (share * g[b] + (1 - share) * f[b]))];
            f = [.. Human.Select((h, b) => (h + Target[b] - split[b]) / (Human.Sum() + Target.Sum() - split.Sum()))];
            g = [.. Machine.Select((m, b) => (m + split[b]) / (Machine.Sum() + split.Sum()))];
        }

        return Enumerable.Range(0, Target.Length).Sum(b =>
            Human[b] * Math.Log(f[b]) + Machine[b] * Math.Log(g[b]) + Target[b] * Math.Log(share * g[b] + (1 - share) * f[b]));
    }
}
