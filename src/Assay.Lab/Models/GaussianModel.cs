using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>A normal law in one or more dimensions.</summary>
public sealed class GaussianModel : IModel<Points>
{
    private readonly double[] _root;

    /// <summary>Creates the law.</summary>
    /// <param name="mean">Its mean; its length is the dimension.</param>
    /// <param name="covariance">Its covariance, row by row; not necessarily of full rank.</param>
    public GaussianModel(double[] mean, double[] covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentOutOfRangeException.ThrowIfNotEqual(covariance.Length, mean.Length * mean.Length, nameof(covariance));
        (Mean, Covariance) = (mean, covariance);
        _root = mean.Length == 1 ? [Math.Sqrt(covariance[0])] : Cholesky.Factor(covariance, mean.Length);
    }

    /// <summary>Its mean.</summary>
    public double[] Mean { get; }

    /// <summary>Its covariance, row by row.</summary>
    public double[] Covariance { get; }

    /// <summary>Logarithm of the determinant of the covariance; on the line that of the variance.</summary>
    public double LogDeterminant
    {
        get
        {
            if (Mean.Length == 1)
            {
                return Math.Log(Covariance[0]);
            }

            double sum = 0;
            for (int i = 0; i < Mean.Length; i++)
            {
                sum += 2 * Math.Log(_root[(i * Mean.Length) + i]);
            }

            return sum;
        }
    }

    /// <inheritdoc/>
    public Points Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (!decoder.IsContinuousOnly)
        {
            throw new NotSupportedException("A normal law has no tokens: use lambda or truncation, not temperature, top-k or top-p.");
        }

        int d = Mean.Length;
        double[] values = new double[size * d];
        double scale = Math.Sqrt(decoder.VarianceScale);
        bool truncated = !double.IsPositiveInfinity(decoder.Truncation);
        if (d == 1 && !truncated)
        {
            prng.FillGaussian(values, Mean[0], scale * _root[0]);
            return new Points(values, 1);
        }

        prng.FillGaussian(values);
        for (int i = 0; truncated && i < values.Length; i++)
        {
            while (Math.Abs(values[i]) > decoder.Truncation)
            {
                values[i] = prng.NextGaussian();
            }
        }

        for (int i = 0; i < size; i++)
        {
            Cholesky.Apply(_root, Mean, values.AsSpan(i * d, d), scale);
        }

        return new Points(values, d);
    }
}
