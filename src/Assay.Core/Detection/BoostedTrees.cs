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
    internal double Score(ReadOnlySpan<float> values)
    {
        int splits = (1 << depth) - 1;
        double sum = 0;
        for (int tree = 0; tree < Count; tree++)
        {
            int first = tree * splits;
            int node = 0;
            for (int level = 0; level < depth; level++)
            {
                node = (2 * node) + (values[features[first + node]] <= thresholds[first + node] ? 1 : 2);
            }

            sum += leaves[(tree << depth) + node - splits];
        }

        return sum;
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
