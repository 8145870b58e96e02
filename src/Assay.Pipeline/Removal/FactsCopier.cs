using System.Collections.Immutable;
using Assay.Core.Documents;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Removal;

/// <summary>Carries the facts of a run over to another, without the rows of removed documents.</summary>
/// <param name="source">The finished run.</param>
/// <param name="target">The new run.</param>
/// <param name="connection">A database with the table <c>removed</c>.</param>
/// <param name="probes">The probes whose facts there are.</param>
/// <param name="removed">Ids of removed documents; empty when a source is removed, for the same content elsewhere stays then.</param>
internal sealed class FactsCopier(RunFolder source, RunFolder target, DuckConnection connection, ImmutableArray<IProbe> probes, IReadOnlySet<DocumentId> removed)
{
    private const string Reason = "removed";

    /// <summary>The records left out so far, those put aside as bad included.</summary>
    public Amount Removed { get; private set; }

    /// <summary>Copies the facts and the quarantined records of one shard.</summary>
    /// <returns>The shard's summary, with the removed records under their own reason.</returns>
    public ShardSummary Copy(PlannedShard shard)
    {
        ShardSummary summary = ShardSummary.Load(shard.SummaryPath(source))!;
        Amount gone = removed.Count == 0 ? default : MarkRows(shard);
        foreach (IProbe probe in probes.Of(shard))
        {
            Copy(shard.FactsPath(source, probe), shard.FactsPath(target, probe), whole: gone.Documents == 0);
        }

        SortedDictionary<string, Amount> bad = CopyQuarantine(shard);
        Amount all = bad.Values.Aggregate(gone, (sum, amount) => sum + amount);
        Removed += all;
        ShardSummary remaining = all.Documents == 0 ? summary : summary with
        {
            Good = Less(summary.Good, gone),
            Bad = new(summary.Bad.Select(pair => KeyValuePair.Create(pair.Key, Less(pair.Value, bad.GetValueOrDefault(pair.Key))))
                .Where(pair => pair.Value.Documents > 0).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
            Removed = new SortedDictionary<string, Amount>(StringComparer.Ordinal) { [Reason] = summary.RemovedTotal + all },
        };
        _ = Directory.CreateDirectory(Path.GetDirectoryName(shard.SummaryPath(target))!);
        remaining.Save(shard.SummaryPath(target));
        return remaining;
    }

    private void Copy(string from, string to, bool whole)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        AtomicFile.Produce(to, path =>
        {
            if (whole)
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

    private SortedDictionary<string, Amount> CopyQuarantine(PlannedShard shard)
    {
        string from = shard.QuarantinePath(source);
        if (removed.Count > 0)
        {
            return new QuarantineFile(from, shard.Shard.Fields).CopyWithout(shard.QuarantinePath(target), removed);
        }

        if (File.Exists(from))
        {
            _ = Directory.CreateDirectory(target.Quarantine);
            AtomicFile.Produce(shard.QuarantinePath(target), path => File.Copy(from, path));
        }

        return new(StringComparer.Ordinal);
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

    private static Amount Less(Amount amount, Amount gone) => new(amount.Documents - gone.Documents, amount.Bytes - gone.Bytes, amount.Tokens - gone.Tokens);
}
