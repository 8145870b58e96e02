using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on Gaussian mixtures.</summary>
public static class MixtureMeasures
{
    /// <summary>Squared L2 distance of the fitted density from the truth.</summary>
    /// <param name="truth">The truth.</param>
    public static Measure<Points> DistanceSquared(GaussianMixtureModel truth) => new("l2-squared", "", MeasureRole.Error, s =>
        Mixture(s).DistanceSquared(truth));

    /// <summary>Steps of expectation maximisation in the newest fit.</summary>
    public static Measure<Points> Steps { get; } = new("em-steps", "steps", MeasureRole.Shown, s => Mixture(s).Steps);

    /// <summary>Standard deviation of the first coordinate in the component that has the largest.</summary>
    public static Measure<Points> WidestDeviation { get; } = new("widest-deviation", "", MeasureRole.Shown, s =>
    {
        GaussianMixtureModel mixture = Mixture(s);
        int d = mixture.Dimension;
        return Math.Sqrt(Enumerable.Range(0, mixture.Weights.Length).Max(j => mixture.Covariances[j * d * d]));
    });

    private static GaussianMixtureModel Mixture(Snapshot<Points> s) => (GaussianMixtureModel)s.Model;
}
