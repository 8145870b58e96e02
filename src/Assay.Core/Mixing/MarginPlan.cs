namespace Assay.Core.Mixing;

/// <summary>Weights that keep every limit by the margin of the draw, or the sense in which there are none.</summary>
internal sealed record MarginPlan
{
    /// <summary>Why there is no plan; null when there is one.</summary>
    public InfeasibilityKind? Failure { get; init; }

    /// <summary>The solve that the plan rests on, or the one that failed; null where none was tried.</summary>
    public SolvedMix? Mix { get; init; }

    /// <summary>Margin of each row of the program, in tokens.</summary>
    public double[] Margins { get; init; } = [];

    /// <summary>How firmly each floor is kept.</summary>
    public FloorPromise[] Promises { get; init; } = [];

    /// <summary>Solves so far.</summary>
    public int Solves { get; init; }
}
