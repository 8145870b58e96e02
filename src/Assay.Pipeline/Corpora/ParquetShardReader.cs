using System.Globalization;
using Assay.Core.Errors;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Corpora;

/// <summary>Reads a run of rows of a Parquet file; only the row groups and the columns that it needs are read from disk.</summary>
/// <remarks>Lines in messages are row numbers, from 1, of the file. What happens to damaged text is in the other part of this type.</remarks>
internal sealed partial class ParquetShardReader : ShardReader
{
    // A column of that name in the file would hide the one by which DuckDB skips row groups.
    private const string RowNumber = "file_row_number";

    private readonly Shard _shard;
    private readonly BadRecordHandler _onBadRecord;
    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;
    private readonly ParquetColumns _columns;
    private readonly long _fileRows;
    private readonly long _end;
    private readonly bool _hidesRowNumber;
    private DuckReader? _rows;
    private long _windowEnd;
    private long _next; // Row after the current chunk.
    private int _row; // Within the current chunk.
    private long _index = -1;

    /// <summary>Opens a shard.</summary>
    /// <param name="shard">Rows of a Parquet file.</param>
    /// <param name="onBadRecord">Told about bad rows; throws to stop, returns to go on without them.</param>
    /// <exception cref="ShardFormatException">The file cannot be read, or has no text column.</exception>
    internal ParquetShardReader(Shard shard, BadRecordHandler onBadRecord)
    {
        _shard = shard;
        _onBadRecord = onBadRecord;
        _database = DuckDatabase.OpenInMemory(new DuckOptions());
        _connection = _database.Connect();
        try
        {
            ParquetLayout layout = ParquetLayout.Inspect(_connection, shard.Path, shard.DisplayPath);
            _columns = ParquetColumns.Find(_connection, shard);
            _fileRows = layout.Rows;
            _end = shard.End == 0 ? _fileRows : shard.End;
            _next = shard.Start;
            _hidesRowNumber = layout.Columns.Contains(RowNumber, StringComparer.OrdinalIgnoreCase);
            if (_end > _fileRows)
            {
                throw Changed($"it has {_fileRows:N0} rows, not the {_end:N0} that were planned");
            }
        }
        catch (Exception e)
        {
            Dispose();
            if (e is DuckException refused)
            {
                throw ParquetLayout.Unreadable(shard.DisplayPath, refused);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override FieldMap Fields => _shard.Fields;

    /// <inheritdoc/>
    public override long RowIndex => _index;

    /// <inheritdoc/>
    public override long RecordBytes => Text.Length;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text => _rows!.Utf8(0, _row);

    /// <inheritdoc/>
    public override long BytesConsumed =>
        _end == _shard.Start ? _shard.Bytes : (long)(_shard.Bytes * ((double)(_index + 1) / (_end - _shard.Start)));

    /// <inheritdoc/>
    public override FieldValue Field(int slot)
    {
        int column = _columns.BySlot[slot];
        return column < 0 || _rows!.IsNull(column, _row)
            ? default
            : new FieldValue(_columns.Projected[column].Kind, _rows.Utf8(column, _row));
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (MoveToRow())
        {
            _index++;
            if (_rows!.IsNull(0, _row))
            {
                Report(BadRecordReason.MissingText, "has no text", "Take the row out");
            }
            else if (StrictUtf8.IsBlank(Text))
            {
                Report(BadRecordReason.EmptyText, "holds only white space, or nothing", "Take the row out");
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows?.Dispose();
            _connection.Dispose();
            _database.Dispose();
        }
    }

    private bool MoveToRow()
    {
        if (_rows is not null && _row + 1 < _rows.RowCount)
        {
            _row++;
            return true;
        }

        _row = 0;
        while (_next < _end)
        {
            try
            {
                if (MoveToChunk())
                {
                    return true;
                }
            }
            catch (DuckException e) when (IsDamagedText(e))
            {
                CloseRows();
                Narrow(e);
            }
            catch (DuckException e)
            {
                throw ParquetLayout.Unreadable(_shard.DisplayPath, e);
            }
        }

        CloseRows();
        return false;
    }

    private bool MoveToChunk()
    {
        if (_rows is null)
        {
            _windowEnd = NextWindowEnd();
            _rows = _connection.Query(Select(_columns.Projected.Select(c => c.Expression), _next, _windowEnd));
        }

        if (_rows.NextChunk())
        {
            _next += _rows.RowCount;
            return true;
        }

        CloseRows();
        return _next == _windowEnd ? false : throw Changed($"it ends after {_next:N0} rows");
    }

    private string Select(IEnumerable<string> expressions, long start, long end)
    {
        bool isWhole = start == 0 && end == _fileRows;
        if (!isWhole && _hidesRowNumber)
        {
            throw new ShardFormatException(
                new SourceLine(_shard.DisplayPath),
                $"this file has a column \"{RowNumber}\", behind which the numbers of its rows cannot be seen.",
                "Give the column another name, or write the file with a single row group.");
        }

        string where = isWhole
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" WHERE {RowNumber} >= {start} AND {RowNumber} < {end}");
        return $"SELECT {string.Join(", ", expressions)} FROM {ParquetColumns.Table(_shard.Path)}{where}";
    }

    private void CloseRows()
    {
        _rows?.Dispose();
        _rows = null;
    }

    private ShardFormatException Changed(string how) => new(
        new SourceLine(_shard.DisplayPath),
        $"this file has changed while it was in use: {how}.",
        "Start the command again when nothing writes to the file any more.");

    /// <inheritdoc/>
    public override void Reject(string reason, string found, string remedy) => Tell(reason, $"row {_shard.Start + _index + 1:N0}: {found}", remedy);

    /// <summary>Reports the current row for its text.</summary>
    private void Report(string reason, string what, string remedy) => Tell(
        reason,
        $"row {_shard.Start + _index + 1:N0} {what} in the column \"{_shard.Fields.Text}\".",
        $"{remedy}, or put such rows aside with `--quarantine SHARE`.");

    private void Tell(string reason, string found, string remedy)
    {
        ReadOnlySpan<byte> raw = _rows is null ? [] : Text;
        _onBadRecord(new BadRecord(
            new SourceLine(_shard.DisplayPath, _shard.Start + _index + 1),
            _index,
            reason,
            found,
            remedy,
            raw[..Math.Min(raw.Length, LineSplitter.ShownBytes)].ToArray(),
            raw.Length));
    }
}
