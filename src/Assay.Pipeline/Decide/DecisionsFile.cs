using Assay.Core.Documents;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary><c>decisions.parquet</c>: one row a document, in the order of shards and rows.</summary>
internal static class DecisionsFile
{
    /// <summary>Writes the file.</summary>
    public static void Write(RunFolder folder, DuckConnection connection, FactTable facts, DecisionTable decisions, IReadOnlyList<PlannedShard> shards)
    {
        _ = connection.Execute("""
            CREATE OR REPLACE TABLE decisions (
                shard INTEGER, row BIGINT, source VARCHAR, id UUID, outcome VARCHAR, reason VARCHAR, merged_into UUID, jaccard FLOAT,
                origin VARCHAR, evidence VARCHAR, anchor BOOLEAN, depth INTEGER, score FLOAT, posterior DOUBLE, synthetic_probability DOUBLE, weight DOUBLE, copies INTEGER,
                tokens BIGINT, bytes BIGINT, record_bytes BIGINT)
            """);
        using (DuckAppender rows = connection.Append("decisions"))
        {
            for (int i = 0; i < facts.Count; i++)
            {
                AppendRow(rows, facts, decisions, i, shards[facts.Shard[i]].Source.Name);
            }

            rows.Complete();
        }

        AtomicFile.Produce(folder.Decisions, path =>
            _ = connection.Execute($"COPY decisions TO {DuckSql.Text(path)} (FORMAT parquet, COMPRESSION zstd)"));
        _ = connection.Execute("DROP TABLE decisions");
    }

    /// <summary>The kept documents of some shards, ready to be met in reading order.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="connection">A connection of the calling thread.</param>
    /// <param name="firstShard">0-based first shard.</param>
    /// <param name="lastShard">0-based last shard, inclusive.</param>
    public static Dictionary<int, List<KeptDocument>> ReadKept(RunFolder folder, DuckConnection connection, int firstShard, int lastShard)
    {
        var kept = new Dictionary<int, List<KeptDocument>>();
        using DuckReader reader = connection.Query($"""
            SELECT shard, row, id, origin, depth, synthetic_probability, weight, copies, tokens
            FROM read_parquet({DuckSql.FilePath(folder.Decisions)})
            WHERE shard BETWEEN {firstShard} AND {lastShard} AND outcome = 'kept'
            ORDER BY shard, row
            """);
        while (reader.NextChunk())
        {
            for (int i = 0; i < reader.RowCount; i++)
            {
                int shard = reader.Column<int>(0)[i];
                if (!kept.TryGetValue(shard, out List<KeptDocument>? list))
                {
                    kept[shard] = list = [];
                }

                list.Add(new KeptDocument(
                    reader.Column<long>(1)[i],
                    new DocumentId(reader.Uuid(2, i)),
                    OriginWords.Parse(reader.Text(3, i))!.Value,
                    reader.IsNull(4, i) ? null : reader.Column<int>(4)[i],
                    reader.Column<double>(5)[i],
                    reader.Column<double>(6)[i],
                    reader.Column<int>(7)[i],
                    reader.Column<long>(8)[i]));
            }
        }

        return kept;
    }

    private static void AppendRow(DuckAppender rows, FactTable facts, DecisionTable decisions, int i, string source)
    {
        Evidence evidence = decisions.Evidence[i];
        int into = decisions.MergedInto[i];
        rows.Append(facts.Shard[i]);
        rows.Append((long)facts.Row[i]);
        rows.Append(source);
        rows.Append(facts.Id[i]);
        rows.Append(decisions.Outcome[i].Word);
        AppendOrNull(rows, decisions.Reason[i] == DropReason.None ? null : decisions.Reason[i].Word);
        if (into >= 0)
        {
            rows.Append(facts.Id[into]);
            rows.Append(decisions.Jaccard[i]);
        }
        else
        {
            rows.AppendNull();
            rows.AppendNull();
        }

        rows.Append(evidence.Origin.Word);
        rows.Append(evidence.Kind.Word);
        rows.Append(decisions.IsAnchor[i]);
        if (evidence.Depth >= 0)
        {
            rows.Append(evidence.Depth);
        }
        else
        {
            rows.AppendNull();
        }

        AppendMeasured(rows, facts.ScoreOf(i), decisions.Posterior[i]);
        rows.Append(decisions.SyntheticProbability[i]);
        rows.Append(decisions.Weight[i]);
        rows.Append(decisions.Copies[i]);
        rows.Append((long)facts.Tokens[i]);
        rows.Append((long)facts.TextBytes[i]);
        rows.Append((long)facts.RecordBytes[i]);
        rows.EndRow();
    }

    private static void AppendMeasured(DuckAppender rows, float score, double posterior)
    {
        if (float.IsNaN(score))
        {
            rows.AppendNull();
        }
        else
        {
            rows.Append(score);
        }

        if (double.IsNaN(posterior))
        {
            rows.AppendNull();
        }
        else
        {
            rows.Append(posterior);
        }
    }

    private static void AppendOrNull(DuckAppender rows, string? value)
    {
        if (value is null)
        {
            rows.AppendNull();
        }
        else
        {
            rows.Append(value);
        }
    }
}

/// <summary>A document that is to be written.</summary>
/// <param name="Row">0-based record within its shard.</param>
/// <param name="Id">Its id.</param>
/// <param name="Origin">Its origin.</param>
/// <param name="Depth">Its depth; null when unknown.</param>
/// <param name="SyntheticProbability">As it enters the cap.</param>
/// <param name="Weight">The solver's weight.</param>
/// <param name="Copies">How often it is trained on.</param>
/// <param name="Tokens">Its tokens.</param>
internal readonly record struct KeptDocument(
    long Row, DocumentId Id, Origin Origin, int? Depth, double SyntheticProbability, double Weight, int Copies, long Tokens);
