using System.Collections.Immutable;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Runs;

/// <summary>The first half of every command over a policy's corpora: plan, count the anchor, scan.</summary>
/// <param name="Shards">The corpus.</param>
/// <param name="Summaries">What the scan counted.</param>
/// <param name="Probes">The probes whose facts are there.</param>
internal sealed record CorpusScan(IReadOnlyList<PlannedShard> Shards, ImmutableArray<ShardSummary> Summaries, ImmutableArray<IProbe> Probes)
{
    /// <summary>Measures whatever is not measured yet.</summary>
    /// <param name="file">The policy.</param>
    /// <param name="folder">Where the facts are.</param>
    /// <param name="journal">What was done already.</param>
    /// <param name="options">Workers, shards and quarantine.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public static CorpusScan Run(
        PolicyFile file, RunFolder folder, RunJournal journal, MixRunOptions options, IRunProgress progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlannedShard> shards = CorpusPlan.Make(file.Policy, file.Folder, options.ShardBytes, options.Workers, progress, cancellationToken);
        InputChanges.Report(journal, shards, progress);
        AnchorRareTypes? rare = new AnchorCounts(folder, progress, options.Workers).Run(file.Policy, shards, cancellationToken);
        ImmutableArray<IProbe> probes = ProbeSet.For(file.Policy, rare);
        ImmutableArray<ShardSummary> summaries = new ScanStep(folder, journal, progress, options.Workers).Run(shards, probes, options.QuarantineShare, cancellationToken);
        return new CorpusScan(shards, summaries, probes);
    }
}
