namespace Assay.Core.Mixing;

/// <summary>Solves a positive definite system on some of its coordinates.</summary>
/// <remarks>Plain loops in a fixed order: a library may sum in blocks that depend on the processor, and then the bits would too.</remarks>
internal static class Cholesky
{
    // A pivot that has lost all but this part of its diagonal holds only rounding: that coordinate is left where it is.
    private const double SmallestPivot = 1e-13;

    /// <param name="matrix">The whole matrix, row by row.</param>
    /// <param name="right">The whole right side.</param>
    /// <param name="rows">Which coordinates to solve for.</param>
    /// <param name="factor">Scratch, as large as the matrix.</param>
    /// <param name="solution">The solution, in the order of <paramref name="rows"/>.</param>
    public static void Solve(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, ReadOnlySpan<int> rows, Span<double> factor, Span<double> solution)
    {
        int n = rows.Length;
        int width = right.Length;
        for (int i = 0; i < n; i++)
        {
            Span<double> rowI = factor.Slice(i * width, n);
            for (int j = 0; j <= i; j++)
            {
                ReadOnlySpan<double> rowJ = factor.Slice(j * width, n);
                double sum = matrix[(rows[i] * width) + rows[j]];
                for (int k = 0; k < j; k++)
                {
                    sum -= rowI[k] * rowJ[k];
                }

                if (j < i)
                {
                    rowI[j] = rowJ[j] > 0 ? sum / rowJ[j] : 0;
                }
                else
                {
                    double diagonal = matrix[(rows[i] * width) + rows[i]];
                    rowI[i] = sum > SmallestPivot * diagonal ? Math.Sqrt(sum) : 0;
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            double sum = right[rows[i]];
            for (int k = 0; k < i; k++)
            {
                sum -= factor[(i * width) + k] * solution[k];
            }

            double pivot = factor[(i * width) + i];
            solution[i] = pivot > 0 ? sum / pivot : 0;
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double sum = solution[i];
            for (int k = i + 1; k < n; k++)
            {
                sum -= factor[(k * width) + i] * solution[k];
            }

            double pivot = factor[(i * width) + i];
            solution[i] = pivot > 0 ? sum / pivot : 0;
        }
    }
}
