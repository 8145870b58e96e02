using MathNet.Numerics.Distributions;

namespace Assay.Core.Statistics;

/// <summary>Interval for the quotient of two means of paired normal observations (Fieller 1954).</summary>
public static class Fieller
{
    /// <summary>The quotients that the data do not exclude.</summary>
    /// <remarks>{ρ : (ȳ − ρx̄)² ≤ t²·(s_yy − 2ρ·s_xy + ρ²·s_xx)/n}. It is an interval only when the divisor's mean differs from 0 at the level.</remarks>
    /// <param name="dividends">y of each pair.</param>
    /// <param name="divisors">x of each pair; two pairs or more.</param>
    /// <param name="level">Nominal coverage, in (0, 1).</param>
    /// <returns>The ends; null when the divisor may be 0, so that any quotient is possible.</returns>
    public static (double Low, double High)? Interval(ReadOnlySpan<double> dividends, ReadOnlySpan<double> divisors, double level = 0.95)
    {
        int n = dividends.Length;
        ArgumentOutOfRangeException.ThrowIfNotEqual(divisors.Length, n, nameof(divisors));
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2, nameof(dividends));
        double y = 0, x = 0;
        for (int i = 0; i < n; i++)
        {
            (y, x) = (y + (dividends[i] / n), x + (divisors[i] / n));
        }

        double yy = 0, xx = 0, xy = 0;
        for (int i = 0; i < n; i++)
        {
            (double dy, double dx) = (dividends[i] - y, divisors[i] - x);
            (yy, xx, xy) = (yy + (dy * dy), xx + (dx * dx), xy + (dx * dy));
        }

        double t = StudentT.InvCDF(0, 1, n - 1, 1 - ((1 - level) / 2)), factor = t * t / ((n - 1.0) * n);
        double a = (x * x) - (factor * xx), b = (x * y) - (factor * xy), c = (y * y) - (factor * yy);
        double root = (b * b) - (a * c);
        return a <= 0 || root < 0 ? null : ((b - Math.Sqrt(root)) / a, (b + Math.Sqrt(root)) / a);
    }
}
