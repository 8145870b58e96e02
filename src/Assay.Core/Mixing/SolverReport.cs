namespace Assay.Core.Mixing;

/// <summary>How the solver ended: a certificate that no other weights are nearer to the corpus as found.</summary>
public sealed record SolverReport
{
    /// <summary>Σ tᵢ·[wᵢ ln(wᵢ/bᵢ) − wᵢ + bᵢ] reached, in token-nats; 0 when the corpus as found is the mix.</summary>
    public required double Objective { get; init; }

    /// <summary>Value of the dual, in token-nats: no feasible weights reach a smaller objective.</summary>
    public required double DualValue { get; init; }

    /// <summary>Objective minus dual value, in token-nats, computed as Σ λ·residual (the same number, without cancellation).</summary>
    public required double DualityGap { get; init; }

    /// <summary>The gap divided by max(1, |objective|).</summary>
    public required double RelativeGap { get; init; }

    /// <summary>Newton steps of the last solve.</summary>
    public required int Steps { get; init; }

    /// <summary>Passes over the documents in the last solve.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Number of multipliers.</summary>
    public required int Unknowns { get; init; }

    /// <summary>Number of classes of equal documents.</summary>
    public required int Classes { get; init; }
}
