using System.Collections.Immutable;

namespace Assay.Pipeline.Scan;

/// <summary>A corpus whose facts are there.</summary>
/// <param name="Planned">What was read.</param>
/// <param name="AllSummaries">What the scan counted, by <see cref="PlannedShard.Index"/>.</param>
/// <param name="Probes">The probes whose facts are there.</param>
internal sealed record ScannedCorpus(PlannedCorpus Planned, ImmutableArray<ShardSummary> AllSummaries, ImmutableArray<IProbe> Probes)
{
    /// <summary>What may enter the mix.</summary>
    public ImmutableArray<PlannedShard> Shards => Planned.Shards;

    /// <summary>What the scan counted in it.</summary>
    public ImmutableArray<ShardSummary> Summaries => AllSummaries[..Planned.Shards.Length];

    /// <summary>What its sources are calibrated by.</summary>
    public ImmutableArray<PlannedShard> Calibration => Planned.Calibration;

    /// <summary>What the scan counted there.</summary>
    public ImmutableArray<ShardSummary> CalibrationSummaries => AllSummaries[Planned.Shards.Length..];
}
