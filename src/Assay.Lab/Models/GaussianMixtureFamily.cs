using Assay.Core.Distributions;
using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Fits Gaussian mixtures by expectation maximisation, as scikit-learn's GaussianMixture does with full covariances.</summary>
/// <remarks>k-means++ and Lloyd start it, once; a step's gain in mean log-likelihood below the tolerance ends it.</remarks>
public sealed class GaussianMixtureFamily : IModelFamily<Points>
{
    /// <summary>Number of components, 1 or more.</summary>
    public int Components { get; init; } = 1;

    /// <summary>Gain in mean log-likelihood, in nats, below which it stops.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Added to the diagonal of each covariance.</summary>
    public double Regularisation { get; init; } = 1e-6;

    /// <summary>Most steps; stopping early is the functional approximation error of the literature.</summary>
    public int MaximumSteps { get; init; } = 100;

    /// <inheritdoc/>
    public IModel<Points> Fit(TrainingSet<Points> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        return Fit(trainingSet.Unweighted(), prng);
    }

    /// <summary>Fits a mixture to points.</summary>
    /// <param name="points">The points; at least as many as components.</param>
    /// <param name="prng">For the starting centres.</param>
    public GaussianMixtureModel Fit(Points points, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Count, Components, nameof(points));
        int[] clusters = KMeans.Cluster(points.Values, points.Dimension, Components, prng).Clusters;
        var em = new MixtureFitter(points, Components, Regularisation);
        em.Start(clusters);
        double likelihood = double.NegativeInfinity;
        int step = 0;
        while (step < MaximumSteps)
        {
            step++;
            double previous = likelihood;
            likelihood = em.Step();
            if (Math.Abs(likelihood - previous) < Tolerance)
            {
                break;
            }
        }

        return new GaussianMixtureModel(em.Weights, em.Means, em.Covariances) { Steps = step, LogLikelihood = likelihood };
    }
}
