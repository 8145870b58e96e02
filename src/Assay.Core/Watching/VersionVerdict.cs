namespace Assay.Core.Watching;

/// <summary>What comparing one version with the reference says.</summary>
public sealed record VersionVerdict
{
    /// <summary>Its place in the series, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>The quantities; empty where there is no answer.</summary>
    public required IReadOnlyList<QuantityComparison> Quantities { get; init; }

    /// <summary>Chance that a fresh version strays as far in any quantity of the family; 1 where there is no answer.</summary>
    public required double Chance { get; init; }

    /// <summary>The part of the false-alarm rate that this version may spend.</summary>
    public required double Level { get; init; }

    /// <summary>Whether the alarm rings.</summary>
    public bool Rings => Chance < Level;

    /// <summary>Whether half of the effective number of words is gone too, so that the loss is no longer early.</summary>
    public required bool IsLate { get; init; }

    /// <summary>What vectors say; null where there are none.</summary>
    public VectorComparison? Vectors { get; init; }

    /// <summary>Why the alarm says nothing about this version; null when it does.</summary>
    public string? NoAnswer { get; init; }

    /// <summary>The quantity that strays most.</summary>
    public QuantityComparison? Leading => Quantities.Where(q => q.IsInFamily).MinBy(q => q.Deviation);

    /// <summary>The name of the quantity, of text or vectors, that strays most; null for none.</summary>
    public string? LeadingName => Vectors?.Quantities.MinBy(q => q.Deviation) is { } vector && vector.Deviation < (Leading?.Deviation ?? 0)
        ? vector.Name
        : Leading?.Quantity.Name;
}
