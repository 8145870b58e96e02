using Assay.Lab.Models;

namespace Assay.Lab.Theory;

/// <summary>Exact moments of loops that keep their data, truth N(0, 1): only two averages over the pool matter.</summary>
/// <remarks>
/// Let B be the expected square of a pool item and A the expected product of two different ones. A sample of n without
/// replacement has E[mean²] = B/n + (1 − 1/n)A and E[variance] = (1 − 1/n)(B − A) by maximum likelihood, whatever the pool's law.
/// </remarks>
public static class PooledLaw
{
    /// <summary>Accumulate by maximum likelihood: E[s_t²] = Π (1 − 1/(n i²)); E[mu_t²] is what is missing to 1.</summary>
    /// <param name="samples">n.</param>
    /// <param name="t">Generation.</param>
    public static double AccumulatedVariance(int samples, int t)
    {
        double product = 1;
        for (int i = 1; i <= t; i++)
        {
            product *= 1 - (1.0 / samples / i / i);
        }

        return product;
    }

    /// <summary>Its limit, sin(π/√n)/(π/√n).</summary>
    /// <param name="samples">n.</param>
    public static double AccumulatedVarianceLimit(int samples) => Math.Sin(Math.PI / Math.Sqrt(samples)) / (Math.PI / Math.Sqrt(samples));

    /// <summary>Accumulate and subsample: exact at every n, where the literature has leading orders (n E[mu²] → π²/2 − 2).</summary>
    /// <param name="samples">n, 2 or more.</param>
    /// <param name="estimator">Maximum likelihood or unbiased.</param>
    /// <param name="t">Generation.</param>
    /// <returns>E[mu_t²] and E[s_t²].</returns>
    public static (double SquaredMean, double Variance) Subsampled(int samples, Estimator estimator, int t)
    {
        double n = samples, size = n, square = 1, product = 0;
        double correction = estimator == Estimator.Unbiased ? 1 : 1 - (1 / n);
        double squaredMean = 1 / n, variance = correction;
        for (int i = 1; i < t; i++)
        {
            // New items have the model's mean and variance; the model's mean is on average the pool's.
            double fresh = squaredMean + variance;
            double cross = (square / size) + ((1 - (1 / size)) * product);
            double grown = size + n;
            product = ((size * (size - 1) * product) + (n * (n - 1) * squaredMean) + (2 * size * n * cross)) / (grown * (grown - 1));
            square = ((size * square) + (n * fresh)) / grown;
            size = grown;
            squaredMean = (square / n) + ((1 - (1 / n)) * product);
            variance = correction * (square - product);
        }

        return (squaredMean, variance);
    }

    /// <summary>Variance of the training set of a kernel density that is refitted to its own samples: it spreads towards (n − 1)h².</summary>
    /// <param name="samples">n.</param>
    /// <param name="bandwidth">h.</param>
    /// <param name="t">Generation.</param>
    public static double KernelReplaceVariance(int samples, double bandwidth, int t)
    {
        double variance = 1 - (1.0 / samples);
        for (int i = 1; i < t; i++)
        {
            variance = (1 - (1.0 / samples)) * (variance + (bandwidth * bandwidth));
        }

        return variance;
    }

    /// <summary>Variance of the whole pool of a kernel density that accumulates: it grows like h²·H_t, slowly and without end.</summary>
    /// <param name="samples">n.</param>
    /// <param name="bandwidth">h.</param>
    /// <param name="t">Generation.</param>
    public static double KernelAccumulateVariance(int samples, double bandwidth, int t)
    {
        double n = samples, size = n, square = 1, product = 0;
        for (int i = 1; i < t; i++)
        {
            double cross = (square / size) + ((1 - (1 / size)) * product);
            double grown = size + n;
            product = ((size * (size - 1) * product) + (n * (n - 1) * cross) + (2 * size * n * cross)) / (grown * (grown - 1));
            square = ((size * square) + (n * (square + (bandwidth * bandwidth)))) / grown;
            size = grown;
        }

        return (1 - (1 / size)) * (square - product);
    }
}
