namespace Assay.Core.Mixing;

/// <summary>Why a policy cannot hold, what the corpus offers, and the nearest policies that can.</summary>
public sealed record Infeasibility
{
    /// <summary>In what sense.</summary>
    public required InfeasibilityKind Kind { get; init; }

    /// <summary>Names of the constraints that cannot hold together: without any one of them, the others could.</summary>
    public required IReadOnlyList<string> Constraints { get; init; }

    /// <summary>The finding as a sentence.</summary>
    public required string Found { get; init; }

    /// <summary>What the corpus offers.</summary>
    public required IReadOnlyList<Availability> Available { get; init; }

    /// <summary>The nearest feasible policies, each by changing one number; empty when no single number helps.</summary>
    public required IReadOnlyList<Relaxation> Nearest { get; init; }
}
