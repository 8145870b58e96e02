using System.Collections.Immutable;
using Assay.Core.Detection;
using Assay.Pipeline.Detection;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Runs;

/// <summary>The first half of every command over a policy's corpora: plan, count the anchor, scan.</summary>
internal static class CorpusScan
{
    /// <summary>Measures whatever is not measured yet.</summary>
    /// <param name="file">The policy.</param>
    /// <param name="folder">Where the facts are.</param>
    /// <param name="journal">What was done already.</param>
    /// <param name="options">Workers, shards and quarantine.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public static ScannedCorpus Run(
        PolicyFile file, RunFolder folder, RunJournal journal, MixRunOptions options, IRunProgress progress, CancellationToken cancellationToken)
    {
        Policy policy = file.Policy;
        Detector? detector = PolicyDetector.Load(policy, file.Folder);
        PlannedCorpus corpus = CorpusPlan.Make(policy, file.Folder, options.ShardBytes, options.Workers, progress, cancellationToken);
        InputChanges.Report(journal, corpus.All, progress);
        AnchorRareTypes? rare = new AnchorCounts(folder, progress, options.Workers).Run(policy, corpus.Shards, cancellationToken);
        ImmutableArray<IProbe> probes = ProbeSet.For(policy, rare, detector is null ? null : new DetectorProbe(detector, policy));
        using var step = new ScanStep(folder, journal, progress, options.Workers);
        return new ScannedCorpus(corpus, step.Run(corpus.All, probes, options.QuarantineShare, cancellationToken), probes);
    }
}
