using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>The documents to take out, as the table <c>removed</c> of a database in memory.</summary>
internal sealed class RemovedDocuments
{
    /// <summary>Collects them.</summary>
    /// <param name="run">The finished run.</param>
    /// <param name="connection">Where the table is made.</param>
    /// <param name="source">The source they come from; null when ids are given.</param>
    /// <param name="ids">Their ids, when no source is given.</param>
    /// <exception cref="UserErrorException">The run does not hold them.</exception>
    public RemovedDocuments(RunFolder run, DuckConnection connection, string? source, IReadOnlySet<DocumentId> ids)
    {
        BySource = source is not null;
        string decisions = $"read_parquet({DuckSql.FilePath(run.Decisions)})";
        _ = connection.Execute("CREATE TABLE removed (id UUID)");
        if (source is not null)
        {
            _ = connection.Execute($"INSERT INTO removed SELECT DISTINCT id FROM {decisions} WHERE source = {DuckSql.Text(source)}");
        }
        else
        {
            using DuckAppender rows = connection.Append("removed");
            foreach (DocumentId id in ids)
            {
                rows.Append(id.Value);
                rows.EndRow();
            }

            rows.Complete();
        }

        if (source is null && connection.ScalarText($"SELECT CAST(id AS VARCHAR) FROM removed WHERE id NOT IN (SELECT id FROM {decisions}) ORDER BY id LIMIT 1") is { } stranger)
        {
            throw new UserErrorException($"The run {run.Path} has no document {stranger.Replace("-", "", StringComparison.Ordinal)}.", "Take ids from the `id` of the mix's records or from decisions.parquet.");
        }

        string which = source is null ? "id IN (SELECT id FROM removed)" : $"source = {DuckSql.Text(source)}";
        using DuckReader sums = connection.Query($"SELECT count(*), CAST(coalesce(sum(record_bytes), 0) AS BIGINT), CAST(coalesce(sum(tokens), 0) AS BIGINT) FROM {decisions} WHERE {which}");
        _ = sums.NextChunk();
        Total = new Amount(sums.Column<long>(0)[0], sums.Column<long>(1)[0], sums.Column<long>(2)[0]);
    }

    /// <summary>Whether a whole source goes, and the same content elsewhere may stay.</summary>
    public bool BySource { get; }

    /// <summary>How much is taken out.</summary>
    public Amount Total { get; }
}
