namespace Assay.Core.Distributions;

/// <summary>Fidelity and diversity of generated points, by whether they lie in each other's neighbourhoods.</summary>
/// <param name="Precision">Share of generated points inside some real point's ball, in [0, 1] (Kynkäänniemi et al. 2019).</param>
/// <param name="Recall">Share of real points inside some generated point's ball, in [0, 1]; falls before precision.</param>
/// <param name="Density">Mean number of real balls that hold a generated point, divided by k; 0 or more, about 1 for equal laws (Naeem et al. 2020).</param>
/// <param name="Coverage">Share of real balls that hold a generated point, in [0, 1]; about 1 − 2^−k for equal laws (Naeem et al. 2020).</param>
/// <remarks>A point's ball reaches to its k-th nearest neighbour in its own set, itself not counted; the border is outside.</remarks>
public readonly record struct NeighbourSupport(double Precision, double Recall, double Density, double Coverage)
{
    /// <summary>Compares generated points with real ones; the work is quadratic in the number of points.</summary>
    /// <param name="real">The real points, one after the other.</param>
    /// <param name="generated">The generated points, one after the other.</param>
    /// <param name="dimension">Numbers to a point, 1 or more.</param>
    /// <param name="k">The neighbour that a ball reaches to; each set needs more points than this.</param>
    /// <exception cref="ArgumentException">A set has too few points or a broken last point.</exception>
    public static NeighbourSupport Measure(ReadOnlySpan<double> real, ReadOnlySpan<double> generated, int dimension, int k = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        int n = real.Length / dimension, m = generated.Length / dimension;
        if (real.Length % dimension != 0 || generated.Length % dimension != 0 || n <= k || m <= k)
        {
            throw new ArgumentException($"Each set needs whole points, and more than {k} of them.", nameof(k));
        }

        double[] realRadius = RadiiSquared(real, dimension, k);
        double[] generatedRadius = RadiiSquared(generated, dimension, k);
        bool[] precise = new bool[m];
        int recalled = 0, covered = 0;
        long inside = 0;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> point = real.Slice(i * dimension, dimension);
            bool reached = false, holds = false;
            for (int j = 0; j < m; j++)
            {
                double distance = DistanceSquared(point, generated.Slice(j * dimension, dimension));
                reached |= distance < generatedRadius[j];
                if (distance < realRadius[i])
                {
                    holds = true;
                    precise[j] = true;
                    inside++;
                }
            }

            recalled += reached ? 1 : 0;
            covered += holds ? 1 : 0;
        }

        return new((double)precise.Count(p => p) / m, (double)recalled / n, (double)inside / k / m, (double)covered / n);
    }

    private static double[] RadiiSquared(ReadOnlySpan<double> points, int dimension, int k)
    {
        int n = points.Length / dimension;
        double[] radii = new double[n];
        Span<double> nearest = new double[k];
        for (int i = 0; i < n; i++)
        {
            nearest.Fill(double.PositiveInfinity);
            ReadOnlySpan<double> point = points.Slice(i * dimension, dimension);
            for (int j = 0; j < n; j++)
            {
                double distance = j == i ? double.PositiveInfinity : DistanceSquared(point, points.Slice(j * dimension, dimension));
                for (int place = k - 1; place >= 0 && distance < nearest[place]; place--)
                {
                    if (place + 1 < k)
                    {
                        nearest[place + 1] = nearest[place];
                    }

                    nearest[place] = distance;
                }
            }

            radii[i] = nearest[k - 1];
        }

        return radii;
    }

    private static double DistanceSquared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
