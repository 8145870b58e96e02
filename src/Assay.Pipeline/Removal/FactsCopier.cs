using System.Collections.Immutable;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Removal;

/// <summary>Carries the facts of a run over to another, without the rows of removed documents.</summary>
internal sealed class FactsCopier(RunFolder source, RunFolder target, DuckConnection connection, ImmutableArray<IProbe> probes, RemovedDocuments removed)
{
    private const string Reason = "removed";

    /// <summary>Copies the facts of one shard.</summary>
    /// <returns>The shard's summary, with the removed records under their own reason.</returns>
    public ShardSummary Copy(PlannedShard shard)
    {
        ShardSummary summary = ShardSummary.Load(shard.SummaryPath(source))!;
        Amount gone = removed.BySource ? default : MarkRows(shard);
        foreach (IProbe probe in probes)
        {
            string from = shard.FactsPath(source, probe);
            string to = shard.FactsPath(target, probe);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            AtomicFile.Produce(to, path =>
            {
                if (gone.Documents == 0)
                {
                    File.Copy(from, path);
                }
                else
                {
                    _ = connection.Execute(
                        $"COPY (SELECT * FROM read_parquet({DuckSql.FilePath(from)}) WHERE row NOT IN (SELECT row FROM gone) ORDER BY row) TO {DuckSql.Text(path)} (FORMAT parquet, COMPRESSION zstd)");
                }
            });
        }

        if (File.Exists(shard.QuarantinePath(source)))
        {
            _ = Directory.CreateDirectory(target.Quarantine);
            AtomicFile.Produce(shard.QuarantinePath(target), path => File.Copy(shard.QuarantinePath(source), path));
        }

        ShardSummary remaining = gone.Documents == 0 ? summary : summary with
        {
            Good = new Amount(summary.Good.Documents - gone.Documents, summary.Good.Bytes - gone.Bytes, summary.Good.Tokens - gone.Tokens),
            Removed = new SortedDictionary<string, Amount>(StringComparer.Ordinal) { [Reason] = summary.RemovedTotal + gone },
        };
        _ = Directory.CreateDirectory(Path.GetDirectoryName(shard.SummaryPath(target))!);
        remaining.Save(shard.SummaryPath(target));
        return remaining;
    }

    /// <summary>Fills the table <c>gone</c> with the shard's rows that are to be removed.</summary>
    private Amount MarkRows(PlannedShard shard)
    {
        string Facts(string probe) => $"read_parquet({DuckSql.FilePath(shard.FactsPath(source, probes.First(p => string.Equals(p.Name, probe, StringComparison.Ordinal))))})";
        _ = connection.Execute($"CREATE OR REPLACE TABLE gone AS SELECT row FROM {Facts("identity")} WHERE id IN (SELECT id FROM removed)");
        using DuckReader sums = connection.Query(
            $"SELECT count(*), CAST(coalesce(sum(record_bytes), 0) AS BIGINT), CAST(coalesce(sum(tokens), 0) AS BIGINT) FROM {Facts("size")} WHERE row IN (SELECT row FROM gone)");
        _ = sums.NextChunk();
        return new Amount(sums.Column<long>(0)[0], sums.Column<long>(1)[0], sums.Column<long>(2)[0]);
    }
}
