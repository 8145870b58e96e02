using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>A kernel density: each point it was given becomes a small round bell.</summary>
/// <param name="points">The points, one or more.</param>
/// <param name="bandwidth">Standard deviation of the bells, above 0.</param>
public sealed class KernelDensityModel(Points points, double bandwidth) : IModel<Points>
{
    /// <summary>The points in the middle of the bells.</summary>
    public Points Centres => points;

    /// <inheritdoc/>
    public Points Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (!decoder.IsContinuousOnly)
        {
            throw new NotSupportedException("A density has no tokens: use lambda or truncation, not temperature, top-k or top-p.");
        }

        int d = points.Dimension;
        double[] values = new double[size * d];
        double spread = bandwidth * Math.Sqrt(decoder.VarianceScale);
        for (int i = 0; i < size; i++)
        {
            int centre = prng.NextInt32(points.Count);
            for (int k = 0; k < d; k++)
            {
                double z = prng.NextGaussian();
                while (Math.Abs(z) > decoder.Truncation)
                {
                    z = prng.NextGaussian();
                }

                values[(i * d) + k] = points.Values[(centre * d) + k] + (spread * z);
            }
        }

        return new Points(values, d);
    }

    /// <summary>Mean negative log-density of points, the usual test loss of a density.</summary>
    /// <param name="test">The points to score.</param>
    /// <returns>In nats.</returns>
    public double NegativeLogLikelihood(Points test)
    {
        ArgumentNullException.ThrowIfNull(test);
        int d = points.Dimension;
        double scale = -0.5 / (bandwidth * bandwidth);
        double constant = Math.Log(points.Count) + (d * Math.Log(bandwidth * Math.Sqrt(2 * Math.PI)));
        double[] exponents = new double[points.Count];
        double sum = 0;
        for (int i = 0; i < test.Count; i++)
        {
            for (int j = 0; j < points.Count; j++)
            {
                double squares = 0;
                for (int k = 0; k < d; k++)
                {
                    double difference = test.Values[(i * d) + k] - points.Values[(j * d) + k];
                    squares += difference * difference;
                }

                exponents[j] = scale * squares;
            }

            double peak = exponents.Max();
            sum += constant - peak - Math.Log(exponents.Sum(e => Math.Exp(e - peak)));
        }

        return sum / test.Count;
    }
}
