namespace Assay.Core.Watching;

/// <summary>One quantity in the reference and in a version, at equal tokens.</summary>
public sealed record QuantityComparison
{
    /// <summary>Which quantity.</summary>
    public required WatchedQuantity Quantity { get; init; }

    /// <summary>Its value in the reference, rarefied to the common size; for novelty the value that fresh text would have.</summary>
    public required double Reference { get; init; }

    /// <summary>Its value in the version, rarefied to the common size.</summary>
    public required double Version { get; init; }

    /// <summary>How far the version lies above the reference (below: negative), in standard deviations of fresh text; tolerances are taken off.</summary>
    public required double Deviation { get; init; }

    /// <summary>Below this value the alarm rings.</summary>
    public required double Line { get; init; }

    /// <summary>Lower end of the band that holds 95% of fresh versions, quantity by quantity.</summary>
    public required double FreshLow { get; init; }

    /// <summary>Upper end of the band.</summary>
    public required double FreshHigh { get; init; }

    /// <summary>Tokens of the part at which both were compared.</summary>
    public required double Tokens { get; init; }

    /// <summary>Whether it belongs to the family that can ring the alarm; otherwise it is only shown.</summary>
    public required bool IsInFamily { get; init; }

    /// <summary>Whether it lies below the alarm line.</summary>
    public required bool Rings { get; init; }
}
