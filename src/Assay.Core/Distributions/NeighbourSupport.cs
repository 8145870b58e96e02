using System.Numerics.Tensors;

namespace Assay.Core.Distributions;

/// <summary>Fidelity and diversity of generated points, by whether they lie in each other's neighbourhoods.</summary>
/// <param name="Precision">Share of generated points inside some real point's ball, in [0, 1] (Kynkäänniemi et al. 2019).</param>
/// <param name="Recall">Share of real points inside some generated point's ball, in [0, 1]; falls before precision.</param>
/// <param name="Density">Mean number of real balls that hold a generated point, divided by k; 0 or more, about 1 for equal laws (Naeem et al. 2020).</param>
/// <param name="Coverage">Share of real balls that hold a generated point, in [0, 1]; about 1 − 2^−k for equal laws (Naeem et al. 2020).</param>
/// <remarks>A point's ball reaches to its k-th nearest neighbour in its own set, itself not counted; the border is outside.</remarks>
public readonly record struct NeighbourSupport(double Precision, double Recall, double Density, double Coverage)
{
    private const int ManyNumbers = 16; // Vectors pay from here on; below, sums stay as they were.

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

        double[] within = DistancesSquared(real, real, dimension), across = DistancesSquared(real, generated, dimension), among = DistancesSquared(generated, generated, dimension);
        return Measure(new Neighbourhood(within, among, across, n, m), [.. Enumerable.Range(0, n)], [.. Enumerable.Range(0, m)], k);
    }

    /// <summary>Compares parts of two sets whose distances are known.</summary>
    /// <param name="known">The distances.</param>
    /// <param name="real">Which of the real points; more than k.</param>
    /// <param name="generated">Which of the generated points; more than k.</param>
    /// <param name="k">The neighbour that a ball reaches to.</param>
    internal static NeighbourSupport Measure(Neighbourhood known, ReadOnlySpan<int> real, ReadOnlySpan<int> generated, int k)
    {
        double[] realRadius = Radii(known.Within, known.Real, real, k);
        double[] generatedRadius = Radii(known.Among, known.Generated, generated, k);
        bool[] precise = new bool[generated.Length];
        int recalled = 0, covered = 0;
        long inside = 0;
        for (int i = 0; i < real.Length; i++)
        {
            ReadOnlySpan<double> distances = known.Across.AsSpan(real[i] * known.Generated, known.Generated);
            bool reached = false, holds = false;
            for (int j = 0; j < generated.Length; j++)
            {
                double distance = distances[generated[j]];
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

        return new((double)precise.Count(p => p) / generated.Length, (double)recalled / real.Length, (double)inside / k / generated.Length, (double)covered / real.Length);
    }

    /// <summary>Squared distances of every point of one set to every point of another.</summary>
    internal static double[] DistancesSquared(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int dimension)
    {
        int n = first.Length / dimension, m = second.Length / dimension;
        double[] distances = new double[n * m];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                distances[(i * m) + j] = DistanceSquared(first.Slice(i * dimension, dimension), second.Slice(j * dimension, dimension));
            }
        }

        return distances;
    }

    private static double[] Radii(double[] distances, int stride, ReadOnlySpan<int> points, int k)
    {
        double[] radii = new double[points.Length];
        Span<double> nearest = new double[k];
        for (int i = 0; i < points.Length; i++)
        {
            nearest.Fill(double.PositiveInfinity);
            ReadOnlySpan<double> row = distances.AsSpan(points[i] * stride, stride);
            for (int j = 0; j < points.Length; j++)
            {
                double distance = j == i ? double.PositiveInfinity : row[points[j]];
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
        if (a.Length >= ManyNumbers)
        {
            double distance = TensorPrimitives.Distance(a, b);
            return distance * distance;
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}

/// <summary>Squared distances between real and generated points.</summary>
/// <param name="Within">Real to real, row by row.</param>
/// <param name="Among">Generated to generated.</param>
/// <param name="Across">Real (rows) to generated.</param>
/// <param name="Real">Number of real points.</param>
/// <param name="Generated">Number of generated points.</param>
internal sealed record Neighbourhood(double[] Within, double[] Among, double[] Across, int Real, int Generated);
