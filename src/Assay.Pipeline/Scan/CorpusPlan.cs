using System.Collections.Immutable;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Scan;

/// <summary>The shards of a policy.</summary>
/// <param name="Shards">The corpus, in the order of the policy.</param>
/// <param name="Calibration">What its sources are calibrated by; numbered after the corpus.</param>
/// <param name="Labels">Reviewers' labels of its documents.</param>
internal sealed record PlannedCorpus(ImmutableArray<PlannedShard> Shards, ImmutableArray<PlannedShard> Calibration, ImmutableArray<SourceLabels> Labels)
{
    /// <summary>Everything that is read.</summary>
    public ImmutableArray<PlannedShard> All { get; } = [.. Shards, .. Calibration];
}

/// <summary>Finds the shards of a policy's sources and hashes their bytes, so that work is known by content.</summary>
internal static class CorpusPlan
{
    /// <summary>Plans the corpus.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="folder">The folder its paths are relative to.</param>
    /// <param name="shardBytes">Bytes after which plain files are cut.</param>
    /// <param name="workers">Threads that hash.</param>
    /// <param name="progress">Told how far hashing is, and what cannot be cut.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public static PlannedCorpus Make(
        Policy policy, string folder, long shardBytes, int workers, IRunProgress progress, CancellationToken cancellationToken)
    {
        ImmutableArray<SourceLabels> labels = SourceLabels.Read(policy, folder); // A mistake there must not cost a scan.
        List<(int Index, int Source, ShardRole Role, Shard Shard)> found = [];
        foreach ((int source, ShardRole role, CorpusSource files) in Readings(policy, folder, shardBytes))
        {
            ShardPlan plan = ShardPlanner.Plan(files);
            found.AddRange(plan.Shards.Select((shard, i) => (found.Count + i, source, role, shard)).ToList());
            foreach (string note in plan.Notes)
            {
                progress.Note(note);
            }
        }

        var planned = new PlannedShard[found.Count];
        var hashes = new FileHashes(); // The row groups of one Parquet file share its hash: it is read once.
        progress.StepStarted("hash", found.Sum(f => f.Shard.Bytes), "bytes");
        WorkerPool.Run(
            found,
            workers,
            (f, token) =>
            {
                FileStamp stamp = FileStamp.Of(f.Shard);
                planned[f.Index] = new PlannedShard
                {
                    Index = f.Index,
                    Shard = f.Shard,
                    SourceIndex = f.Source,
                    Role = f.Role,
                    Source = policy.Sources[f.Source],
                    Sha256 = Convert.ToHexStringLower(ContentHash.OfShard(f.Shard, hashes, token)),
                    Stamp = stamp,
                };
                progress.Advanced(f.Shard.Bytes);
            },
            cancellationToken);
        progress.StepFinished();
        return new PlannedCorpus([.. planned.Where(shard => shard.Role == ShardRole.Corpus)], [.. planned.Where(shard => shard.Role != ShardRole.Corpus)], labels);
    }

    /// <summary>What is to be read, the corpus first.</summary>
    private static IEnumerable<(int Source, ShardRole Role, CorpusSource Files)> Readings(Policy policy, string folder, long shardBytes)
    {
        (int, ShardRole, CorpusSource) Reading(SourcePolicy source, ShardRole role, ImmutableArray<string> paths) => (policy.Sources.IndexOf(source), role, new CorpusSource
        {
            Name = role switch { ShardRole.HumanCalibration => $"{source.Name} (human calibration)", ShardRole.MachineCalibration => $"{source.Name} (machine calibration)", _ => source.Name },
            BaseFolder = folder,
            Paths = paths,
            Format = role == ShardRole.Corpus ? source.Format : null,
            Fields = source.Fields,
            ShardBytes = shardBytes,
        });

        IEnumerable<(int, ShardRole, CorpusSource)> corpus = policy.Sources.Select(source => Reading(source, ShardRole.Corpus, source.Paths));
        IEnumerable<(int, ShardRole, CorpusSource)> known = policy.Sources.Where(source => source.Calibration is not null).SelectMany(source =>
            ((ShardRole Role, ImmutableArray<string> Paths)[])[(ShardRole.HumanCalibration, source.Calibration!.Human), (ShardRole.MachineCalibration, source.Calibration.Machine)],
            (source, part) => (source, part)).Where(pair => !pair.part.Paths.IsEmpty).Select(pair => Reading(pair.source, pair.part.Role, pair.part.Paths));
        return corpus.Concat(known);
    }
}
