namespace Assay.Core.Mixing;

/// <summary>A mix: the weights, the draw, and how every constraint is kept; or why there is none.</summary>
public sealed record MixComposition
{
    /// <summary>Why the policy cannot hold, and what could; null when the mix stands.</summary>
    public Infeasibility? Infeasibility { get; init; }

    /// <summary>The solver's weight of each document; empty when the policy cannot hold.</summary>
    public ReadOnlyMemory<double> Weights { get; init; }

    /// <summary>How often each document is written; empty when the policy cannot hold.</summary>
    public ReadOnlyMemory<int> Copies { get; init; }

    /// <summary>Tokens written, copies counted.</summary>
    public long WrittenTokens { get; init; }

    /// <summary>The constraints: budget, cap, then the floors in the order of the problem.</summary>
    public IReadOnlyList<ConstraintReport> Constraints { get; init; } = [];

    /// <summary>How the last solve ended; null when the policy cannot hold.</summary>
    public SolverReport? Solver { get; init; }

    /// <summary>How often the weights were solved, the sampling margins and the answers to the draw counted.</summary>
    public int Solves { get; init; }

    /// <summary>How often the draw broke a limit and was answered with a wider margin.</summary>
    public int DrawRounds { get; init; }
}
