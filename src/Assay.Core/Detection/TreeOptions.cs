namespace Assay.Core.Detection;

/// <summary>How boosted trees are grown.</summary>
internal sealed record TreeOptions
{
    /// <summary>Trees.</summary>
    internal int Trees { get; init; } = 400;

    /// <summary>Splits from root to leaf.</summary>
    internal int Depth { get; init; } = 5;

    /// <summary>What a tree's values are multiplied with.</summary>
    internal double Rate { get; init; } = 0.06;

    /// <summary>Added to the curvature of each leaf.</summary>
    internal double Penalty { get; init; } = 20;

    /// <summary>The least weight of the examples of a leaf.</summary>
    internal double LeastWeight { get; init; } = 40;

    /// <summary>Share of the measures that a tree may ask.</summary>
    internal double FeatureShare { get; init; } = 0.3;

    /// <summary>Share of the examples that a tree sees.</summary>
    internal double RowShare { get; init; } = 0.5;

    /// <summary>The most examples that a tree sees, on average.</summary>
    internal int MostRows { get; init; } = 1 << 14;
}
