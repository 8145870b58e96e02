using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Scan;

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
    public static IReadOnlyList<PlannedShard> Make(
        Policy policy, string folder, long shardBytes, int workers, IRunProgress progress, CancellationToken cancellationToken)
    {
        var found = new List<(int Index, int Source, Shard Shard)>();
        for (int source = 0; source < policy.Sources.Length; source++)
        {
            SourcePolicy s = policy.Sources[source];
            ShardPlan plan = ShardPlanner.Plan(new CorpusSource
            {
                Name = s.Name,
                BaseFolder = folder,
                Paths = s.Paths,
                Format = s.Format,
                Fields = s.Fields,
                ShardBytes = shardBytes,
            });
            found.AddRange(plan.Shards.Select((shard, i) => (found.Count + i, source, shard)).ToList());
            foreach (string note in plan.Notes)
            {
                progress.Note(note);
            }
        }

        // The row groups of one Parquet file share its hash: it is read once.
        var files = found.GroupBy(f => f.Shard.Format == CorpusFormat.Parquet ? f.Shard.Path : $"{f.Shard.Path}\0{f.Shard.Start}\0{string.Join('\0', f.Shard.Files)}", StringComparer.Ordinal).ToList();
        var planned = new PlannedShard[found.Count];
        progress.StepStarted("hash", found.Sum(f => f.Shard.Bytes), "bytes");
        WorkerPool.Run(
            files,
            workers,
            (file, token) =>
            {
                FileStamp stamp = FileStamp.Of(file.First().Shard);
                string sha256 = Convert.ToHexStringLower(ContentHash.OfShard(file.First().Shard, token));
                foreach ((int index, int source, Shard shard) in file)
                {
                    planned[index] = new PlannedShard
                    {
                        Index = index,
                        Shard = shard,
                        SourceIndex = source,
                        Source = policy.Sources[source],
                        Sha256 = sha256,
                        Stamp = stamp,
                    };
                    progress.Advanced(shard.Bytes);
                }
            },
            cancellationToken);
        progress.StepFinished();
        return planned;
    }
}
