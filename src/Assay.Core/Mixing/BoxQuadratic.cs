namespace Assay.Core.Mixing;

/// <summary>Minimises g·p + ½ pᵀHp over a box that holds 0, for a positive definite H of a few hundred rows at most.</summary>
/// <remarks>Projected Newton steps (Bertsekas 1982): solve on the coordinates that no bound holds, project, search along the path.</remarks>
internal static class BoxQuadratic
{
    private const int MaximumSteps = 100;

    /// <param name="matrix">H, row by row.</param>
    /// <param name="gradient">g.</param>
    /// <param name="lower">Lower ends of the box, 0 or less.</param>
    /// <param name="upper">Upper ends of the box, 0 or more.</param>
    /// <param name="p">The minimiser, to about ten digits.</param>
    public static void Minimise(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> gradient, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> p)
    {
        int n = gradient.Length;
        p.Clear();
        var slope = new double[n];
        var candidate = new double[n];
        var free = new int[n];
        var factor = new double[n * n];
        var step = new double[n];
        double tolerance = 1e-11 * LargestAbsolute(gradient);
        for (int iteration = 0; iteration < MaximumSteps; iteration++)
        {
            double value = Slope(matrix, gradient, p, slope);
            int freeCount = 0;
            double error = 0;
            for (int k = 0; k < n; k++)
            {
                bool held = (p[k] <= lower[k] && slope[k] > 0) || (p[k] >= upper[k] && slope[k] < 0);
                if (!held)
                {
                    error = Math.Max(error, Math.Abs(slope[k]));
                    free[freeCount++] = k;
                }
            }

            if (error <= tolerance)
            {
                return;
            }

            Cholesky.Solve(matrix, slope, free.AsSpan(0, freeCount), factor, step);
            if (!Search(matrix, gradient, lower, upper, p, slope, value, free.AsSpan(0, freeCount), step, candidate))
            {
                return;
            }
        }
    }

    /// <summary>Goes along the projected step until the quadratic falls enough.</summary>
    /// <returns>Whether it fell.</returns>
    private static bool Search(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> gradient, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper,
        Span<double> p, ReadOnlySpan<double> slope, double value, ReadOnlySpan<int> free, ReadOnlySpan<double> step, Span<double> candidate)
    {
        var candidateSlope = new double[p.Length];
        for (double length = 1; length > 1e-12; length /= 2)
        {
            p.CopyTo(candidate);
            double fall = 0;
            for (int f = 0; f < free.Length; f++)
            {
                int k = free[f];
                candidate[k] = Math.Clamp(p[k] - (length * step[f]), lower[k], upper[k]);
                fall += slope[k] * (candidate[k] - p[k]);
            }

            double reached = Slope(matrix, gradient, candidate, candidateSlope);
            if (reached < value && reached <= value + (1e-4 * fall))
            {
                candidate.CopyTo(p);
                return true;
            }
        }

        return false;
    }

    /// <summary>g + Hp.</summary>
    /// <returns>The value of the quadratic at p.</returns>
    private static double Slope(ReadOnlySpan<double> matrix, ReadOnlySpan<double> gradient, ReadOnlySpan<double> p, Span<double> slope)
    {
        int n = p.Length;
        double value = 0;
        for (int k = 0; k < n; k++)
        {
            double product = 0;
            ReadOnlySpan<double> row = matrix.Slice(k * n, n);
            for (int l = 0; l < n; l++)
            {
                product += row[l] * p[l];
            }

            slope[k] = gradient[k] + product;
            value += p[k] * (gradient[k] + (0.5 * product));
        }

        return value;
    }

    private static double LargestAbsolute(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
