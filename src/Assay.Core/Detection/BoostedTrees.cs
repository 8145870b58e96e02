using System.Runtime.CompilerServices;

namespace Assay.Core.Detection;

/// <summary>Decision trees over measures of style whose values add up to a score.</summary>
/// <remarks>Each tree is complete, of one depth: node i has the children 2i + 1 and 2i + 2. A split that a tree does not need sends all to the left.</remarks>
/// <param name="depth">Splits from root to leaf.</param>
/// <param name="features">The measure that each split asks, tree after tree, 2^depth − 1 a tree.</param>
/// <param name="thresholds">A value up to the threshold goes left.</param>
/// <param name="leaves">The values of the leaves, 2^depth a tree.</param>
internal sealed class BoostedTrees(int depth, ushort[] features, float[] thresholds, float[] leaves)
{
    /// <summary>Splits from root to leaf.</summary>
    internal int Depth => depth;

    /// <summary>How many trees.</summary>
    internal int Count => leaves.Length >> depth;

    internal ReadOnlySpan<ushort> Features => features;

    internal ReadOnlySpan<float> Thresholds => thresholds;

    internal ReadOnlySpan<float> Leaves => leaves;

    /// <summary>The score of a piece.</summary>
    /// <param name="values">Its measures.</param>
    /// <remarks>Four trees side by side, and the side of a split by arithmetic: a branch would be foretold wrongly half of the time.</remarks>
    internal double Score(ReadOnlySpan<float> values)
    {
        const int Together = 4;
        int splits = (1 << depth) - 1;
        double sum = 0;
        int tree = 0;
        for (; tree + Together <= Count; tree += Together)
        {
            int at = tree * splits;
            ReadOnlySpan<ushort> asked = features.AsSpan(at, Together * splits);
            ReadOnlySpan<float> ends = thresholds.AsSpan(at, Together * splits);
            (int a, int b, int c, int d) = (0, splits, 2 * splits, 3 * splits);
            for (int level = 0; level < depth; level++)
            {
                a = (2 * a) + 2 - Left(values, asked, ends, a);
                b = (2 * b) + 2 - Left(values, asked, ends, b) - splits;
                c = (2 * c) + 2 - Left(values, asked, ends, c) - (2 * splits);
                d = (2 * d) + 2 - Left(values, asked, ends, d) - (3 * splits);
            }

            ReadOnlySpan<float> leaf = leaves.AsSpan(tree << depth, Together << depth);
            sum += leaf[a - splits];
            sum += leaf[b - (2 * splits) + (1 << depth)];
            sum += leaf[c - (3 * splits) + (2 << depth)];
            sum += leaf[d - (4 * splits) + (3 << depth)];
        }

        for (; tree < Count; tree++)
        {
            int node = 0;
            for (int level = 0; level < depth; level++)
            {
                node = (2 * node) + 2 - Left(values, features.AsSpan(tree * splits), thresholds.AsSpan(tree * splits), node);
            }

            sum += leaves[(tree << depth) + node - splits];
        }

        return sum;
    }

    /// <returns>1 where the value goes left, else 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Left(ReadOnlySpan<float> values, ReadOnlySpan<ushort> asked, ReadOnlySpan<float> ends, int node)
    {
        bool isLeft = values[asked[node]] <= ends[node];
        return Unsafe.BitCast<bool, byte>(isLeft);
    }

    /// <summary>The score of a piece if every split over one measure went the other way.</summary>
    /// <param name="values">Its measures.</param>
    /// <param name="flipped">The measure.</param>
    internal double ScoreFlipped(ReadOnlySpan<float> values, int flipped)
    {
        int splits = (1 << depth) - 1;
        double sum = 0;
        for (int tree = 0; tree < Count; tree++)
        {
            int first = tree * splits;
            int node = 0;
            for (int level = 0; level < depth; level++)
            {
                int feature = features[first + node];
                float threshold = thresholds[first + node];

                // A split that sends all to the left has no other way.
                bool left = values[feature] <= threshold;
                bool flips = feature == flipped && float.IsFinite(threshold) && threshold < float.MaxValue;
                node = (2 * node) + (left != flips ? 1 : 2);
            }

            sum += leaves[(tree << depth) + node - splits];
        }

        return sum;
    }
}
