using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>A mixture of normal laws with full covariances.</summary>
/// <param name="weights">Weight of each component; they add up to 1.</param>
/// <param name="means">Mean of each component, one after the other.</param>
/// <param name="covariances">Covariance of each component, row by row, one after the other.</param>
public sealed class GaussianMixtureModel(double[] weights, double[] means, double[] covariances) : IModel<Points>
{
    /// <summary>Weight of each component.</summary>
    public double[] Weights => weights;

    /// <summary>Mean of each component, one after the other.</summary>
    public double[] Means => means;

    /// <summary>Covariance of each component, row by row, one after the other.</summary>
    public double[] Covariances => covariances;

    /// <summary>Numbers to a point.</summary>
    public int Dimension => means.Length / weights.Length;

    /// <summary>Steps of expectation maximisation that the fit took; 0 for a law that was not fitted.</summary>
    public int Steps { get; init; }

    /// <summary>Mean log-likelihood of the training points before the last step, in nats; 0 for a law that was not fitted.</summary>
    public double LogLikelihood { get; init; }

    /// <inheritdoc/>
    public Points Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        int d = Dimension;
        long[] sizes = new long[weights.Length];
        prng.NextMultinomial(size, weights, sizes);
        double[] values = new double[size * d];
        int at = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            var component = new GaussianModel(means[(j * d)..((j + 1) * d)], covariances[(j * d * d)..((j + 1) * d * d)]);
            component.Sample((int)sizes[j], decoder, prng).Values.CopyTo(values, at);
            at += (int)sizes[j] * d;
        }

        return new Points(values, d);
    }

    /// <summary>Squared L2 distance of the densities, in closed form: Σ aᵢaⱼ N(mᵢ − mⱼ; 0, Cᵢ + Cⱼ) over both mixtures.</summary>
    /// <param name="other">The other mixture, of the same dimension.</param>
    /// <returns>0 or more; grows without limit as a mixture collapses to a point.</returns>
    public double DistanceSquared(GaussianMixtureModel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Math.Max(0, Product(this, this) + Product(other, other) - (2 * Product(this, other)));
    }

    private static double Product(GaussianMixtureModel a, GaussianMixtureModel b)
    {
        int d = a.Dimension;
        double[] sum = new double[d * d];
        double[] shift = new double[d];
        double total = 0;
        for (int i = 0; i < a.Weights.Length; i++)
        {
            for (int j = 0; j < b.Weights.Length; j++)
            {
                for (int k = 0; k < d * d; k++)
                {
                    sum[k] = a.Covariances[(i * d * d) + k] + b.Covariances[(j * d * d) + k];
                }

                double[] root = Cholesky.Factor(sum, d);
                double logDeterminant = 0, squares = 0;
                for (int k = 0; k < d; k++)
                {
                    logDeterminant += 2 * Math.Log(root[(k * d) + k]);
                    shift[k] = a.Means[(i * d) + k] - b.Means[(j * d) + k];
                    for (int l = 0; l < k; l++)
                    {
                        shift[k] -= root[(k * d) + l] * shift[l];
                    }

                    shift[k] /= root[(k * d) + k];
                    squares += shift[k] * shift[k];
                }

                total += a.Weights[i] * b.Weights[j] * Math.Exp(-0.5 * (squares + logDeterminant + (d * Math.Log(2 * Math.PI))));
            }
        }

        return total;
    }
}
