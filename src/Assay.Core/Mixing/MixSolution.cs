namespace Assay.Core.Mixing;

/// <summary>The weights that satisfy a problem in expectation and are nearest to the corpus as found.</summary>
public sealed record MixSolution
{
    /// <summary>Whether all constraints hold, with their margins, to nine digits of a share.</summary>
    public required bool IsFeasible { get; init; }

    /// <summary>The weight of each document, in [l, R]. Where the problem is infeasible, the weights at which the solver gave up.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>Multiplier of the budget, in nats per token, of either sign; 0 without a budget.</summary>
    public required double BudgetMultiplier { get; init; }

    /// <summary>Multiplier of the cap, in nats per token of synthetic excess, 0 or more; 0 where the cap does not bind.</summary>
    public required double CapMultiplier { get; init; }

    /// <summary>Multiplier of each floor, in nats per token, 0 or more.</summary>
    public required IReadOnlyList<double> FloorMultipliers { get; init; }

    /// <summary>Tokens written in expectation.</summary>
    public required double Tokens { get; init; }

    /// <summary>Objective, dual value and gap.</summary>
    public required SolverReport Solver { get; init; }
}
