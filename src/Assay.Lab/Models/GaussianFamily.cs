using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Fits a normal law to points.</summary>
/// <param name="estimator">Which divisor the covariance uses.</param>
public sealed class GaussianFamily(Estimator estimator) : IModelFamily<Points>
{
    /// <inheritdoc/>
    public IModel<Points> Fit(TrainingSet<Points> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        int d = trainingSet.Parts[0].Data.Dimension;
        if (d == 1 && !trainingSet.IsWeighted)
        {
            (double mean, double squares) = Moments.Of(trainingSet.Merged.Values);
            return new GaussianModel([mean], [estimator == Estimator.Known ? 1 : squares / (trainingSet.Size - Correction)]);
        }

        return FitWeighted(trainingSet, d);
    }

    private double Correction => estimator == Estimator.Unbiased ? 1 : 0;

    private GaussianModel FitWeighted(TrainingSet<Points> trainingSet, int d)
    {
        double[] mean = new double[d];
        double total = 0;
        foreach (Part<Points> part in trainingSet.Parts)
        {
            total += part.Weight * part.Data.Count;
            for (int i = 0; i < part.Data.Values.Length; i++)
            {
                mean[i % d] += part.Weight * part.Data.Values[i];
            }
        }

        for (int i = 0; i < d; i++)
        {
            mean[i] /= total;
        }

        double[] covariance = new double[d * d];
        if (estimator == Estimator.Known)
        {
            for (int i = 0; i < d; i++)
            {
                covariance[(i * d) + i] = 1;
            }

            return new GaussianModel(mean, covariance);
        }

        double[] centred = new double[d];
        foreach (Part<Points> part in trainingSet.Parts)
        {
            for (int p = 0; p < part.Data.Count; p++)
            {
                for (int i = 0; i < d; i++)
                {
                    centred[i] = part.Data.Values[(p * d) + i] - mean[i];
                }

                Accumulate(covariance, centred, part.Weight);
            }
        }

        // Weighted items keep the size of the set as the number that the correction is taken from.
        double divisor = total * (trainingSet.Size - Correction) / trainingSet.Size;
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[(j * d) + i] = covariance[(i * d) + j] /= divisor;
            }
        }

        return new GaussianModel(mean, covariance);
    }

    private static void Accumulate(double[] covariance, double[] centred, double weight)
    {
        int d = centred.Length;
        for (int i = 0; i < d; i++)
        {
            double scaled = weight * centred[i];
            for (int j = 0; j <= i; j++)
            {
                covariance[(i * d) + j] += scaled * centred[j];
            }
        }
    }
}
