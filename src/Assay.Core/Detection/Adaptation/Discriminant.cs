namespace Assay.Core.Detection.Adaptation;

/// <summary>Fisher's linear discriminant, its covariance shrunk towards a diagonal one.</summary>
/// <remarks>
/// <para>w = (R + τI)⁻¹ (m₁ − m₀) in units of each measure's spread within the labels, R the mean of both labels' correlations. With few
/// pieces a correlation is mostly chance, so that τ falls with their number: <see cref="Ridge"/> · measures / pieces of the rarer label.</para>
/// <para>Closed form: a few thousand pieces cost milliseconds, and there is nothing to stop early.</para>
/// </remarks>
internal static class Discriminant
{
    private const double Ridge = 3;

    /// <summary>A spread below this part of the mean is what rounding leaves of none: such a measure has no say.</summary>
    private const double Least = 1e-6;

    /// <summary>Fits.</summary>
    /// <param name="human">Measures of human pieces, one or more.</param>
    /// <param name="machine">Measures of machine pieces, one or more.</param>
    /// <returns>The weight of each measure.</returns>
    internal static double[] Fit(MeasureScatter human, MeasureScatter machine)
    {
        int n = human.Measures;
        double[] spread = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(Math.Max(0, Within(human, machine, i, i))))];
        int[] used = [.. Enumerable.Range(0, n).Where(i => spread[i] > Least * (1 + Math.Abs(human.Mean(i)) + Math.Abs(machine.Mean(i))))];
        double shrink = Ridge * n / Math.Min(human.Count, machine.Count);
        double[,] correlations = new double[used.Length, used.Length];
        double[] apart = new double[used.Length];
        for (int i = 0; i < used.Length; i++)
        {
            int first = used[i];
            apart[i] = (machine.Mean(first) - human.Mean(first)) / spread[first];
            for (int j = 0; j < i; j++)
            {
                correlations[i, j] = Within(human, machine, first, used[j]) / (spread[first] * spread[used[j]]);
            }

            correlations[i, i] = 1 + shrink;
        }

        Solve(correlations, apart);
        double[] weights = new double[n];
        for (int i = 0; i < used.Length; i++)
        {
            weights[used[i]] = apart[i] / spread[used[i]];
        }

        return weights;
    }

    private static double Within(MeasureScatter human, MeasureScatter machine, int i, int j) => (human.Covariance(i, j) + machine.Covariance(i, j)) / 2;

    /// <summary>Solves A·x = b in place by Cholesky's factors; of A the lower half is read, and it is positive definite.</summary>
    private static void Solve(double[,] a, double[] b)
    {
        int n = b.Length;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= a[i, k] * a[j, k];
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }

            for (int k = 0; k < i; k++)
            {
                b[i] -= a[i, k] * b[k];
            }

            b[i] /= a[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                b[i] -= a[k, i] * b[k];
            }

            b[i] /= a[i, i];
        }
    }
}
