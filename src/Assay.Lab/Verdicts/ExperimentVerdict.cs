namespace Assay.Lab.Verdicts;

/// <summary>What an experiment shows.</summary>
public sealed record ExperimentVerdict
{
    /// <summary>What at least half of the replicates show.</summary>
    public required CollapseKind Kind { get; init; }

    /// <summary>Median generation in which it began, over the replicates that show it; null for none.</summary>
    public double? Generation { get; init; }

    /// <summary>5% of these replicates began before it.</summary>
    public double? GenerationLow { get; init; }

    /// <summary>5% of these replicates began after it.</summary>
    public double? GenerationHigh { get; init; }

    /// <summary>Where it is going; null for none.</summary>
    public CollapseTrend? Trend { get; init; }

    /// <summary>The measure that showed it first in most replicates; null for none.</summary>
    public string? Measure { get; init; }

    /// <summary>Share of the replicates that show early or late collapse.</summary>
    public required double AlarmShare { get; init; }

    /// <summary>Share of the replicates that show late collapse.</summary>
    public required double LateShare { get; init; }

    /// <summary>Largest probability of an alarm in a replicate without collapse; it follows from the number of null draws.</summary>
    public required double FalseAlarmBound { get; init; }
}
