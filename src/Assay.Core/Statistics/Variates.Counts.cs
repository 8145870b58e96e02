using MathNet.Numerics;

namespace Assay.Core.Statistics;

/// <content>Binomial, Poisson, multinomial and Zipf numbers.</content>
public static partial class Variates
{
    /// <summary>Below this mean, counting upwards is faster than rejection.</summary>
    private const double RejectionFrom = 10;

    /// <summary>How many of independent trials succeed.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="trials">0 or more.</param>
    /// <param name="probability">Of success, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static long NextBinomial(this Prng prng, long trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "It must lie in [0, 1].");
        }

        if (trials == 0 || probability == 0)
        {
            return 0;
        }

        if (probability > 0.5)
        {
            return trials - prng.NextBinomial(trials, 1 - probability);
        }

        return trials * probability < RejectionFrom
            ? BinomialByCounting(prng, trials, probability)
            : BinomialByRejection(prng, trials, probability);
    }

    /// <summary>A Poisson count.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="mean">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is negative or not a number.</exception>
    public static long NextPoisson(this Prng prng, double mean)
    {
        if (!(mean >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "It must be 0 or more.");
        }

        if (mean >= RejectionFrom)
        {
            return PoissonByRejection(prng, mean);
        }

        double limit = Math.Exp(-mean);
        double product = 1 - prng.NextDouble();
        long count = 0;
        while (product > limit)
        {
            product *= 1 - prng.NextDouble();
            count++;
        }

        return count;
    }

    /// <summary>Distributes trials over cells in proportion to whole-numbered weights.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="trials">How many trials.</param>
    /// <param name="weights">The cells' weights, 0 or more; their sum must be above 0.</param>
    /// <param name="counts">Receives the trials of each cell; may be the same memory as the weights.</param>
    public static void NextMultinomial(this Prng prng, long trials, ReadOnlySpan<long> weights, Span<long> counts)
    {
        long weightLeft = 0;
        foreach (long weight in weights)
        {
            weightLeft = checked(weightLeft + weight);
        }

        if (weightLeft < 1)
        {
            throw new ArgumentException("They must have a positive sum.", nameof(weights));
        }

        // Whole numbers make the last cell's share exactly 1: nothing is left over.
        for (int i = 0; i < weights.Length; i++)
        {
            long weight = weights[i];
            long count = weight == 0 || trials == 0 ? 0 : prng.NextBinomial(trials, (double)weight / weightLeft);
            counts[i] = count;
            trials -= count;
            weightLeft -= weight;
        }
    }

    /// <summary>Distributes trials over cells in proportion to weights.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="trials">How many trials.</param>
    /// <param name="weights">The cells' weights, 0 or more; their sum must be above 0.</param>
    /// <param name="counts">Receives the trials of each cell.</param>
    public static void NextMultinomial(this Prng prng, long trials, ReadOnlySpan<double> weights, Span<long> counts)
    {
        double weightLeft = 0;
        int last = -1;
        for (int i = 0; i < weights.Length; i++)
        {
            weightLeft += weights[i];
            last = weights[i] > 0 ? i : last;
        }

        if (!(weightLeft > 0))
        {
            throw new ArgumentException("They must have a positive sum.", nameof(weights));
        }

        for (int i = 0; i < weights.Length; i++)
        {
            // Rounding must not leave trials over: the last cell of positive weight takes what is left.
            long count = i == last ? trials
                : weights[i] == 0 || trials == 0 ? 0
                : prng.NextBinomial(trials, Math.Min(1, weights[i] / weightLeft));
            counts[i] = count;
            trials -= count;
            weightLeft -= weights[i];
        }
    }

    /// <summary>A rank, 1 or more, with probability proportional to rank^-exponent over all whole numbers (Devroye 1986).</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="exponent">Above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is not above 1.</exception>
    public static long NextZipf(this Prng prng, double exponent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(exponent, 1);
        double b = Math.Pow(2, exponent - 1);
        while (true)
        {
            double x = Math.Floor(Math.Pow(1 - prng.NextDouble(), -1 / (exponent - 1)));
            double t = Math.Pow(1 + (1 / x), exponent - 1);
            if (x < long.MaxValue && prng.NextDouble() * x * (t - 1) / (b - 1) <= t / b)
            {
                return (long)x;
            }
        }
    }

    /// <summary>Inverts the distribution function from 0 upwards; the expected number of steps is the mean.</summary>
    private static long BinomialByCounting(Prng prng, long trials, double probability)
    {
        double odds = probability / (1 - probability);
        double first = Math.Exp(trials * Math.Log(1 - probability));
        while (true)
        {
            double mass = first;
            double uniform = prng.NextDouble();
            long count = 0;
            while (uniform > mass && count < trials)
            {
                uniform -= mass;
                count++;
                mass *= odds * (trials - count + 1) / count;
                if (mass < 1e-300)
                {
                    break; // Rounding has used the mass up: draw again.
                }
            }

            if (uniform <= mass)
            {
                return count;
            }
        }
    }

    /// <summary>Transformed rejection (Hörmann 1993, BTRS); the mean is 10 or more and the probability at most one half.</summary>
    private static long BinomialByRejection(Prng prng, long trials, double probability)
    {
        double spread = Math.Sqrt(trials * probability * (1 - probability));
        double b = 1.15 + (2.53 * spread);
        double a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        double c = (trials * probability) + 0.5;
        double vr = 0.92 - (4.2 / b);
        while (true)
        {
            double u = prng.NextDouble() - 0.5;
            double v = 1 - prng.NextDouble();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + c);
            if (us >= 0.07 && v <= vr)
            {
                return (long)k;
            }

            if (k < 0 || k > trials)
            {
                continue;
            }

            double alpha = (2.83 + (5.1 / b)) * spread;
            double mode = Math.Floor((trials + 1) * probability);
            double h = SpecialFunctions.GammaLn(mode + 1) + SpecialFunctions.GammaLn(trials - mode + 1);
            if (Math.Log(v * alpha / ((a / (us * us)) + b)) <= h - SpecialFunctions.GammaLn(k + 1)
                - SpecialFunctions.GammaLn(trials - k + 1) + ((k - mode) * Math.Log(probability / (1 - probability))))
            {
                return (long)k;
            }
        }
    }

    /// <summary>Transformed rejection (Hörmann 1993, PTRS); the mean is 10 or more.</summary>
    private static long PoissonByRejection(Prng prng, double mean)
    {
        double logMean = Math.Log(mean);
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double logInverseAlpha = Math.Log(1.1239 + (1.1328 / (b - 3.4)));
        double vr = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = prng.NextDouble() - 0.5;
            double v = 1 - prng.NextDouble();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= vr)
            {
                return (long)k;
            }

            if (k < 0 || (us < 0.013 && v > us))
            {
                continue;
            }

            if (Math.Log(v) + logInverseAlpha - Math.Log((a / (us * us)) + b)
                <= (k * logMean) - mean - SpecialFunctions.GammaLn(k + 1))
            {
                return (long)k;
            }
        }
    }
}
