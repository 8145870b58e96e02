namespace Assay.Lab.Models;

/// <summary>The triangular root of small symmetric matrices, row by row.</summary>
internal static class Cholesky
{
    /// <summary>L with L·Lᵀ = the matrix; a pivot that rounding has made negative counts as zero, so that collapsed laws stay laws.</summary>
    public static double[] Factor(ReadOnlySpan<double> matrix, int d)
    {
        double[] root = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[(i * d) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= root[(i * d) + k] * root[(j * d) + k];
                }

                root[(i * d) + j] = i == j ? Math.Sqrt(Math.Max(0, sum))
                    : root[(j * d) + j] > 0 ? sum / root[(j * d) + j] : 0;
            }
        }

        return root;
    }

    /// <summary>Turns standard numbers into mean + scale·L·numbers, in place.</summary>
    public static void Apply(ReadOnlySpan<double> root, ReadOnlySpan<double> mean, Span<double> point, double scale = 1)
    {
        int d = point.Length;
        for (int i = d - 1; i >= 0; i--) // from the last row up: each row needs the numbers of the rows above only
        {
            double sum = 0;
            for (int k = 0; k <= i; k++)
            {
                sum += root[(i * d) + k] * point[k];
            }

            point[i] = mean[i] + (scale * sum);
        }
    }

    /// <summary>Solves L·Lᵀ·x = b in place.</summary>
    public static void Solve(ReadOnlySpan<double> root, Span<double> b)
    {
        int d = b.Length;
        for (int i = 0; i < d; i++)
        {
            for (int k = 0; k < i; k++)
            {
                b[i] -= root[(i * d) + k] * b[k];
            }

            b[i] /= root[(i * d) + i];
        }

        for (int i = d - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < d; k++)
            {
                b[i] -= root[(k * d) + i] * b[k];
            }

            b[i] /= root[(i * d) + i];
        }
    }
}
