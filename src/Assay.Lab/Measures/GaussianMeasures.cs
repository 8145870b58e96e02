using Assay.Core.Distributions;
using Assay.Core.Statistics;
using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on points whose truth is the standard normal law.</summary>
public static class GaussianMeasures
{
    /// <summary>The fitted mean, first coordinate.</summary>
    public static Measure<Points> Mean { get; } = new("mean", "", MeasureRole.Shown, s => Law(s).Mean[0]);

    /// <summary>Squared length of the fitted mean, to a coordinate.</summary>
    public static Measure<Points> SquaredMean { get; } = new("squared-mean", "", MeasureRole.Shown, s =>
        System.Numerics.Tensors.TensorPrimitives.SumOfSquares(Law(s).Mean) / Law(s).Mean.Length);

    /// <summary>The fitted variance, first coordinate; its average over replicates misleads late in a chain.</summary>
    public static Measure<Points> Variance { get; } = new("variance", "", MeasureRole.Shown, s => Law(s).Covariance[0]);

    /// <summary>The fitted standard deviation, first coordinate.</summary>
    public static Measure<Points> Deviation { get; } = new("deviation", "", MeasureRole.Shown, s => Math.Sqrt(Law(s).Covariance[0]));

    /// <summary>Logarithm of the fitted variance, in more dimensions of the determinant.</summary>
    public static Measure<Points> LogVariance { get; } = new("log-variance", "nats", MeasureRole.Shown, s => Law(s).LogDeterminant);

    /// <summary>Entropy of the fitted law above that of the truth, to a coordinate: half its log-variance.</summary>
    public static Measure<Points> Spread { get; } =
        new("spread", "nats", MeasureRole.Spread, s => 0.5 * Law(s).LogDeterminant / Law(s).Mean.Length);

    /// <summary>Squared 2-Wasserstein distance from the fitted law to the truth.</summary>
    public static Measure<Points> Transport { get; } = new("w2", "", MeasureRole.Error, s =>
    {
        GaussianModel law = Law(s);
        int d = law.Mean.Length;
        return d == 1
            ? Divergences.TransportSquared(law.Mean[0], Math.Sqrt(law.Covariance[0]), 0, 1)
            : Divergences.TransportSquared(law.Mean, law.Covariance, new double[d], Identity(d));
    });

    /// <summary>Kullback-Leibler divergence from the truth to the fitted law, first coordinate.</summary>
    public static Measure<Points> Divergence { get; } = new("kl", "nats", MeasureRole.Error, s =>
        Divergences.KullbackLeiblerGaussian(0, 1, Law(s).Mean[0], Law(s).Covariance[0]));

    /// <summary>Mass that the fitted law puts further out than three standard deviations of the truth, first coordinate.</summary>
    /// <remarks>Its mean over replicates rises while the typical run loses its tails: read the median.</remarks>
    public static Measure<Points> TailMass { get; } = new("tail-mass", "", MeasureRole.Shown, s =>
    {
        double deviation = Math.Sqrt(Law(s).Covariance[0]), mean = Law(s).Mean[0];
        return MathNet.Numerics.Distributions.Normal.CDF(0, 1, (-3 - mean) / deviation)
            + MathNet.Numerics.Distributions.Normal.CDF(0, 1, (mean - 3) / deviation);
    });

    /// <summary>Half the logarithm of the spread of the training set itself, for models that are no normal law.</summary>
    public static Measure<Points> DataVariance { get; } = new("variance", "", MeasureRole.Shown, s => DataMoments(s).Variance);

    /// <summary>Entropy that a normal law of the training set's variance would have above the truth's.</summary>
    public static Measure<Points> DataSpread { get; } = new("spread", "nats", MeasureRole.Spread, s => 0.5 * Math.Log(DataMoments(s).Variance));

    private static (double Mean, double Variance) DataMoments(Snapshot<Points> s)
    {
        Points points = s.Training.Merged;
        double[] first = new double[points.Count];
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = points.Values[i * points.Dimension];
        }

        (double mean, double squares) = Moments.Of(first);
        return (mean, squares / first.Length);
    }

    private static GaussianModel Law(Snapshot<Points> s) => (GaussianModel)s.Model;

    private static double[] Identity(int d)
    {
        double[] identity = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            identity[(i * d) + i] = 1;
        }

        return identity;
    }
}
