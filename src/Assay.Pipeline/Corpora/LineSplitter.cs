using System.Buffers;

namespace Assay.Pipeline.Corpora;

/// <summary>Splits a stream of bytes into lines, at the speed of the memory.</summary>
/// <remarks>
/// <para>A last line without a line end is a line. Where a stream throws <see cref="DamagedStreamException"/>, what came out
/// of it after the last line end becomes a last line with a fault, even when it is empty. Not thread-safe.</para>
/// </remarks>
internal sealed class LineSplitter : LineSource
{
    /// <summary>The longest line that is read: 256 MB.</summary>
    public const int MaxLineBytes = 256 << 20;

    /// <summary>How much of a longer line is kept, to be shown.</summary>
    public const int ShownBytes = 64 << 10;

    /// <summary>Fits into a core's own cache, from which line ends are then found and records parsed.</summary>
    private const int DefaultBufferBytes = 256 << 10;

    private readonly Stream _stream;
    private readonly Stream _file;
    private readonly long _fileStart;
    private readonly long _end;
    private readonly int _maxLineBytes;
    private readonly byte[] _pooled;
    private byte[] _buffer;
    private long _bufferOffset; // of _buffer[0], as offsets are counted
    private int _filled;
    private int _start; // of the current line in the buffer
    private int _length;
    private int _next; // start of the line after the current one
    private bool _isAtEnd;
    private RecordProblem? _damage;
    private RecordProblem? _fault;
    private long _lineNumber;
    private long _lineBytes;

    /// <summary>Creates a splitter.</summary>
    /// <param name="stream">Where the bytes come from; disposed with the splitter.</param>
    /// <param name="offset">The stream's position, as offsets are counted.</param>
    /// <param name="end">Lines that start here or later are not read; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="file">The file below a decompressing stream: its position is the progress.</param>
    /// <param name="maxLineBytes">Longest line.</param>
    /// <param name="bufferBytes">Bytes read at once.</param>
    public LineSplitter(
        Stream stream,
        long offset = 0,
        long end = long.MaxValue,
        Stream? file = null,
        int maxLineBytes = MaxLineBytes,
        int bufferBytes = DefaultBufferBytes)
    {
        _stream = stream;
        _file = file ?? stream;
        _fileStart = _file.Position;
        _bufferOffset = offset;
        _end = end;
        _maxLineBytes = maxLineBytes;
        _pooled = ArrayPool<byte>.Shared.Rent(bufferBytes);
        _buffer = _pooled;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <inheritdoc/>
    public override long LineNumber => _lineNumber;

    /// <inheritdoc/>
    public override long LineBytes => _lineBytes;

    /// <inheritdoc/>
    public override RecordProblem? Fault => _fault;

    /// <inheritdoc/>
    public override long BytesConsumed => _file.Position - _fileStart;

    /// <summary>Offset of the next line's first byte.</summary>
    public long NextOffset => _bufferOffset + _next;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        _fault = null;
        if (NextOffset >= _end)
        {
            return false;
        }

        int searched = _next;
        while (true)
        {
            int run = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (run >= 0)
            {
                return Take(searched + run, searched + run + 1);
            }

            int pending = _filled - _next;
            if (pending > _maxLineBytes + 1) // A carriage return does not count.
            {
                return SkipLongLine();
            }

            if (!Fill())
            {
                return TakeLast();
            }

            searched = _next + pending;
        }
    }

    /// <summary>Goes on after the next line end, or at the end of the range when none comes before it.</summary>
    /// <remarks>For a range that begins inside a file: the line that it cuts belongs to the range before.</remarks>
    public void SkipToLineStart()
    {
        while (NextOffset < _end)
        {
            int run = _buffer.AsSpan(_next, _filled - _next).IndexOf((byte)'\n');
            _next = run >= 0 ? _next + run + 1 : _filled;
            if (run >= 0 || !Fill())
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stream.Dispose();
        if (_buffer.Length != 0)
        {
            _buffer = [];
            _start = _length = _next = _filled = 0;
            ArrayPool<byte>.Shared.Return(_pooled);
        }
    }

    private bool Take(int lineEnd, int next)
    {
        _start = _next;
        _length = lineEnd - _start;
        if (_length > 0 && _buffer[lineEnd - 1] == (byte)'\r')
        {
            _length--;
        }

        _lineBytes = _length;
        _lineNumber++;
        _next = next;
        if (_length > _maxLineBytes)
        {
            _fault = JsonlProblems.TooLong(_lineBytes, _maxLineBytes);
            _length = Math.Min(_length, ShownBytes);
        }

        return true;
    }

    private bool TakeLast()
    {
        if (_damage is { } damage)
        {
            _damage = null; // Told once.
            _ = Take(_filled, _filled);
            _length = Math.Min(_length, ShownBytes);
            _fault = damage with { Column = _lineBytes + 1 };
            return true;
        }

        return _filled > _next && Take(_filled, _filled);
    }

    /// <summary>Reads a line past the limit, keeping only its start.</summary>
    private bool SkipLongLine()
    {
        long lineOffset = NextOffset;
        long length = _filled - _next;
        byte last = _buffer[_filled - 1];
        int kept = Math.Min(ShownBytes, _buffer.Length / 2); // The rest of the buffer takes what is passed over.
        _buffer.AsSpan(_next, kept).CopyTo(_buffer);
        _next = _filled = kept;
        while (Read(kept) is > 0 and var read)
        {
            _filled = kept + read;
            int run = _buffer.AsSpan(kept, read).IndexOf((byte)'\n');
            int passed = run < 0 ? read : run;
            last = passed > 0 ? _buffer[kept + passed - 1] : last;
            length += passed;
            _next = run < 0 ? _filled : kept + run + 1;
            if (run >= 0)
            {
                break;
            }
        }

        _bufferOffset = lineOffset + length + (_isAtEnd ? 0 : 1) - _next;
        _start = 0;
        _length = kept;
        _lineBytes = last == (byte)'\r' ? length - 1 : length;
        _lineNumber++;
        _fault = JsonlProblems.TooLong(_lineBytes, _maxLineBytes);
        return true;
    }

    private bool Fill()
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
            _bufferOffset += _next;
            _filled -= _next;
            _next = 0;
        }
        else if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, _maxLineBytes + 2L));
        }

        int read = Read(_filled);
        _filled += read;
        return read > 0;
    }

    private int Read(int at)
    {
        if (_isAtEnd)
        {
            return 0;
        }

        int read = 0;
        try
        {
            read = _stream.Read(_buffer.AsSpan(at));
        }
        catch (DamagedStreamException e)
        {
            _damage = e.Problem;
        }

        _isAtEnd = read == 0;
        return read;
    }
}
