using System.Numerics;
using System.Numerics.Tensors;
using Assay.Core.Distributions;
using Assay.Core.Statistics;
using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>Compares vectors of versions with those of the reference, calibrated on splits of the reference into halves by documents.</summary>
/// <remarks>Halves are compared with halves and a version's equal share with a half, so that the number of points is the same everywhere: all of these measures depend on it.</remarks>
public sealed class VectorComparer
{
    private const int Neighbour = 5;
    private const int Halves = 12; // over which a version's values are averaged
    private const int MostVendi = 256;
    private const int MostFrechet = 512;
    private const int Clusters = 24;
    private const double Band = 1.96;

    private readonly double[] _points;
    private readonly ulong[] _hashes;
    private readonly int _dimension;
    private readonly double[] _within;
    private readonly NullLaw?[] _laws;
    private readonly LargestDeviation? _largest;
    private readonly SplitSet _halves;
    private readonly double[] _centres;
    private readonly double[] _shares;

    /// <summary>Learns how halves of the reference differ.</summary>
    /// <param name="reference">The reference's vectors.</param>
    /// <param name="options">How many splits.</param>
    /// <param name="seed">Root of their randomness.</param>
    public VectorComparer(VectorSample reference, WatchOptions options, RunSeed seed)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        (_points, _dimension) = (reference.ToPoints(), reference.Dimension);
        _hashes = [.. reference.Vectors.Keys];
        _within = NeighbourSupport.DistancesSquared(_points, _points, _dimension);
        var prng = new Prng(seed.For("watch/vectors"));
        _halves = SplitSet.Draw(prng, BlockTypes.Blocks / 2, BlockTypes.Blocks / 2, options.Splits);
        double[][] values = [.. Enumerable.Range(0, 3).Select(_ => new double[options.Splits])];
        var self = new Neighbourhood(_within, _within, _within, _hashes.Length, _hashes.Length);
        Parallel.For(0, options.Splits, s =>
        {
            int[] kept = In(_hashes, _halves.Kept[s]), fresh = In(_hashes, _halves.Fresh[s]);
            NeighbourSupport support = NeighbourSupport.Measure(self, kept, fresh, Neighbour);
            (values[0][s], values[1][s]) = (support.Recall, support.Coverage);
            values[2][s] = Spread(_points, fresh) - Spread(_points, kept);
        });
        // One law serves the size at hand: nothing is carried to another.
        _laws = [.. values.Select(v => NullLaw.Learn(v, v, _halves.Fresh))];
        NullLaw[] known = [.. _laws.OfType<NullLaw>()];
        _largest = known.Length == 0 ? null : new(known);
        (int[] cluster, _centres) = KMeans.Cluster(_points, _dimension, Math.Min(Clusters, _hashes.Length), prng);
        _shares = Occupancy(cluster);
    }

    /// <summary>Whether there are vectors enough.</summary>
    /// <param name="sample">The vectors.</param>
    public static bool Suffices(VectorSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.Count >= 2 * BlockTypes.Blocks;
    }

    /// <summary>Compares a version.</summary>
    /// <param name="version">Its vectors, of the same length.</param>
    public VectorComparison Compare(VectorSample version)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentOutOfRangeException.ThrowIfNotEqual(version.Dimension, _dimension, nameof(version));
        double[] points = version.ToPoints();
        ulong[] hashes = [.. version.Vectors.Keys];
        var known = new Neighbourhood(
            _within,
            NeighbourSupport.DistancesSquared(points, points, _dimension),
            NeighbourSupport.DistancesSquared(_points, points, _dimension),
            _hashes.Length,
            hashes.Length);
        double share = Math.Min(1, _hashes.Length / 2.0 / hashes.Length);
        double recall = 0, coverage = 0, precision = 0, density = 0;
        for (int h = 0; h < Halves; h++)
        {
            int[] kept = In(_hashes, _halves.Kept[h]), fresh = Part(hashes, share, h);
            NeighbourSupport support = NeighbourSupport.Measure(known, kept, fresh, Neighbour);
            recall += support.Recall / Halves;
            coverage += support.Coverage / Halves;
            precision += support.Precision / Halves;
            density += support.Density / Halves;
        }
        int[] all = [.. Enumerable.Range(0, hashes.Length)];
        double own = Spread(points, all), others = Spread(_points, [.. Enumerable.Range(0, _hashes.Length)]);
        VectorQuantity?[] quantities = [Quantity("recall", 0, recall, 0), Quantity("coverage", 1, coverage, 0), Quantity("spread", 2, own - others, others)];
        VectorQuantity[] measured = [.. quantities.OfType<VectorQuantity>()];
        return new()
        {
            Points = Math.Min(_hashes.Length, hashes.Length),
            Dimension = _dimension,
            Quantities = measured,
            Precision = precision,
            Density = density,
            ReferenceVendi = Vendi(_points),
            Vendi = Vendi(points),
            FrechetDistance = _dimension > MostFrechet ? null : Frechet(_points, points),
            Clusters = [.. _shares.Zip(Occupancy(points), (mine, theirs) => new ClusterShare(mine, theirs)).OrderByDescending(c => c.Reference)],
            Chance = _largest?.ChanceOf(measured.Max(q => -q.Deviation)) ?? 1,
        };
    }

    private VectorQuantity? Quantity(string name, int index, double value, double shown)
    {
        if (_laws[index] is not { } law)
        {
            return null;
        }
        double deviation = (value - law.Centre) / law.Deviation;
        return new(name, law.Centre + shown, value + shown, deviation, law.Centre + shown - (Band * law.Deviation), law.Centre + shown + (Band * law.Deviation));
    }

    private static int[] In(ulong[] hashes, ulong blocks) =>
        [.. Enumerable.Range(0, hashes.Length).Where(i => (blocks >> (int)(hashes[i] % BlockTypes.Blocks) & 1) != 0)];

    /// <summary>A share of the points, another one each time; never fewer than a ball needs.</summary>
    private static int[] Part(ulong[] hashes, double share, int turn)
    {
        int count = Math.Min(hashes.Length, Math.Max(2 * Neighbour, (int)Math.Round(share * hashes.Length)));
        return [.. Enumerable.Range(0, hashes.Length).OrderBy(i => BitOperations.RotateLeft(hashes[i] * 0x9E3779B97F4A7C15, turn * 5)).Take(count).Order()];
    }

    /// <summary>Logarithm of the total variance.</summary>
    private double Spread(double[] points, int[] which)
    {
        double[] sum = new double[_dimension];
        double squares = 0;
        foreach (int i in which)
        {
            ReadOnlySpan<double> point = points.AsSpan(i * _dimension, _dimension);
            TensorPrimitives.Add(sum, point, sum);
            squares += TensorPrimitives.SumOfSquares(point);
        }
        double n = which.Length;
        return Math.Log(Math.Max(double.Epsilon, (squares - (TensorPrimitives.SumOfSquares<double>(sum) / n)) / (n - 1)));
    }

    private double Vendi(double[] points)
    {
        int n = Math.Min(MostVendi, points.Length / _dimension);
        double[] similarity = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double cosine = TensorPrimitives.CosineSimilarity<double>(points.AsSpan(i * _dimension, _dimension), points.AsSpan(j * _dimension, _dimension));
                similarity[(i * n) + j] = i == j ? 1 : double.IsNaN(cosine) ? 0 : cosine;
            }
        }
        return VendiScore.Measure(similarity);
    }

    private double Frechet(double[] first, double[] second)
    {
        (double[] mean, double[] covariance) = Gaussian(first);
        (double[] otherMean, double[] otherCovariance) = Gaussian(second);
        return Divergences.TransportSquared(mean, covariance, otherMean, otherCovariance);
    }

    private (double[] Mean, double[] Covariance) Gaussian(double[] points)
    {
        int d = _dimension, n = points.Length / d;
        double[] mean = new double[d], covariance = new double[d * d], centred = new double[d];
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Add(mean, points.AsSpan(i * d, d), mean);
        }
        TensorPrimitives.Divide(mean, n, mean);
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Subtract(points.AsSpan(i * d, d), mean, centred);
            for (int k = 0; k < d; k++)
            {
                Span<double> row = covariance.AsSpan(k * d, d);
                TensorPrimitives.MultiplyAdd(centred, centred[k] / (n - 1), row, row);
            }
        }
        return (mean, covariance);
    }

    private double[] Occupancy(double[] points)
    {
        int[] clusters = new int[points.Length / _dimension];
        for (int i = 0; i < clusters.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int c = 0; c < _centres.Length / _dimension; c++)
            {
                double distance = TensorPrimitives.Distance<double>(points.AsSpan(i * _dimension, _dimension), _centres.AsSpan(c * _dimension, _dimension));
                (nearest, clusters[i]) = distance < nearest ? (distance, c) : (nearest, clusters[i]);
            }
        }
        return Occupancy(clusters);
    }

    private double[] Occupancy(int[] clusters)
    {
        double[] shares = new double[_centres.Length / _dimension];
        Array.ForEach(clusters, c => shares[c] += 1.0 / clusters.Length);
        return shares;
    }
}
