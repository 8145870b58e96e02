namespace Assay.Lab.Reproduction;

/// <summary>One comparison of the reproduction.</summary>
public sealed record ReproductionRow
{
    /// <summary>The target, T1 to T14 or a name.</summary>
    public required string Target { get; init; }

    /// <summary>What is compared, with its setting.</summary>
    public required string Name { get; init; }

    /// <summary>How it is compared.</summary>
    public required CellKind Kind { get; init; }

    /// <summary>What the law or the publication says; for a bound the bound.</summary>
    public required double Expected { get; init; }

    /// <summary>What came out.</summary>
    public required double Measured { get; init; }

    /// <summary>Standard error of the measured number, exact where the law gives it; null where the comparison is not statistical.</summary>
    public double? StandardError { get; init; }

    /// <summary>Allowed distance; null for a statistical comparison.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Distance in standard errors; null for one that is not statistical.</summary>
    public double? Z => Kind == CellKind.Statistical ? (Measured - Expected) / StandardError : null;

    /// <summary>Whether it passed.</summary>
    public bool Passed { get; init; }

    /// <summary>Where the expectation comes from.</summary>
    public required string Source { get; init; }
}
