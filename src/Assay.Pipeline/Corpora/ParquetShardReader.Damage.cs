using Assay.Core.Errors;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Corpora;

/// <content>
/// DuckDB refuses to go on at a text that is not UTF-8 and does not say in which row it stands. The row is found by halving the
/// range that cannot be read; the rows before and after it are read as always.
/// </content>
internal sealed partial class ParquetShardReader
{
    // Some row between _next and here is damaged; 0 when nothing is known.
    private long _suspectEnd;

    private static bool IsDamagedText(DuckException e) => e.Reason.Contains("is not valid UTF8", StringComparison.Ordinal);

    private long NextWindowEnd()
    {
        if (_suspectEnd <= _next)
        {
            return _end;
        }

        return _next + Math.Max(1, (_suspectEnd - _next) / 2);
    }

    /// <summary>Comes closer to a damaged row; reports it when it stands alone.</summary>
    private void Narrow(DuckException e)
    {
        _suspectEnd = _windowEnd;
        if (_windowEnd - _next > 1)
        {
            return;
        }

        ThrowIfInDictionary(e);
        _index++;
        long number = _next + 1;
        _next++;
        _suspectEnd = 0;
        _onBadRecord(new BadRecord(
            new SourceLine(_shard.DisplayPath, number),
            _index,
            BadRecordReason.DamagedUtf8,
            $"row {number:N0} holds {Value(e)}, which is not valid UTF-8.",
            "Write the file again as UTF-8, or put such rows aside with `--quarantine SHARE`.",
            ReadOnlyMemory<byte>.Empty,
            0));
    }

    /// <summary>A dictionary is read as a whole, so that one damaged text in it takes all its rows along: they must not count as damaged.</summary>
    private void ThrowIfInDictionary(DuckException e)
    {
        foreach (ParquetColumn column in _columns.Projected)
        {
            if (CanRead(column))
            {
                continue;
            }

            string? encodings = _connection.ScalarText(
                $"""
                SELECT encodings FROM (
                    SELECT encodings, path_in_schema, sum(row_group_num_rows) OVER (PARTITION BY path_in_schema ORDER BY row_group_id) AS row_end
                    FROM parquet_metadata({DuckSql.FilePath(_shard.Path)}))
                WHERE path_in_schema = ? AND row_end > ? ORDER BY row_end LIMIT 1
                """,
                column.SchemaPath,
                _next);
            if (encodings?.Contains("DICTIONARY", StringComparison.Ordinal) == true)
            {
                throw new ShardFormatException(
                    new SourceLine(_shard.DisplayPath, _next + 1),
                    $"the column \"{column.SchemaPath}\" holds {Value(e)}, which is not valid UTF-8, in a dictionary that many rows from here on share.",
                    "Write the file again as UTF-8.",
                    e);
            }
        }
    }

    private bool CanRead(ParquetColumn column)
    {
        try
        {
            using DuckReader reader = _connection.Query(Select([column.Expression], _next, _next + 1));
            while (reader.NextChunk())
            {
            }

            return true;
        }
        catch (DuckException e) when (IsDamagedText(e))
        {
            return false;
        }
    }

    private static string Value(DuckException e)
    {
        string reason = e.FirstLine;
        int start = reason.IndexOf("value \"", StringComparison.Ordinal);
        int end = reason.LastIndexOf('"');
        const int Shown = 60;
        string value = start >= 0 && end > start + 7 ? reason[(start + 7)..end] : "a text";
        return value.Length > Shown ? $"\"{value.AsSpan(0, Shown)}…\"" : $"\"{value}\"";
    }
}
