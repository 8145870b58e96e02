namespace Assay.Core.Mixing;

/// <summary>One constraint and how the mix keeps it.</summary>
public sealed record ConstraintReport
{
    /// <summary><c>budget</c>, <c>synthetic-share</c> or <c>floor lang=gd</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The limit: tokens for the budget, otherwise a share of the written tokens.</summary>
    public required double Limit { get; init; }

    /// <summary>What the weights give in expectation, in the unit of the limit.</summary>
    public required double Expected { get; init; }

    /// <summary>What the copies give, in the unit of the limit.</summary>
    public required double Written { get; init; }

    /// <summary>Poisson standard error of the written amount around the expected one, in the unit of the limit.</summary>
    public required double StandardError { get; init; }

    /// <summary>The margin that the weights were solved with, in the unit of the limit.</summary>
    public required double Margin { get; init; }

    /// <summary>How strongly the constraint pulls, in nats per token of its residual; 0 when it does not bind.</summary>
    public required double Multiplier { get; init; }

    /// <summary>Whether it is kept.</summary>
    public required ConstraintStatus Status { get; init; }
}
