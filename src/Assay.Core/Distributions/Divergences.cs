using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Assay.Core.Distributions;

/// <summary>How far one distribution lies from another.</summary>
public static class Divergences
{
    /// <summary>Kullback-Leibler divergence Σ p ln(p/q) of two discrete distributions over the same events.</summary>
    /// <param name="p">Masses of the first, 0 or more; divided by their sum.</param>
    /// <param name="q">Masses of the second, 0 or more; divided by their sum.</param>
    /// <returns>In nats, 0 or more; infinite when q lacks an event of p.</returns>
    public static double KullbackLeibler(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(q.Length, p.Length, nameof(q));
        double sumP = TensorPrimitives.Sum(p), sumQ = TensorPrimitives.Sum(q), divergence = 0;
        for (int i = 0; i < p.Length; i++)
        {
            divergence += p[i] > 0 ? p[i] / sumP * Math.Log(p[i] / sumP / (q[i] / sumQ)) : 0;
        }

        return Math.Max(0, divergence);
    }

    /// <summary>Kullback-Leibler divergence of two normal laws on the line.</summary>
    /// <param name="mean">Mean of the first.</param>
    /// <param name="variance">Variance of the first, above 0.</param>
    /// <param name="otherMean">Mean of the second.</param>
    /// <param name="otherVariance">Variance of the second, above 0.</param>
    /// <returns>In nats, 0 or more.</returns>
    public static double KullbackLeiblerGaussian(double mean, double variance, double otherMean, double otherVariance)
    {
        double shift = mean - otherMean;
        return 0.5 * (((variance + (shift * shift)) / otherVariance) - 1 - Math.Log(variance / otherVariance));
    }

    /// <summary>Squared 2-Wasserstein distance of two normal laws on the line.</summary>
    /// <param name="mean">Mean of the first.</param>
    /// <param name="deviation">Standard deviation of the first.</param>
    /// <param name="otherMean">Mean of the second.</param>
    /// <param name="otherDeviation">Standard deviation of the second.</param>
    public static double TransportSquared(double mean, double deviation, double otherMean, double otherDeviation) =>
        ((mean - otherMean) * (mean - otherMean)) + ((deviation - otherDeviation) * (deviation - otherDeviation));

    /// <summary>Squared 2-Wasserstein distance of two normal laws in several dimensions: |m₁−m₂|² + tr(S₁+S₂−2(S₁S₂)^½).</summary>
    /// <param name="mean">Mean of the first.</param>
    /// <param name="covariance">Covariance of the first, row by row.</param>
    /// <param name="otherMean">Mean of the second.</param>
    /// <param name="otherCovariance">Covariance of the second, row by row.</param>
    /// <remarks>On features of images it is the Fréchet inception distance.</remarks>
    public static double TransportSquared(
        ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, ReadOnlySpan<double> otherMean, ReadOnlySpan<double> otherCovariance)
    {
        int d = mean.Length;
        Matrix<double> first = ToMatrix(covariance, d);
        Matrix<double> second = ToMatrix(otherCovariance, d);
        // The product of two covariances is not symmetric; the trace of its root is that of the symmetric form.
        Matrix<double> root = SymmetricRoot(first);
        Matrix<double> inner = root * second * root;
        double rootTrace = ((inner + inner.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues.Sum(v => Math.Sqrt(Math.Max(0, v.Real)));
        double shift = TensorPrimitives.Distance(mean, otherMean);
        return Math.Max(0, (shift * shift) + first.Trace() + second.Trace() - (2 * rootTrace));
    }

    private static Matrix<double> SymmetricRoot(Matrix<double> matrix)
    {
        Evd<double> evd = matrix.Evd(Symmetricity.Symmetric);
        Vector<double> roots = evd.EigenValues.Map(v => Math.Sqrt(Math.Max(0, v.Real)));
        return evd.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(roots) * evd.EigenVectors.Transpose();
    }

    private static Matrix<double> ToMatrix(ReadOnlySpan<double> values, int d)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, d * d, nameof(values));
        return Matrix<double>.Build.DenseOfRowMajor(d, d, values.ToArray());
    }
}
