namespace Assay.Core.Statistics;

/// <summary>Intervals that hold at every moment of a sequential experiment at once, so that it may be stopped or continued by what they show.</summary>
/// <remarks>
/// Both invert a mixture likelihood ratio, which is a martingale with expectation 1 under the value tested: by Ville's inequality the
/// chance that it ever exceeds 1/α is at most α. An ordinary interval, looked at after every observation, misses in the end with certainty.
/// </remarks>
public static class ConfidenceSequence
{
    /// <summary>Interval for the mean of normal observations with unknown spread.</summary>
    /// <remarks>
    /// The ratio is that of Student's t with a N(0, g) mixture over the standardised effect (Rouder et al. 2009), a martingale in the
    /// scale-invariant filtration (Lai 1976; Pérez-Ortiz et al. 2024): e(m) = (1+ng)^(−1/2)·[(1+t²/ν)/(1+t²/(ν(1+ng)))]^(n/2) with
    /// t = √n(x̄−m)/s and ν = n−1; the interval is {m : e(m) &lt; 1/α}.
    /// </remarks>
    /// <param name="n">Number of observations, 0 or more.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="variance">Their variance with the divisor n − 1, 0 or more.</param>
    /// <param name="alpha">Chance that the sequence ever misses, in (0, 1).</param>
    /// <param name="effectVariance">g: which effects it is sharpest for; any value above 0 is valid.</param>
    /// <returns>The ends; infinite while there are too few observations to exclude anything.</returns>
    public static (double Low, double High) OfMean(long n, double mean, double variance, double alpha, double effectVariance = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        CheckLevel(alpha);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(effectVariance);
        if (n < 2)
        {
            return (double.NegativeInfinity, double.PositiveInfinity);
        }

        double c = 1 + (n * effectVariance);
        double k = Math.Pow(Math.Sqrt(c) / alpha, 2.0 / n);
        if (k >= c)
        {
            return (double.NegativeInfinity, double.PositiveInfinity);
        }

        double u = (k - 1) / (1 - (k / c)); // t²/ν at which e(m) = 1/α
        double half = Math.Sqrt(variance * u * (n - 1) / n);
        return (mean - half, mean + half);
    }

    /// <summary>Interval for a probability.</summary>
    /// <remarks>The mixture is Jeffreys' Beta(½, ½): e(p) = B(½+x, ½+n−x)/B(½, ½) / (pˣ(1−p)ⁿ⁻ˣ) (Robbins 1970).</remarks>
    /// <param name="successes">0 to <paramref name="n"/>.</param>
    /// <param name="n">Number of trials, 0 or more.</param>
    /// <param name="alpha">Chance that the sequence ever misses, in (0, 1).</param>
    /// <returns>The ends, in [0, 1].</returns>
    public static (double Low, double High) OfProbability(long successes, long n, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        CheckLevel(alpha);
        double mixture = LogBeta(0.5 + successes, 0.5 + n - successes) - LogBeta(0.5, 0.5);
        double limit = mixture + Math.Log(alpha); // inside, the log-likelihood is above it
        double centre = n == 0 ? 0.5 : (double)successes / n;
        return (
            LogLikelihood(successes, n, 0) > limit ? 0 : Border(successes, n, limit, 0, centre),
            LogLikelihood(successes, n, 1) > limit ? 1 : Border(successes, n, limit, 1, centre));
    }

    /// <summary>Halves [outside, inside] until both are neighbours; the end stays on the outside, where nothing is excluded wrongly.</summary>
    private static double Border(long successes, long n, double limit, double outside, double inside)
    {
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (outside + inside);
            (outside, inside) = LogLikelihood(successes, n, middle) > limit ? (outside, middle) : (middle, inside);
        }

        return outside;
    }

    private static double LogLikelihood(long successes, long n, double p) =>
        (successes == 0 ? 0 : successes * Math.Log(p)) + (n == successes ? 0 : (n - successes) * Math.Log(1 - p));

    private static double LogBeta(double a, double b) =>
        MathNet.Numerics.SpecialFunctions.GammaLn(a) + MathNet.Numerics.SpecialFunctions.GammaLn(b) - MathNet.Numerics.SpecialFunctions.GammaLn(a + b);

    private static void CheckLevel(double alpha)
    {
        if (alpha is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level must lie between 0 and 1.");
        }
    }
}
