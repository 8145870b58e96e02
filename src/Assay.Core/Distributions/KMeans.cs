using Assay.Core.Statistics;

namespace Assay.Core.Distributions;

/// <summary>k-means: greedy k-means++ and Lloyd's steps, as scikit-learn does it with one start.</summary>
public static class KMeans
{
    private const int MaximumSteps = 300;
    private const double RelativeTolerance = 1e-4;

    /// <summary>Finds clusters.</summary>
    /// <param name="values">The points, one after the other.</param>
    /// <param name="dimension">Numbers to a point.</param>
    /// <param name="clusters">How many clusters, 1 or more.</param>
    /// <param name="prng">Where the bits come from.</param>
    /// <returns>The cluster of each point, and the centres, one after the other.</returns>
    public static (int[] Clusters, double[] Centres) Cluster(double[] values, int dimension, int clusters, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(prng);
        var points = new Points(values, dimension);
        int n = points.Count, d = points.Dimension;
        double[] x = points.Values;
        double[] centres = Start(points, clusters, prng);
        double tolerance = RelativeTolerance * MeanVariance(points);
        int[] cluster = new int[n];
        double[] sums = new double[clusters * d];
        int[] sizes = new int[clusters];
        for (int step = 0; step < MaximumSteps; step++)
        {
            Array.Clear(sums);
            Array.Clear(sizes);
            bool changed = false;
            for (int i = 0; i < n; i++)
            {
                int nearest = Nearest(x.AsSpan(i * d, d), centres, clusters);
                changed |= nearest != cluster[i];
                cluster[i] = nearest;
                sizes[nearest]++;
                for (int k = 0; k < d; k++)
                {
                    sums[(nearest * d) + k] += x[(i * d) + k];
                }
            }

            double moved = 0;
            for (int j = 0; j < clusters; j++)
            {
                for (int k = 0; k < d && sizes[j] > 0; k++) // an empty cluster keeps its centre
                {
                    double centre = sums[(j * d) + k] / sizes[j];
                    moved += (centre - centres[(j * d) + k]) * (centre - centres[(j * d) + k]);
                    centres[(j * d) + k] = centre;
                }
            }

            if ((step > 0 && !changed) || moved <= tolerance)
            {
                break;
            }
        }

        return (cluster, centres);
    }

    /// <summary>Centres far from each other: each next one is the best of a few points drawn in proportion to squared distance.</summary>
    private static double[] Start(Points points, int clusters, Prng prng)
    {
        int n = points.Count, d = points.Dimension, trials = 2 + (int)Math.Log(clusters);
        double[] centres = new double[clusters * d];
        double[] nearest = new double[n], candidate = new double[n], best = new double[n];
        points.Values.AsSpan(prng.NextInt32(n) * d, d).CopyTo(centres);
        Array.Fill(nearest, double.PositiveInfinity);
        double potential = Approach(points, centres.AsSpan(0, d), nearest, nearest);
        for (int j = 1; j < clusters; j++)
        {
            double bestPotential = double.PositiveInfinity;
            for (int trial = 0; trial < trials; trial++)
            {
                double position = prng.NextDouble() * potential;
                int pick = 0;
                while (pick < n - 1 && (position -= nearest[pick]) > 0)
                {
                    pick++;
                }

                double after = Approach(points, points.Values.AsSpan(pick * d, d), nearest, candidate);
                if (after < bestPotential)
                {
                    bestPotential = after;
                    points.Values.AsSpan(pick * d, d).CopyTo(centres.AsSpan(j * d));
                    (best, candidate) = (candidate, best);
                }
            }

            (nearest, best, potential) = (best, nearest, bestPotential);
        }

        return centres;
    }

    private static double Approach(Points points, ReadOnlySpan<double> centre, double[] nearest, double[] result)
    {
        int d = points.Dimension;
        double sum = 0;
        for (int i = 0; i < nearest.Length; i++)
        {
            double squares = 0;
            for (int k = 0; k < d; k++)
            {
                double difference = points.Values[(i * d) + k] - centre[k];
                squares += difference * difference;
            }

            sum += result[i] = Math.Min(nearest[i], squares);
        }

        return sum;
    }

    private static int Nearest(ReadOnlySpan<double> point, ReadOnlySpan<double> centres, int clusters)
    {
        int nearest = 0;
        double smallest = double.PositiveInfinity;
        for (int j = 0; j < clusters; j++)
        {
            double squares = 0;
            for (int k = 0; k < point.Length; k++)
            {
                double difference = point[k] - centres[(j * point.Length) + k];
                squares += difference * difference;
            }

            (nearest, smallest) = squares < smallest ? (j, squares) : (nearest, smallest);
        }

        return nearest;
    }

    private static double MeanVariance(Points points)
    {
        int d = points.Dimension;
        double[] column = new double[points.Count];
        double sum = 0;
        for (int k = 0; k < d; k++)
        {
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = points.Values[(i * d) + k];
            }

            sum += Moments.Of(column).SquaredDeviations / column.Length;
        }

        return sum / d;
    }

    private readonly record struct Points(double[] Values, int Dimension)
    {
        public int Count => Values.Length / Dimension;
    }
}
