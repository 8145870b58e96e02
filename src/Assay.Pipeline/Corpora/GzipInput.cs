using System.IO.Compression;

namespace Assay.Pipeline.Corpora;

/// <summary>Decompresses a gzip file of one or more members and notices every way in which it can be incomplete.</summary>
/// <remarks>
/// <para>.NET's <see cref="GZipStream"/> takes a cut file for a whole one unless
/// <c>System.IO.Compression.UseStrictValidation</c> is set (Directory.Build.props does), and ignores whatever follows a
/// member that does not look like a further member. Here the last bytes of the file are handed to it one at a time: a stream that
/// ends without having asked for all of them has found something behind its data.</para>
/// </remarks>
internal sealed class GzipInput : Stream
{
    private readonly Feed _feed;
    private readonly GZipStream _gzip;

    /// <summary>Opens the stream.</summary>
    /// <param name="file">The compressed file, at its start; disposed with this stream.</param>
    /// <exception cref="InvalidOperationException">The host does not set the strict validation.</exception>
    public GzipInput(Stream file)
    {
        if (!StrictValidation.IsOn)
        {
            throw new InvalidOperationException(
                "System.IO.Compression.UseStrictValidation must be true in the program's runtimeconfig.json: without it truncated gzip files pass for whole ones.");
        }

        _feed = new Feed(file);
        _gzip = new GZipStream(_feed, CompressionMode.Decompress);
    }

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

    /// <summary>Whether bytes begin like a gzip file.</summary>
    /// <param name="start">The first bytes.</param>
    public static bool LooksLikeGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <inheritdoc/>
    /// <exception cref="DamagedStreamException">The file is cut off or damaged here.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = _gzip.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new DamagedStreamException(_feed.IsAtEnd ? Truncated() : Damaged(), e);
        }

        if (read > 0)
        {
            return read;
        }

        if (_feed.Taken == 0)
        {
            throw new DamagedStreamException(Truncated()); // Even nothing takes 20 bytes.
        }

        return _feed.IsAtEnd ? 0 : throw new DamagedStreamException(Damaged());
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
            _gzip.Dispose(); // And with it the feed and the file.
        }

        base.Dispose(disposing);
    }

    private RecordProblem Truncated() => new(
        BadRecordReason.TruncatedStream,
        $"the gzip file ends here, after {_feed.Taken:N0} bytes, before its compressed data do.",
        "Get the file again (`gzip --test FILE` must pass), or go on with what could be read with `--quarantine SHARE`.",
        1);

    private RecordProblem Damaged() => new(
        BadRecordReason.DamagedStream,
        $"the gzip data cannot be decompressed beyond this line: the file is damaged somewhere before byte {_feed.Taken:N0}.",
        "Get the file again (`gzip --test FILE` must pass), or go on with what could be read with `--quarantine SHARE`.",
        1);

    /// <summary>The compressed file, its last bytes one at a time.</summary>
    private sealed class Feed(Stream file) : Stream
    {
        private const int SlowBytes = 16;
        private readonly long _length = file.Length;

        /// <summary>Bytes handed out.</summary>
        public long Taken { get; private set; }

        /// <summary>Whether the end was asked for and told.</summary>
        public bool IsAtEnd { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _length;

        public override long Position
        {
            get => Taken;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            long before = _length - Taken - SlowBytes;
            int read = file.Read(buffer[..(int)Math.Clamp(before, 1, buffer.Length)]);
            Taken += read;
            IsAtEnd = read == 0;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>Whether this process's gzip streams notice a cut file: tried once, on the first bytes of a member.</summary>
    private static class StrictValidation
    {
        public static readonly bool IsOn = Try();

        private static bool Try()
        {
            byte[] cut = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B];
            try
            {
                using var gzip = new GZipStream(new MemoryStream(cut), CompressionMode.Decompress);
                _ = gzip.ReadByte();
                return false;
            }
            catch (InvalidDataException)
            {
                return true;
            }
        }
    }
}
