namespace Assay.Lab.Theory;

/// <summary>How long rare types survive being drawn again and again (Suresh, Thangaraj and Khandavally 2412.17646).</summary>
public static class SurvivalLaw
{
    /// <summary>g_k: g₁ = 1, g_{k+1} = 1 − e^{−g_k}; about 2/k. A type expected c times in the first sample is there in generation k with probability 1 − e^{−c·g_k}.</summary>
    /// <param name="k">Generation, 1 or more.</param>
    public static double Rate(int k)
    {
        double g = 1;
        for (int i = 1; i < k; i++)
        {
            g = -Math.Exp(-g) + 1;
        }

        return g;
    }

    /// <summary>Expected number of types left after k rounds of drawing as many tokens as there are.</summary>
    /// <param name="counts">Count of each type in the real text.</param>
    /// <param name="k">Rounds, 1 or more.</param>
    public static double Types(ReadOnlySpan<long> counts, int k)
    {
        double rate = Rate(k), sum = 0;
        foreach (long count in counts)
        {
            sum += 1 - Math.Exp(-count * rate);
        }

        return sum;
    }

    /// <summary>Bounds on the probability that a state of probability p₀ is still there in generation k.</summary>
    /// <param name="samples">n.</param>
    /// <param name="probability">p₀.</param>
    /// <param name="k">Generation.</param>
    public static (double Low, double High) BernoulliBounds(int samples, double probability, int k)
    {
        double gone = Math.Exp(-samples * probability * Rate(k));
        double correction = 1 - (3 * samples * probability * probability) - (3 * k * probability);
        return (1 - gone, Math.Min(1, 1 - (Math.Max(0, correction) * gone)));
    }

    /// <summary>Exact probability that a Poisson law still has a rate in generation k: 1 − e^{−n·λ₀·g_k}.</summary>
    /// <param name="samples">n.</param>
    /// <param name="rate">λ₀.</param>
    /// <param name="k">Generation.</param>
    public static double Poisson(int samples, double rate, int k) => 1 - Math.Exp(-samples * rate * Rate(k));

    /// <summary>Bounds on the expected number of types that a unigram model still knows in generation k.</summary>
    /// <param name="samples">n.</param>
    /// <param name="mass">Probability of each type in the truth.</param>
    /// <param name="k">Generation.</param>
    public static (double Low, double High) TypesBounds(int samples, ReadOnlySpan<double> mass, int k)
    {
        double low = 0, high = 0;
        foreach (double p in mass)
        {
            (double least, double most) = BernoulliBounds(samples, p, k);
            (low, high) = (low + least, high + most);
        }

        return (low, high);
    }

    /// <summary>Bound on the probability that a component of a Gaussian mixture, fitted by (approximate) maximum likelihood, is still wider than ε.</summary>
    /// <param name="samples">n.</param>
    /// <param name="epsilon">ε, with the truth's deviation 1.</param>
    /// <param name="k">Generation.</param>
    public static double MixtureBound(int samples, double epsilon, int k) => Math.Min(1, Math.Exp(-k / (4.0 * samples)) / epsilon);

    /// <summary>Bound on the probability that the standard deviation of an unbiased chain still exceeds ε.</summary>
    /// <param name="samples">n.</param>
    /// <param name="epsilon">ε, with the truth's deviation 1.</param>
    /// <param name="k">Generation.</param>
    public static double GaussianBound(int samples, double epsilon, int k) => Math.Min(1, Math.Exp(-k / ((4.0 * samples) - 1)) / epsilon);
}
