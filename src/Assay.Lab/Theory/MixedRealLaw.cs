namespace Assay.Lab.Theory;

/// <summary>Exact moments of normal models fitted by maximum likelihood to a pool of real and synthetic data, truth N(0, 1).</summary>
/// <remarks>
/// The pool's expected square stays 1, so that E[s²] = 1 − E[mu²] throughout. The recursion σ² = (1 − a) + a(1 − 1/n)σ² that is often
/// copied leaves the scatter of the parts' means out and is wrong (10 real and 90 synthetic: .91 instead of .950).
/// </remarks>
public static class MixedRealLaw
{
    /// <summary>E[mu_t²] with fresh real data in each generation.</summary>
    /// <param name="real">Real items in a set, 1 or more.</param>
    /// <param name="synthetic">Synthetic items in a set.</param>
    /// <param name="t">Generation; the first is fitted to as many real items as a set holds.</param>
    public static double FreshSquaredMean(int real, int synthetic, int t)
    {
        double n = real + synthetic, m = 1 / n;
        for (int i = 1; i < t; i++)
        {
            m = (real + ((double)synthetic * synthetic * m) + (synthetic * (1 - m))) / (n * n);
        }

        return m;
    }

    /// <summary>Its limit, N/(N² − n_s² + n_s).</summary>
    /// <param name="real">Real items in a set.</param>
    /// <param name="synthetic">Synthetic items in a set.</param>
    public static double FreshSquaredMeanLimit(int real, int synthetic)
    {
        double n = real + synthetic, s = synthetic;
        return n / ((n * n) - (s * s) + s);
    }

    /// <summary>E[mu_t²] with the same real data in each generation.</summary>
    /// <param name="real">Real items, 1 or more.</param>
    /// <param name="synthetic">Synthetic items in a set.</param>
    /// <param name="t">Generation; the first is fitted to the real items alone.</param>
    public static double FixedSquaredMean(int real, int synthetic, int t)
    {
        double n = real + synthetic, m = 1.0 / real;
        for (int i = 1; i < t; i++)
        {
            m = (real + (2.0 * synthetic) + ((double)synthetic * synthetic * m) + (synthetic * (1 - m))) / (n * n);
        }

        return m;
    }

    /// <summary>Its limit, 1/n_r + (1 − 1/n_r)·n_s/(N² − n_s² + n_s).</summary>
    /// <param name="real">Real items.</param>
    /// <param name="synthetic">Synthetic items in a set.</param>
    public static double FixedSquaredMeanLimit(int real, int synthetic)
    {
        double n = real + synthetic, s = synthetic;
        return (1.0 / real) + ((1 - (1.0 / real)) * s / ((n * n) - (s * s) + s));
    }

    /// <summary>Variance that a loop with a real share and a variance scale settles at, samples without number.</summary>
    /// <param name="realShare">a, in (0, 1].</param>
    /// <param name="varianceScale">λ, in (0, 1].</param>
    public static double BiasedVarianceLimit(double realShare, double varianceScale) =>
        realShare / (1 - ((1 - realShare) * varianceScale));

    /// <summary>Best weight of fresh real data beside synthetic data: (√(k² + 4k) − k)/2; it is n·Var(mu) in the limit too.</summary>
    /// <param name="realToSynthetic">k, real items to a synthetic one, above 0; 1 gives the golden ratio's .618.</param>
    public static double BestWeight(double realToSynthetic) =>
        (Math.Sqrt((realToSynthetic * realToSynthetic) + (4 * realToSynthetic)) - realToSynthetic) / 2;

    /// <summary>n·Var(mu_t) when real and synthetic means are weighted w and 1 − w, variance known.</summary>
    /// <param name="weight">w, in (0, 1].</param>
    /// <param name="syntheticRatio">Synthetic items to a real one.</param>
    /// <param name="t">Generation; the first is fitted to real items alone.</param>
    public static double WeightedMeanVariance(double weight, double syntheticRatio, int t)
    {
        double v = 1, rest = (1 - weight) * (1 - weight);
        for (int i = 1; i < t; i++)
        {
            v = (weight * weight) + (rest * (v + (1 / syntheticRatio)));
        }

        return v;
    }

    /// <summary>Its limit, [w² + (1 − w)²/κ]/[1 − (1 − w)²].</summary>
    /// <param name="weight">w, in (0, 1].</param>
    /// <param name="syntheticRatio">κ, synthetic items to a real one.</param>
    public static double WeightedMeanVarianceLimit(double weight, double syntheticRatio)
    {
        double rest = (1 - weight) * (1 - weight);
        return ((weight * weight) + (rest / syntheticRatio)) / (1 - rest);
    }

    /// <summary>E[mu_t²] when the sample size grows: Σ 1/n_i; ζ(s)/n₀ in the limit of n_t = n₀·t^s.</summary>
    /// <param name="sizes">Sample size of each generation so far.</param>
    public static double GrownSquaredMean(IEnumerable<int> sizes) => sizes.Sum(n => 1.0 / n);

    /// <summary>Factor on the variance of a normal law that is cut off at ±c deviations.</summary>
    /// <param name="cut">c, above 0.</param>
    public static double TruncatedVariance(double cut)
    {
        double density = Math.Exp(-0.5 * cut * cut) / Math.Sqrt(2 * Math.PI);
        return 1 - (2 * cut * density / ((2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, cut)) - 1));
    }
}
