using System.Runtime.Intrinsics;
using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>Grows boosted trees under logistic loss from histograms of binned measures.</summary>
/// <remarks>
/// <para>Friedman 2001 with second-order leaves (Chen and Guestrin 2016): a split is worth G²/(H + λ) of its sides less that of the whole,
/// with G and H the sums of gradient and curvature. Each tree sees a random part of rows and measures.</para>
/// <para>One thread; sums run in the order of the rows: the same examples and seed give the same bits. The rows of a node are added up together, for
/// a few measures at once, whose histograms then stay in the nearest cache.</para>
/// </remarks>
internal sealed class TreeTrainer
{
    private const int MaxBins = 64;
    private const int MeasuresAtOnce = 16; // 2 KB each

    private readonly TreeOptions _options;
    private readonly int[] _rows;
    private readonly bool[] _isMachine;
    private readonly double[] _weights;
    private readonly float[][] _edges;
    private readonly byte[][] _bins;
    private readonly double[] _scores;
    private readonly Vector256<double>[] _terms; // Gradient, curvature and weight of each row.
    private readonly Vector256<double>[] _histogram;
    private readonly Prng _prng;

    private TreeTrainer(float[][] columns, int[] rows, bool[] isMachine, double[] weights, TreeOptions options, RunSeed seed)
    {
        (_rows, _isMachine, _weights, _options, _prng) = (rows, isMachine, weights, options, new Prng(seed));
        _edges = [.. columns.Select(column => Edges(column, rows))];
        _bins = [.. columns.Select((column, f) => Binned(column, rows, _edges[f]))];
        _scores = new double[rows.Length];
        _terms = new Vector256<double>[rows.Length];
        _histogram = new Vector256<double>[MaxBins * MeasuresAtOnce];
    }

    /// <summary>Grows trees.</summary>
    /// <param name="columns">The values of each measure, one an example.</param>
    /// <param name="rows">Which examples.</param>
    /// <param name="isMachine">The label of each example.</param>
    /// <param name="weights">The weight of each example, 0 or more; 1 on average.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Names the random parts.</param>
    internal static BoostedTrees Train(float[][] columns, int[] rows, bool[] isMachine, double[] weights, TreeOptions options, RunSeed seed) =>
        new TreeTrainer(columns, rows, isMachine, weights, options, seed).Run();

    private BoostedTrees Run()
    {
        int splits = (1 << _options.Depth) - 1;
        ushort[] features = new ushort[_options.Trees * splits];
        float[] thresholds = new float[features.Length];
        float[] leaves = new float[_options.Trees << _options.Depth];
        int[] nodes = new int[_rows.Length];
        for (int tree = 0; tree < _options.Trees; tree++)
        {
            Gradients();
            Grow(features.AsSpan(tree * splits, splits), thresholds.AsSpan(tree * splits, splits), leaves.AsSpan(tree << _options.Depth, splits + 1), nodes);
        }

        return new BoostedTrees(_options.Depth, features, thresholds, leaves);
    }

    private void Gradients()
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            double p = 1 / (1 + PortableMath.Exp(-_scores[i]));
            double weight = _weights[_rows[i]];
            _terms[i] = Vector256.Create(weight * (p - (_isMachine[_rows[i]] ? 1 : 0)), weight * Math.Max(p * (1 - p), 1e-6), weight, 0);
        }
    }

    private void Grow(Span<ushort> features, Span<float> thresholds, Span<float> leaves, int[] nodes)
    {
        double share = Math.Min(_options.RowShare, (double)_options.MostRows / _rows.Length);
        int[] seen = [.. Enumerable.Range(0, _rows.Length).Where(_ => _prng.NextDouble() < share)];
        int[] asked = [.. Enumerable.Range(0, _bins.Length).Where(_ => _prng.NextDouble() < _options.FeatureShare)];
        var (packed, terms) = Packed(seen, asked);
        Array.Clear(nodes);
        for (int level = 0; level < _options.Depth; level++)
        {
            int first = (1 << level) - 1;
            (int[] order, int[] ends) = ByNode(seen, nodes, first, 1 << level);
            Split[] best = BestSplits(packed, terms, asked, order, ends);
            for (int i = 0; i < best.Length; i++)
            {
                (features[first + i], thresholds[first + i]) = best[i].Gain > 0
                    ? ((ushort)best[i].Feature, _edges[best[i].Feature][best[i].Bin])
                    : ((ushort)0, float.PositiveInfinity);
            }

            for (int row = 0; row < nodes.Length; row++)
            {
                Split split = best[nodes[row] - first];
                nodes[row] = (2 * nodes[row]) + (split.Gain <= 0 || _bins[split.Feature][row] <= split.Bin ? 1 : 2);
            }
        }

        Leaves(leaves, seen, nodes);
    }

    private void Leaves(Span<float> leaves, int[] seen, int[] nodes)
    {
        int first = leaves.Length - 1;
        var sums = new Vector256<double>[leaves.Length];
        foreach (int row in seen)
        {
            sums[nodes[row] - first] += _terms[row];
        }

        for (int leaf = 0; leaf < leaves.Length; leaf++)
        {
            leaves[leaf] = (float)(-_options.Rate * sums[leaf][0] / (sums[leaf][1] + _options.Penalty));
        }

        for (int row = 0; row < nodes.Length; row++)
        {
            _scores[row] += leaves[nodes[row] - first];
        }
    }

    private readonly record struct Split(double Gain, int Feature, int Bin);

    /// <summary>What a tree looks at, row by row: the bins of the measures that it asks, and the terms.</summary>
    private (byte[] Bins, Vector256<double>[] Terms) Packed(int[] seen, int[] asked)
    {
        byte[] bins = new byte[seen.Length * asked.Length];
        for (int k = 0; k < asked.Length; k++)
        {
            byte[] column = _bins[asked[k]];
            for (int i = 0; i < seen.Length; i++)
            {
                bins[(i * asked.Length) + k] = column[seen[i]];
            }
        }

        return (bins, [.. seen.Select(row => _terms[row])]);
    }

    /// <summary>Places in <paramref name="seen"/> sorted by node, in the order of the rows within each, and where each node ends.</summary>
    private static (int[] Order, int[] Ends) ByNode(int[] seen, int[] nodes, int firstNode, int count)
    {
        int[] order = new int[seen.Length], ends = new int[count];
        foreach (int row in seen)
        {
            ends[nodes[row] - firstNode]++;
        }

        for (int node = 1; node < count; node++)
        {
            ends[node] += ends[node - 1];
        }

        for (int i = seen.Length - 1; i >= 0; i--)
        {
            order[--ends[nodes[seen[i]] - firstNode]] = i;
        }

        return (order, [.. ends[1..], seen.Length]); // The last pass left where each begins.
    }

    private Split[] BestSplits(byte[] packed, Vector256<double>[] terms, int[] asked, int[] order, int[] ends)
    {
        var best = new Split[ends.Length];
        for (int node = 0; node < ends.Length; node++)
        {
            ReadOnlySpan<int> rows = order.AsSpan((node == 0 ? 0 : ends[node - 1])..ends[node]);
            for (int from = 0; from < asked.Length; from += MeasuresAtOnce)
            {
                int measures = Math.Min(MeasuresAtOnce, asked.Length - from);
                Array.Clear(_histogram, 0, measures * MaxBins);
                foreach (int i in rows)
                {
                    Vector256<double> term = terms[i];
                    ReadOnlySpan<byte> bins = packed.AsSpan((i * asked.Length) + from, measures);
                    Span<Vector256<double>> cells = _histogram;
                    for (int k = 0; k < bins.Length; k++)
                    {
                        cells[(k * MaxBins) + bins[k]] += term;
                    }
                }

                for (int k = 0; k < measures; k++)
                {
                    int feature = asked[from + k];
                    Split split = BestSplit(_histogram.AsSpan(k * MaxBins, MaxBins), feature, _edges[feature].Length, _options);
                    best[node] = split.Gain > best[node].Gain ? split : best[node];
                }
            }
        }

        return best;
    }

    /// <summary>The best split of a node by one measure.</summary>
    private static Split BestSplit(ReadOnlySpan<Vector256<double>> histogram, int feature, int edges, TreeOptions options)
    {
        Vector256<double> whole = default;
        foreach (Vector256<double> bin in histogram)
        {
            whole += bin;
        }

        double Worth(Vector256<double> side) => side[0] * side[0] / (side[1] + options.Penalty);

        double undivided = Worth(whole);
        Vector256<double> left = default;
        Split best = default;
        for (int bin = 0; bin < edges; bin++)
        {
            left += histogram[bin];
            Vector256<double> right = whole - left;
            if (left[2] < options.LeastWeight || right[2] < options.LeastWeight)
            {
                continue;
            }

            double gain = Worth(left) + Worth(right) - undivided;
            best = gain > best.Gain ? new Split(gain, feature, bin) : best;
        }

        return best;
    }

    /// <summary>The upper ends of the bins but the last: quantiles of the values.</summary>
    private static float[] Edges(float[] column, int[] rows)
    {
        float[] sorted = [.. rows.Select(row => column[row])];
        Array.Sort(sorted);
        List<float> edges = [];
        for (int bin = 1; bin < MaxBins && sorted.Length > 0; bin++)
        {
            float edge = sorted[(int)((long)bin * sorted.Length / MaxBins)];
            if ((edges.Count == 0 || edge > edges[^1]) && edge < sorted[^1])
            {
                edges.Add(edge);
            }
        }

        return [.. edges];
    }

    private static byte[] Binned(float[] column, int[] rows, float[] edges)
    {
        byte[] bins = new byte[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int at = Array.BinarySearch(edges, column[rows[i]]);
            bins[i] = (byte)(at >= 0 ? at : ~at);
        }

        return bins;
    }
}
