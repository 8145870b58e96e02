using MathNet.Numerics;

namespace Assay.Core.Share;

/// <summary>
/// How many of n new documents score above the j-th highest of m known ones, when all are drawn from the same source: the law is free of
/// what the scores are.
/// </summary>
/// <remarks>P(X = x) = C(n, x)·B(x + j, n − x + m + 1 − j)/B(j, m + 1 − j), the negative hypergeometric law.</remarks>
internal static class BetaBinomial
{
    /// <summary>P(X ≥ least).</summary>
    /// <param name="n">New documents, 0 or more.</param>
    /// <param name="a">j.</param>
    /// <param name="b">m + 1 − j.</param>
    /// <param name="least">Any whole number.</param>
    public static double AtLeast(long n, double a, double b, long least) =>
        least <= 0 ? 1 : least > n ? 0 : Above(n, a, b, least);

    /// <summary>P(X ≤ most).</summary>
    public static double AtMost(long n, double a, double b, long most) => AtLeast(n, b, a, n - most);

    private static double Above(long n, double a, double b, long least)
    {
        double mean = n * a / (a + b);
        if (least < mean)
        {
            // The lower tail is the short one: count it from the other side.
            return 1 - Above(n, b, a, n - least + 1);
        }

        double term = Math.Exp(
            SpecialFunctions.BinomialLn((int)n, (int)least) + SpecialFunctions.BetaLn(least + a, n - least + b) - SpecialFunctions.BetaLn(a, b));
        double sum = 0;
        for (long x = least; x <= n; x++)
        {
            sum += term;
            if (term < sum * 1e-15)
            {
                break;
            }

            term *= (n - x) / (x + 1.0) * (x + a) / (n - x - 1 + b);
        }

        return Math.Min(1, sum);
    }
}
