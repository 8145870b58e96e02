using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>Decompresses a <c>.zst</c> file while it is read: frames one after the other, checksums checked, skippable frames skipped.</summary>
/// <remarks>
/// <para>.NET has no Zstandard before version 11, and DuckDB takes the end of a truncated file for the end of the text,
/// silently. So the decoder is here; RFC 8878 is its specification.</para>
/// <para>Text that was decoded before the damage is handed out first, then <see cref="DamagedStreamException"/> is thrown. Memory:
/// one and a half times the window that the file asks for (2 MB at zstd's usual levels), at most 192 MB. Not thread-safe.</para>
/// </remarks>
internal sealed unsafe class ZstandardStream : Stream
{
    private const uint Magic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;
    private const uint SkippableMask = 0xFFFFFFF0;
    private const int MagicBytes = 4;
    private const int BlockHeaderBytes = 3;
    private const int ChecksumBytes = 4;
    private const int Padding = 8; // The bit readers look at the 8 bytes before a block.
    private const int InputBytes = 2 * (BlockDecoder.MaxBlockBytes + BlockHeaderBytes);

    private readonly Stream _source;
    private readonly BlockDecoder _decoder = new();
    private readonly XxHash64 _hash = new();
    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>(Padding + InputBytes + BlockDecoder.Slack, pinned: true);
    private int _inputAt = Padding;
    private int _inputEnd = Padding;
    private byte[] _window = [];
    private int _filled;
    private int _handed;
    private int _blockLimit;
    private FrameHeader _frame;
    private long _produced;
    private bool _isInFrame;
    private bool _hasFrames;
    private DamagedStreamException? _damage;

    /// <summary>Creates the stream.</summary>
    /// <param name="source">The compressed file, at its beginning; disposed with the stream.</param>
    internal ZstandardStream(Stream source) => _source = source;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="DamagedStreamException">The file is cut off or damaged; all text before the damage was handed out.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_handed == _filled)
        {
            if (_damage is not null)
            {
                throw _damage;
            }

            try
            {
                if (!(_isInFrame ? ReadBlock() : ReadFrameHeader()))
                {
                    return 0;
                }
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                _damage = Damaged(e);
            }
        }

        int count = Math.Min(buffer.Length, _filled - _handed);
        _window.AsSpan(_handed, count).CopyTo(buffer);
        _handed += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private static DamagedStreamException Damaged(Exception e)
    {
        const string Remedy = "Get the file again (`zstd --test FILE` must pass), or go on with what could be read with `--quarantine SHARE`.";
        return new DamagedStreamException(
            e is EndOfStreamException
                ? new RecordProblem(BadRecordReason.TruncatedStream, "the Zstandard file ends here, before its compressed data do: it was cut off.", Remedy, 1)
                : new RecordProblem(BadRecordReason.DamagedStream, $"the Zstandard data cannot be decompressed beyond this line: {e.Message}.", Remedy, 1),
            e);
    }

    /// <summary>Reads up to the first block of the next frame.</summary>
    /// <returns>False at the end of the file.</returns>
    private bool ReadFrameHeader()
    {
        if (!TryRequire(1))
        {
            // A file without a frame is no Zstandard file, not even an empty one.
            return _hasFrames ? false : throw new EndOfStreamException();
        }

        Require(MagicBytes);
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(_input.AsSpan(_inputAt));
        _inputAt += MagicBytes;
        if ((magic & SkippableMask) == SkippableMagic)
        {
            Require(4);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(_input.AsSpan(_inputAt));
            _inputAt += 4;
            SkipInput(length);
            _hasFrames = true;
            return true;
        }

        if (magic != Magic)
        {
            throw new InvalidDataException(
                _hasFrames ? "something else follows its last frame" : "it does not begin as a Zstandard file does");
        }

        Require(1);
        int headerBytes = FrameHeader.Length(_input[_inputAt]);
        Require(headerBytes);
        _frame = FrameHeader.Read(_input.AsSpan(_inputAt, headerBytes));
        _inputAt += headerBytes;
        BeginFrame();
        return true;
    }

    private void BeginFrame()
    {
        _isInFrame = true;
        _hasFrames = true;
        _produced = 0;
        _filled = _handed = 0;
        _blockLimit = (int)Math.Min(_frame.WindowBytes, BlockDecoder.MaxBlockBytes);
        _decoder.BeginFrame();
        _hash.Reset();

        // Half a window more than needed, so that the window is moved to the front only now and then.
        long room = _frame.WindowBytes + Math.Max(2 * BlockDecoder.MaxBlockBytes, _frame.WindowBytes / 2);
        int needed = (int)Math.Min(room, _frame.ContentBytes ?? room) + BlockDecoder.MaxBlockBytes + BlockDecoder.Slack;
        if (_window.Length < needed)
        {
            _window = GC.AllocateUninitializedArray<byte>(needed, pinned: true);
        }
    }

    private bool ReadBlock()
    {
        Require(BlockHeaderBytes);
        int header = _input[_inputAt] | (_input[_inputAt + 1] << 8) | (_input[_inputAt + 2] << 16);
        _inputAt += BlockHeaderBytes;
        bool isLast = (header & 1) != 0;
        int kind = (header >> 1) & 3;
        int size = header >> 3;
        const int Repeated = 1;
        const int Compressed = 2;
        if (kind > Compressed || size > (kind == Compressed ? BlockDecoder.MaxBlockBytes : _blockLimit))
        {
            throw new InvalidDataException("a block's header is damaged");
        }

        int stored = kind == Repeated ? 1 : size;
        Require(stored);
        MakeRoom();
        Span<byte> target = _window.AsSpan(_filled);
        int length = size;
        if (kind == Compressed)
        {
            byte* source = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_input, _inputAt);
            byte* window = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_window, 0);
            length = _decoder.Decode(source, size, window, window + _filled, _blockLimit);
        }
        else if (kind == Repeated)
        {
            target[..size].Fill(_input[_inputAt]);
        }
        else
        {
            _input.AsSpan(_inputAt, size).CopyTo(target);
        }

        _inputAt += stored;
        Take(target[..length], isLast);
        return true;
    }

    private void Take(ReadOnlySpan<byte> block, bool isLast)
    {
        _produced += block.Length;
        if (_produced > (_frame.ContentBytes ?? long.MaxValue) || (isLast && _produced < (_frame.ContentBytes ?? 0)))
        {
            throw new InvalidDataException("a frame has more or less text than it says");
        }

        if (_frame.HasChecksum)
        {
            _hash.Append(block);
        }

        if (isLast && _frame.HasChecksum)
        {
            Require(ChecksumBytes);
            uint expected = BinaryPrimitives.ReadUInt32LittleEndian(_input.AsSpan(_inputAt));
            _inputAt += ChecksumBytes;
            if ((uint)_hash.Value() != expected)
            {
                throw new InvalidDataException("the checksum of a frame does not fit its text");
            }
        }

        _filled += block.Length;
        _isInFrame = !isLast;
    }

    /// <summary>Moves the window to the front when the next block would not fit behind it.</summary>
    private void MakeRoom()
    {
        if (_window.Length - _filled >= _blockLimit + BlockDecoder.Slack)
        {
            return;
        }

        int kept = (int)Math.Min(_frame.WindowBytes, _filled);
        _window.AsSpan(_filled - kept, kept).CopyTo(_window);
        _filled = _handed = kept;
    }

    private void Require(int count)
    {
        if (!TryRequire(count))
        {
            throw new EndOfStreamException();
        }
    }

    private bool TryRequire(int count)
    {
        int available = _inputEnd - _inputAt;
        if (available >= count)
        {
            return true;
        }

        _input.AsSpan(_inputAt, available).CopyTo(_input.AsSpan(Padding));
        _inputAt = Padding;
        _inputEnd = Padding + available;
        _inputEnd += _source.ReadAtLeast(
            _input.AsSpan(_inputEnd, Padding + InputBytes - _inputEnd), count - available, throwOnEndOfStream: false);
        return _inputEnd - _inputAt >= count;
    }

    private void SkipInput(long count)
    {
        while (count > 0)
        {
            Require(1);
            int step = (int)Math.Min(count, _inputEnd - _inputAt);
            _inputAt += step;
            count -= step;
        }
    }
}
