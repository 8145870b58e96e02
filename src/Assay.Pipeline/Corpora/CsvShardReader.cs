using System.Text;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora.Zstandard;

namespace Assay.Pipeline.Corpora;

/// <summary>Reads a CSV file with a header line: commas, or tabs where the name says <c>.tsv</c>; plain, gzip or Zstandard.</summary>
/// <remarks>
/// Every value is text; an empty field without quotes is a missing value. Whether a file is compressed is told by its first
/// bytes. Lines in messages are those of the (decompressed) file, so that an editor finds them.
/// </remarks>
internal sealed class CsvShardReader : ShardReader
{
    private const int NamesListed = 12;
    private readonly Shard _shard;
    private readonly BadRecordHandler _onBadRecord;
    private readonly FileStream _file;
    private readonly CsvRecordSource _records;
    private readonly int _columnCount;
    private readonly int[] _columns; // by slot, the text last; -1 where the file has none
    private readonly CsvField[] _fields; // likewise; those with doubled quotes lie in _unescaped
    private byte[] _unescaped = [];
    private long _index = -1;

    /// <summary>Opens a shard.</summary>
    /// <param name="shard">A CSV file.</param>
    /// <param name="onBadRecord">Told about bad records; throws to stop, returns to go on without them.</param>
    /// <exception cref="ShardFormatException">The file cannot be opened, or has no header with a text column.</exception>
    internal CsvShardReader(Shard shard, BadRecordHandler onBadRecord)
    {
        _shard = shard;
        _onBadRecord = onBadRecord;
        _file = CorpusFile.Open(shard.Path, shard.DisplayPath);
        try
        {
            _records = new CsvRecordSource(Decompress(_file), Delimiter(shard));
            string[] header = ReadHeader();
            _columnCount = header.Length;
            _columns = [.. shard.Fields.Names.Append(shard.Fields.Text).Select(name => Array.IndexOf(header, name))];
            _fields = new CsvField[_columns.Length];
            CheckHeader(header);
        }
        catch (Exception e)
        {
            _file.Dispose();
            if (e is IOException)
            {
                throw CorpusFile.Unreadable(shard.DisplayPath, e);
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
    public override ReadOnlySpan<byte> Text => ValueOf(_fields[^1]);

    /// <inheritdoc/>
    public override long BytesConsumed => Math.Min(_file.Position, _shard.Bytes);

    /// <inheritdoc/>
    public override FieldValue Field(int slot)
    {
        CsvField field = _fields[slot];
        return _columns[slot] < 0 || (field.Length == 0 && !field.IsQuoted) ? default : new FieldValue(FieldKind.Text, ValueOf(field));
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (MoveToRecord())
        {
            _index++;
            RecordProblem? problem = _records.Fault ?? Check();
            if (problem is null)
            {
                return true;
            }

            Report(problem);
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Reject(string reason, string found, string remedy) => Report(new RecordProblem(reason, found, remedy, 1));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _records.Dispose();
        }
    }

    private static Stream Decompress(FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        start = start[..RandomAccess.Read(file.SafeFileHandle, start, fileOffset: 0)];
        return GzipInput.LooksLikeGzip(start) ? new GzipInput(file)
            : ZstandardLines.LooksLikeZstandard(start) ? new ZstandardStream(file)
            : file;
    }

    private static byte Delimiter(Shard shard) =>
        Path.GetFileName(shard.DisplayPath).Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? (byte)'\t' : (byte)',';

    private string[] ReadHeader()
    {
        if (!_records.MoveNext())
        {
            throw new ShardFormatException(
                new SourceLine(_shard.DisplayPath), "this CSV file is empty.", "Write it again, with a line of column names first.");
        }

        if (_records.Fault is null && StrictUtf8.FirstInvalid(_records.Record) is >= 0 and var index)
        {
            (string Found, string Remedy)? other = FileSignature.OfSupposedText(_records.Record);
            RecordProblem damaged = CsvProblems.DamagedUtf8(_records.Record[index], index);
            throw new ShardFormatException(AtOf(damaged), other?.Found ?? damaged.Found, other?.Remedy ?? damaged.Remedy);
        }

        if (_records.Fault is { } fault)
        {
            throw new ShardFormatException(AtOf(fault), fault.Found, fault.Remedy);
        }

        return [.. _records.Fields.Select(NameOf)];
    }

    private string NameOf(CsvField field)
    {
        string name = Encoding.UTF8.GetString(_records.Record.Slice(field.Start, field.Length));
        return field.HasDoubledQuotes ? name.Replace("\"\"", "\"", StringComparison.Ordinal) : name;
    }

    private void CheckHeader(string[] header)
    {
        string text = _shard.Fields.Text;
        if (_columns[^1] < 0)
        {
            string rest = header.Length > NamesListed ? $" and {header.Length - NamesListed} more" : "";
            throw new ShardFormatException(
                new SourceLine(_shard.DisplayPath, 1),
                $"this file has no column \"{text}\"; its columns are {string.Join(", ", header.Take(NamesListed))}{rest}.",
                "Name the column that holds the text in the policy (`fields: { text: NAME }`); a `.csv` separates columns with commas, a `.tsv` with tabs.");
        }

        foreach (int column in _columns)
        {
            if (column >= 0 && Array.LastIndexOf(header, header[column]) != column)
            {
                throw new ShardFormatException(
                    new SourceLine(_shard.DisplayPath, 1), $"two columns have the name \"{header[column]}\".", "Rename one of them.");
            }
        }
    }

    private bool MoveToRecord()
    {
        try
        {
            return _records.MoveNext();
        }
        catch (IOException e)
        {
            throw CorpusFile.Unreadable(_shard.DisplayPath, e);
        }
    }

    private RecordProblem? Check()
    {
        ReadOnlySpan<byte> record = _records.Record;
        if (StrictUtf8.FirstInvalid(record) is >= 0 and var index)
        {
            return CsvProblems.DamagedUtf8(record[index], index);
        }

        if (_records.Fields.Count != _columnCount)
        {
            return CsvProblems.FieldCount(_records.Fields.Count, _columnCount);
        }

        Take(record);
        return StrictUtf8.IsBlank(Text) ? CsvProblems.EmptyText(_shard.Fields.Text, _records.Fields[_columns[^1]].Start) : null;
    }

    /// <summary>Notes where the fields lie that are wanted; where quotes are doubled, a copy without them.</summary>
    private void Take(ReadOnlySpan<byte> record)
    {
        int written = 0;
        for (int slot = 0; slot < _columns.Length; slot++)
        {
            if (_columns[slot] < 0)
            {
                continue;
            }

            CsvField field = _records.Fields[_columns[slot]];
            if (field.HasDoubledQuotes)
            {
                int length = Unescape(record.Slice(field.Start, field.Length), ref written);
                field = field with { Start = written - length, Length = length };
            }

            _fields[slot] = field;
        }
    }

    private int Unescape(ReadOnlySpan<byte> value, ref int written)
    {
        if (_unescaped.Length - written < value.Length)
        {
            Array.Resize(ref _unescaped, (_unescaped.Length * 2) + value.Length);
        }

        int start = written;
        while (value.IndexOf((byte)'"') is >= 0 and var quote)
        {
            value[..(quote + 1)].CopyTo(_unescaped.AsSpan(written));
            written += quote + 1;
            value = value[(quote + 2)..];
        }

        value.CopyTo(_unescaped.AsSpan(written));
        written += value.Length;
        return written - start;
    }

    private ReadOnlySpan<byte> ValueOf(CsvField field) =>
        field.HasDoubledQuotes ? _unescaped.AsSpan(field.Start, field.Length) : _records.Record.Slice(field.Start, field.Length);

    /// <summary>The line and column of a problem, whose own column counts from the start of the record.</summary>
    private SourceLine AtOf(RecordProblem problem)
    {
        int before = (int)Math.Clamp(problem.Column - 1, 0, _records.Record.Length);
        ReadOnlySpan<byte> passed = _records.Record[..before];
        return new SourceLine(_shard.DisplayPath, _records.LineNumber + passed.Count((byte)'\n'), problem.Column - (passed.LastIndexOf((byte)'\n') + 1));
    }

    private void Report(RecordProblem problem)
    {
        ReadOnlySpan<byte> raw = _records.Record;
        _onBadRecord(new BadRecord(
            AtOf(problem),
            _index,
            problem.Reason,
            problem.Found,
            problem.Remedy,
            raw[..Math.Min(raw.Length, LineSplitter.ShownBytes)].ToArray(),
            _records.RecordBytes));
    }
}
