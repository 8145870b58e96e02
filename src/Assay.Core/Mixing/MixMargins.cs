namespace Assay.Core.Mixing;

/// <summary>By how many tokens the expected mix keeps away from each constraint, so that the drawn one keeps it too.</summary>
public sealed record MixMargins
{
    /// <summary>Σ tᵢ wᵢ = B − this; tokens, 0 or more.</summary>
    public double Budget { get; init; }

    /// <summary>Σ tᵢ wᵢ (qᵢ − c) ≤ −this; tokens, 0 or more.</summary>
    public double Cap { get; init; }

    /// <summary>Σ tᵢ wᵢ (1[i ∈ g] − F·a) ≥ this, for each floor; tokens, 0 or more; empty for none.</summary>
    public IReadOnlyList<double> Floors { get; init; } = [];

    /// <summary>No margins: the constraints hold in expectation.</summary>
    public static MixMargins None { get; } = new();
}
