using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Reads JSONL: a byte range of a plain file, or a whole compressed one.</summary>
/// <remarks>
/// <para>A record belongs to the range in which its first byte lies, so the ranges of a file together give each record once.
/// Lines with nothing but white space are no records. A byte order mark is allowed at the start of the file.</para>
/// </remarks>
public sealed class JsonlShardReader : ShardReader
{
    private readonly Shard _shard;
    private readonly BadRecordHandler _onBadRecord;
    private readonly JsonlRecordParser _parser;
    private readonly LineSource _lines;
    private readonly long _firstLineOffset;
    private int _markBytes; // of the byte order mark in the current line
    private long _rowIndex = -1;
    private long _linesBefore = -1;

    /// <summary>Opens a shard.</summary>
    /// <param name="shard">A shard of plain or gzipped JSONL.</param>
    /// <param name="onBadRecord">Told about bad records; throws to stop, returns to go on without them.</param>
    /// <exception cref="ShardFormatException">The file cannot be opened.</exception>
    public JsonlShardReader(Shard shard, BadRecordHandler onBadRecord)
        : this(shard, onBadRecord, OpenLines(shard, out long firstLineOffset))
    {
        _firstLineOffset = firstLineOffset;
    }

    /// <summary>Opens a shard whose lines come from elsewhere.</summary>
    internal JsonlShardReader(Shard shard, BadRecordHandler onBadRecord, LineSource lines)
    {
        _shard = shard;
        _onBadRecord = onBadRecord;
        _parser = new JsonlRecordParser(shard.Fields);
        _lines = lines;
    }

    /// <inheritdoc/>
    public override FieldMap Fields => _shard.Fields;

    /// <inheritdoc/>
    public override long RowIndex => _rowIndex;

    /// <inheritdoc/>
    public override long RecordBytes => _lines.LineBytes - _markBytes;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text => _parser.Text(Record);

    /// <inheritdoc/>
    public override long BytesConsumed => Math.Min(_lines.BytesConsumed, _shard.Bytes);

    private ReadOnlySpan<byte> Record => _lines.Line[_markBytes..];

    /// <inheritdoc/>
    public override FieldValue Field(int slot) => _parser.Field(slot, Record);

    /// <inheritdoc/>
    public override void Reject(string reason, string found, string remedy) => Report(new RecordProblem(reason, found, remedy, 1));

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (MoveToLine())
        {
            bool isFirst = _lines.LineNumber == 1 && _firstLineOffset == 0;
            _markBytes = isFirst && _lines.Line.StartsWith(StrictUtf8.ByteOrderMark) ? StrictUtf8.ByteOrderMark.Length : 0;
            ReadOnlySpan<byte> record = Record;
            if (_lines.Fault is { } fault)
            {
                _rowIndex++;
                Report(fault);
            }
            else if (record.TrimStart(" \t\r"u8).IsEmpty)
            {
                continue;
            }
            else
            {
                _rowIndex++;
                if (_parser.TryParse(record))
                {
                    return true;
                }

                Report(Explain(_parser.Problem!, isFirst));
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lines.Dispose();
        }
    }

    private static LineSplitter OpenLines(Shard shard, out long firstLineOffset)
    {
        FileStream file = CorpusFile.Open(shard.Path, shard.DisplayPath);
        try
        {
            LineSplitter lines = shard.Format == CorpusFormat.JsonlGzip ? OpenGzip(shard, file) : OpenRange(shard, file);
            firstLineOffset = lines.NextOffset;
            return lines;
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is IOException)
            {
                throw CorpusFile.Unreadable(shard.DisplayPath, e);
            }

            throw;
        }
    }

    private static LineSplitter OpenRange(Shard shard, FileStream file)
    {
        long end = shard.End == 0 ? long.MaxValue : shard.End;
        if (shard.Start == 0)
        {
            return new LineSplitter(file, end: end);
        }

        // One byte early: when it is a line end, a record begins exactly at the start of the range.
        file.Position = shard.Start - 1;
        var lines = new LineSplitter(file, shard.Start - 1, end);
        lines.SkipToLineStart();
        return lines;
    }

    private static LineSplitter OpenGzip(Shard shard, FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        if (RandomAccess.Read(file.SafeFileHandle, start, fileOffset: 0) == start.Length && !GzipInput.LooksLikeGzip(start))
        {
            throw new ShardFormatException(
                new SourceLine(shard.DisplayPath), "this is not a gzip file.", "Take `.gz` off its name, or state its format in the policy.");
        }

        return new LineSplitter(new GzipInput(file), file: file);
    }

    /// <summary>A file that is something else altogether deserves a better word than "not JSON".</summary>
    private RecordProblem Explain(RecordProblem problem, bool isFirst) =>
        isFirst && FileSignature.OfSupposedText(_lines.Line) is { } signature
            ? problem with { Found = signature.Found, Remedy = signature.Remedy, Column = 1 - _markBytes }
            : problem;

    private bool MoveToLine()
    {
        try
        {
            return _lines.MoveNext();
        }
        catch (IOException e)
        {
            throw CorpusFile.Unreadable(_shard.DisplayPath, e);
        }
    }

    private void Report(RecordProblem problem)
    {
        ReadOnlySpan<byte> raw = Record;
        _onBadRecord(new BadRecord(
            new SourceLine(_shard.DisplayPath, LinesBefore() + _lines.LineNumber, problem.Column + _markBytes),
            _rowIndex,
            problem.Reason,
            problem.Found,
            problem.Remedy,
            raw[..Math.Min(raw.Length, LineSplitter.ShownBytes)].ToArray(),
            RecordBytes));
    }

    /// <summary>Lines of the file before the range: counted only when someone wants to know.</summary>
    private long LinesBefore()
    {
        if (_linesBefore >= 0)
        {
            return _linesBefore;
        }

        long count = 0;
        using FileStream file = CorpusFile.Open(_shard.Path, _shard.DisplayPath);
        byte[] buffer = new byte[256 << 10];
        for (long offset = 0; offset < _firstLineOffset;)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, _firstLineOffset - offset));
            if (read == 0)
            {
                break;
            }

            count += buffer.AsSpan(0, read).Count((byte)'\n');
            offset += read;
        }

        return _linesBefore = count;
    }
}
