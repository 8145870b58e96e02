using System.Buffers.Binary;

namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>What stands before the blocks of a frame (RFC 8878, section 3.1.1.1), without its magic number.</summary>
/// <param name="WindowBytes">How far back a block may refer.</param>
/// <param name="ContentBytes">Length of the text; null where it is not said.</param>
/// <param name="HasChecksum">Whether 4 bytes of checksum follow the last block.</param>
internal readonly record struct FrameHeader(long WindowBytes, long? ContentBytes, bool HasChecksum)
{
    /// <summary>The longest header.</summary>
    internal const int MaxLength = 14;

    /// <summary>The largest window that is accepted, as by the tool <c>zstd</c>: 128 MB.</summary>
    internal const long MaxWindowBytes = 128L << 20;

    private const int MinWindowLog = 10;

    /// <summary>How long a header is.</summary>
    /// <param name="descriptor">Its first byte.</param>
    internal static int Length(byte descriptor) =>
        1 + (IsSingleSegment(descriptor) ? 0 : 1) + DictionaryIdBytes(descriptor) + ContentSizeBytes(descriptor);

    /// <summary>Reads a header.</summary>
    /// <param name="source">As many bytes as <see cref="Length"/> says.</param>
    /// <exception cref="InvalidDataException">It is damaged, or needs what this decoder does not do.</exception>
    internal static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        byte descriptor = source[0];
        if ((descriptor & 0x08) != 0)
        {
            throw new InvalidDataException("a frame uses a bit that is reserved");
        }

        int at = 1;
        long window = 0;
        if (!IsSingleSegment(descriptor))
        {
            long power = 1L << (MinWindowLog + (source[at] >> 3));
            window = power + (power / 8 * (source[at] & 7));
            at++;
        }

        int idBytes = DictionaryIdBytes(descriptor);
        if (source.Slice(at, idBytes).ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("it was compressed with a dictionary, which is not supported");
        }

        ReadOnlySpan<byte> size = source.Slice(at + idBytes, ContentSizeBytes(descriptor));
        long? content = size.Length switch
        {
            1 => size[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(size) + 256,
            4 => BinaryPrimitives.ReadUInt32LittleEndian(size),
            8 => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(size), long.MaxValue),
            _ => null,
        };
        window = IsSingleSegment(descriptor) ? content ?? 0 : window;
        return window <= MaxWindowBytes
            ? new FrameHeader(window, content, HasChecksum: (descriptor & 0x04) != 0)
            : throw new InvalidDataException(
                $"it needs a window of {window >> 20:N0} MB, more than the {MaxWindowBytes >> 20} MB that are allowed (zstd's option --long)");
    }

    private static bool IsSingleSegment(byte descriptor) => (descriptor & 0x20) != 0;

    private static int DictionaryIdBytes(byte descriptor) => (descriptor & 3) switch { 3 => 4, var bytes => bytes };

    private static int ContentSizeBytes(byte descriptor) =>
        (descriptor >> 6) switch
        {
            0 => IsSingleSegment(descriptor) ? 1 : 0,
            var power => 1 << power,
        };
}
