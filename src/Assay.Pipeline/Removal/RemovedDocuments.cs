using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>The documents to take out, as the table <c>removed</c> of a database in memory; the table <c>held</c> takes those that are found in mixes.</summary>
internal sealed class RemovedDocuments
{
    private readonly RunFolder _run;
    private readonly DuckConnection _connection;
    private readonly string _decisions;

    /// <summary>Collects them.</summary>
    /// <param name="run">The finished run.</param>
    /// <param name="connection">Where the tables are made.</param>
    /// <param name="source">The source they come from; null when ids are given.</param>
    /// <param name="ids">Their ids, when no source is given.</param>
    public RemovedDocuments(RunFolder run, DuckConnection connection, string? source, IReadOnlySet<DocumentId> ids)
    {
        _run = run;
        _connection = connection;
        _decisions = $"read_parquet({DuckSql.FilePath(run.Decisions)})";
        _ = connection.Execute("CREATE TABLE removed (id UUID)");
        _ = connection.Execute("CREATE TABLE held (id UUID)");
        if (source is not null)
        {
            _ = connection.Execute($"INSERT INTO removed SELECT DISTINCT id FROM {_decisions} WHERE source = {DuckSql.Text(source)}");
            return;
        }

        using DuckAppender rows = connection.Append("removed");
        foreach (DocumentId id in ids)
        {
            rows.Append(id.Value);
            rows.EndRow();
        }

        rows.Complete();
    }

    /// <summary>Refuses ids that nobody knows; to be called when the table <c>held</c> is filled.</summary>
    /// <param name="quarantined">Ids among the bad records of the run.</param>
    /// <exception cref="UserErrorException">Neither the run nor a mix it descends from holds one of them.</exception>
    public void RefuseStrangers(IReadOnlySet<DocumentId> quarantined)
    {
        using DuckReader strangers = _connection.Query(
            $"SELECT id FROM removed WHERE id NOT IN (SELECT id FROM {_decisions}) AND id NOT IN (SELECT id FROM held) ORDER BY id");
        while (strangers.NextChunk())
        {
            for (int row = 0; row < strangers.RowCount; row++)
            {
                var id = new DocumentId(strangers.Uuid(0, row));
                if (!quarantined.Contains(id))
                {
                    throw new UserErrorException(
                        $"Neither the run {_run.Path} nor a parent of it has a document {id}.", "Take ids from the `id` of the mix's records or from decisions.parquet.");
                }
            }
        }
    }

    /// <summary>How much good text a source has in the run.</summary>
    /// <param name="source">Its name.</param>
    public Amount OfSource(string source)
    {
        using DuckReader sums = _connection.Query(
            $"SELECT count(*), CAST(coalesce(sum(record_bytes), 0) AS BIGINT), CAST(coalesce(sum(tokens), 0) AS BIGINT) FROM {_decisions} WHERE source = {DuckSql.Text(source)}");
        _ = sums.NextChunk();
        return new Amount(sums.Column<long>(0)[0], sums.Column<long>(1)[0], sums.Column<long>(2)[0]);
    }
}
