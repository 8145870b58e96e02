namespace Assay.Core.Watching;

/// <summary>What vectors of a version say beside those of the reference.</summary>
public sealed record VectorComparison
{
    /// <summary>Vectors compared of each.</summary>
    public required int Points { get; init; }

    /// <summary>Numbers to a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Recall, coverage and spread, which fall when variety is lost and can ring the alarm.</summary>
    public required IReadOnlyList<VectorQuantity> Quantities { get; init; }

    /// <summary>Precision: share of the version's points that lie where the reference has some.</summary>
    public required double Precision { get; init; }

    /// <summary>Density; about 1 for equal laws.</summary>
    public required double Density { get; init; }

    /// <summary>Vendi score of the reference, on cosine similarity of equally many vectors.</summary>
    public required double ReferenceVendi { get; init; }

    /// <summary>Vendi score of the version.</summary>
    public required double Vendi { get; init; }

    /// <summary>Fréchet distance of the two normal laws with their means and covariances; null for more than 512 numbers to a vector.</summary>
    public double? FrechetDistance { get; init; }

    /// <summary>Share of reference and version in each cluster of the reference, largest first.</summary>
    public required IReadOnlyList<ClusterShare> Clusters { get; init; }

    /// <summary>Chance that a fresh version strays as far.</summary>
    public required double Chance { get; init; }

    /// <summary>Whether half of the effective number of different vectors is gone.</summary>
    public bool IsLate => Vendi < ReferenceVendi / 2;
}

/// <summary>A quantity of vectors.</summary>
/// <param name="Name"><c>recall</c>, <c>coverage</c> or <c>spread</c>.</param>
/// <param name="Reference">Mean over splits of the reference; for spread its own.</param>
/// <param name="Value">Of the version.</param>
/// <param name="Deviation">How far the version lies above, in standard deviations of fresh vectors.</param>
/// <param name="FreshLow">Lower end of the band of 95% of fresh versions.</param>
/// <param name="FreshHigh">Upper end.</param>
public sealed record VectorQuantity(string Name, double Reference, double Value, double Deviation, double FreshLow, double FreshHigh);

/// <summary>How much of the vectors lies in a cluster.</summary>
/// <param name="Reference">Share of the reference.</param>
/// <param name="Value">Share of the version.</param>
public sealed record ClusterShare(double Reference, double Value);
