namespace Assay.Pipeline.Corpora;

/// <summary>CSV records of a stream, one after the other, as bytes and fields.</summary>
/// <remarks>Spans handed out are valid until the next <see cref="MoveNext"/>. Blank lines are no records. Not thread-safe.</remarks>
internal sealed class CsvRecordSource : IDisposable
{
    private const int DefaultBufferBytes = 256 << 10;
    private readonly Stream _stream;
    private readonly CsvRecordParser _parser;
    private readonly int _maxRecordBytes;
    private byte[] _buffer;
    private int _start; // of the current record
    private int _length;
    private int _next;
    private int _filled;
    private bool _isStarted;
    private bool _isAtEnd;
    private DamagedStreamException? _damage;
    private long _nextLine = 1;

    /// <summary>Creates a source.</summary>
    /// <param name="stream">The decompressed file, at its beginning; disposed with the source.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <param name="maxRecordBytes">Longest record.</param>
    /// <param name="bufferBytes">Bytes read at once.</param>
    internal CsvRecordSource(
        Stream stream, byte delimiter, int maxRecordBytes = LineSplitter.MaxLineBytes, int bufferBytes = DefaultBufferBytes)
    {
        _stream = stream;
        _parser = new CsvRecordParser(delimiter);
        _maxRecordBytes = maxRecordBytes;
        _buffer = new byte[Math.Max(bufferBytes, StrictUtf8.ByteOrderMark.Length)];
    }

    /// <summary>The record without its line end; after a fault, as much of it as is worth showing.</summary>
    internal ReadOnlySpan<byte> Record => _buffer.AsSpan(_start, _length);

    /// <summary>The fields, as places in <see cref="Record"/>; meaningless after a fault.</summary>
    internal IReadOnlyList<CsvField> Fields => _parser.Fields;

    /// <summary>Number of the record's first line, from 1.</summary>
    internal long LineNumber { get; private set; }

    /// <summary>Length of the whole record in bytes, without its line end.</summary>
    internal long RecordBytes { get; private set; }

    /// <summary>Why it is no record; null when it is one.</summary>
    internal RecordProblem? Fault { get; private set; }

    /// <summary>Moves to the next record.</summary>
    /// <returns>False at the end.</returns>
    internal bool MoveNext()
    {
        do
        {
            Fault = null;
            if (!Parse())
            {
                return false;
            }
        }
        while (Fault is null && _length == 0);

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool Parse()
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_next, _filled - _next);
            if (rest.IsEmpty && _isAtEnd)
            {
                return TakeDamage(rest);
            }

            // Never more than the limit and a line end, so that the outcome does not depend on what happens to be in the buffer.
            bool isCut = rest.Length > _maxRecordBytes + 2L;
            CsvStatus status = rest.IsEmpty
                ? CsvStatus.NeedsMore
                : _parser.Parse(isCut ? rest[..(_maxRecordBytes + 3)] : rest, isFinal: isCut || (_isAtEnd && _damage is null));
            if (status == CsvStatus.NeedsMore)
            {
                if (_isAtEnd)
                {
                    return TakeDamage(rest);
                }

                Fill();
                continue;
            }

            if (_parser.Length > _maxRecordBytes)
            {
                SkipLine(_parser.Length);
            }
            else
            {
                Take(_parser.Length, _parser.Next);
                Fault = status == CsvStatus.Record ? null : CsvProblems.Broken(status, _parser.BrokenAt);
            }

            return true;
        }
    }

    private void Take(int length, int next)
    {
        _start = _next;
        _length = length;
        RecordBytes = length;
        LineNumber = _nextLine;
        _nextLine += _buffer.AsSpan(_next, next).Count((byte)'\n');
        _next += next;
    }

    /// <summary>What a damaged stream left behind its last record; told once, even when it is nothing.</summary>
    private bool TakeDamage(ReadOnlySpan<byte> rest)
    {
        if (_damage is not { } damage)
        {
            return false;
        }

        _damage = null;
        Take(rest.Length, rest.Length);
        Fault = damage.Problem with { Column = rest.Length + 1 };
        return true;
    }

    /// <summary>Passes over a record that is longer than allowed, up to the next line end, keeping its start.</summary>
    private void SkipLine(int length)
    {
        int shown = Math.Min(LineSplitter.ShownBytes, length);
        byte[] start = _buffer.AsSpan(_next, shown).ToArray();
        LineNumber = _nextLine;
        _nextLine += _buffer.AsSpan(_next, length).Count((byte)'\n');
        _next += length;
        RecordBytes = length;
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_next, _filled - _next);
            int run = rest.IndexOf((byte)'\n');
            RecordBytes += run < 0 ? rest.Length : run;
            _next += run < 0 ? rest.Length : run + 1;
            if (run >= 0 || _isAtEnd)
            {
                _nextLine++;
                break;
            }

            Fill();
        }

        // The start of the record is gone from the buffer; what follows it must stay.
        int following = _filled - _next;
        byte[] buffer = new byte[shown + Math.Max(following, DefaultBufferBytes)];
        start.CopyTo(buffer, 0);
        _buffer.AsSpan(_next, following).CopyTo(buffer.AsSpan(shown));
        _buffer = buffer;
        (_start, _length, _next, _filled) = (0, shown, shown, shown + following);
        Fault = CsvProblems.TooLong(RecordBytes, _maxRecordBytes);
    }

    private void Fill()
    {
        int pending = _filled - _next;
        if (pending > _buffer.Length / 2)
        {
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        }

        _buffer.AsSpan(_next, pending).CopyTo(_buffer);
        (_next, _filled) = (0, pending);
        try
        {
            // Filled up, however little a decompressing stream gives at once: a long record is looked at again after every fill.
            while (_filled < _buffer.Length && !_isAtEnd)
            {
                int read = _stream.Read(_buffer.AsSpan(_filled));
                _filled += read;
                _isAtEnd = read == 0;
            }
        }
        catch (DamagedStreamException e)
        {
            _damage = e;
            _isAtEnd = true;
        }

        if (!_isStarted && _buffer.AsSpan(0, _filled).StartsWith(StrictUtf8.ByteOrderMark))
        {
            _next = StrictUtf8.ByteOrderMark.Length;
        }

        _isStarted = true;
    }
}
