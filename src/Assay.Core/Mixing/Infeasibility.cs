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

/// <summary>An amount that the corpus offers.</summary>
/// <param name="Name">What it is, for instance <c>tokens of the anchor, always written</c>.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit"><c>tokens</c> or <c>share</c>.</param>
public sealed record Availability(string Name, double Value, string Unit);

/// <summary>One number of the policy, changed so that the policy can hold.</summary>
/// <param name="Key">Its key: <c>limits.synthetic-share</c>, <c>budget.tokens</c>, <c>tails.floor</c> or <c>limits.repeats</c>.</param>
/// <param name="Current">What the policy says.</param>
/// <param name="Proposed">The nearest number with which the whole policy was composed and held, rounded to the safe side.</param>
public sealed record Relaxation(string Key, double Current, double Proposed);
