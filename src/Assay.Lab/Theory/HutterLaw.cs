using MathNet.Numerics;

namespace Assay.Lab.Theory;

/// <summary>Test error of the memoriser under a Zipf law p_i ∝ i^−β (Dohmatob et al. 2402.07043): mass of what it has not seen.</summary>
public static class HutterLaw
{
    /// <summary>Ranks that are added one by one; the rest is an integral.</summary>
    private const int Explicit = 2_000_000;

    /// <summary>Riemann's ζ, by summing and the Euler-Maclaurin tail.</summary>
    /// <param name="exponent">Above 1.</param>
    public static double Zeta(double exponent)
    {
        const int n = 1000;
        double sum = 0;
        for (int i = 1; i < n; i++)
        {
            sum += Math.Pow(i, -exponent);
        }

        double last = Math.Pow(n, -exponent);
        return sum + (n * last / (exponent - 1)) + (last / 2) + (exponent * last / n / 12);
    }

    /// <summary>Exact expected test error after T draws, Σ p_i (1 − q_i)^T.</summary>
    /// <param name="exponent">β, above 1.</param>
    /// <param name="draws">T.</param>
    /// <param name="cut">Last rank that training can show, the others renormalised; null cuts nothing.</param>
    public static double TestError(double exponent, double draws, int? cut = null)
    {
        double zeta = Zeta(exponent), seen = 1, sum = 0;
        if (cut is { } last)
        {
            seen = Enumerable.Range(1, last).Sum(i => Math.Pow(i, -exponent)) / zeta;
        }

        int end = Math.Min(cut ?? Explicit, Explicit);
        double known = 0;
        for (int i = 1; i <= end; i++)
        {
            double p = Math.Pow(i, -exponent) / zeta;
            sum += p * Math.Exp(draws * Math.Log(1 - (p / seen)));
            known += p;
        }

        // Behind the last rank nothing is learned when cut; else each rank is so rare that (1 − p)^T is 1 − pT.
        double rest = 1 - known;
        return cut is not null ? sum + rest : sum + rest - (draws * Squares(exponent, end) / (zeta * zeta));
    }

    /// <summary>The same to leading order: ζ(β)^(−1/β) Γ(1 − 1/β)/β · T^−(1 − 1/β).</summary>
    /// <param name="exponent">β.</param>
    /// <param name="draws">T.</param>
    public static double Asymptotic(double exponent, double draws) =>
        Math.Pow(Zeta(exponent), -1 / exponent) * SpecialFunctions.Gamma(1 - (1 / exponent)) / exponent
            * Math.Pow(draws, -(1 - (1 / exponent)));

    /// <summary>Expected missing mass of the n-th memoriser in a chain in which each one learns T draws of the one before.</summary>
    /// <param name="exponent">β.</param>
    /// <param name="draws">T.</param>
    /// <param name="generation">n; grows like n^(1 − 1/β), not like n.</param>
    public static double Recursive(double exponent, double draws, int generation)
    {
        double zeta = Zeta(exponent), rate = draws * SurvivalLaw.Rate(generation), sum = 0, known = 0;
        for (int i = 1; i <= Explicit; i++)
        {
            double p = Math.Pow(i, -exponent) / zeta;
            sum += p * Math.Exp(-rate * p);
            known += p;
        }

        return sum + 1 - known - (rate * Squares(exponent, Explicit) / (zeta * zeta));
    }

    /// <summary>Σ i^−2β from the rank behind <paramref name="end"/> on.</summary>
    private static double Squares(double exponent, int end) => Math.Pow(end + 0.5, 1 - (2 * exponent)) / ((2 * exponent) - 1);
}
