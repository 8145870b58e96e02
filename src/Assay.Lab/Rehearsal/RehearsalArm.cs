using Assay.Core.Language;

namespace Assay.Lab.Rehearsal;

/// <summary>One way of going from generation to generation; arms are compared in pairs of equal seeds and equal tokens.</summary>
/// <param name="Name">Name in reports.</param>
/// <param name="Regime">What the mix is composed from.</param>
public sealed record RehearsalArm(string Name, Regime Regime)
{
    /// <summary>Synthetic share that the mix is brought to, in [0, 1]; null leaves it to the policy and the corpus.</summary>
    public double? SyntheticShare { get; init; }

    /// <summary>How models sample.</summary>
    public TokenChoice Choice { get; init; } = TokenChoice.Unbiased;

    /// <summary>Machine share of the unknown source in each generation, by the proxies of earlier generations; null leaves its text as it is.</summary>
    public Func<int, double>? Contamination { get; init; }

    /// <summary>A detector that looks at documents of unknown origin; null for none.</summary>
    public DetectorRates? Detector { get; init; }

    /// <summary>Errors of the generators, and a verifier of their output; null for neither.</summary>
    public Verification? Verification { get; init; }
}
