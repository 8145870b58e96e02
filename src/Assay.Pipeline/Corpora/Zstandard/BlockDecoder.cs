using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>Decodes the compressed blocks of a frame (RFC 8878, section 3.1.1.3): literals, and sequences that weave them with earlier text.</summary>
internal sealed unsafe class BlockDecoder
{
    /// <summary>No block is larger, compressed or not.</summary>
    internal const int MaxBlockBytes = 128 << 10;

    /// <summary>Bytes that must be writable behind a block, because short copies are rounded up.</summary>
    internal const int Slack = 32;

    // After one reload a sequence's parts take at most 57 bits together, unless its extra bits are more than this.
    private const int ExtraBitsBeforeReload = 57 - 9 - 9 - 8;

    private readonly HuffmanTable _huffman = new();
    private readonly FseTable _literalLengths = SequenceCodes.LiteralTable();
    private readonly FseTable _matchLengths = SequenceCodes.MatchTable();
    private readonly FseTable _offsets = SequenceCodes.OffsetTable();
    private readonly byte[] _pinned = GC.AllocateUninitializedArray<byte>(MaxBlockBytes + Slack, pinned: true);
    private readonly byte* _literalBuffer;
    private byte* _literals;
    private int _literalCount;
    private uint _repeat1;
    private uint _repeat2;
    private uint _repeat3;

    internal BlockDecoder() => _literalBuffer = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_pinned, 0);

    /// <summary>Forgets what earlier blocks left for later ones: a new frame begins.</summary>
    internal void BeginFrame()
    {
        _huffman.Clear();
        _literalLengths.Clear();
        _matchLengths.Clear();
        _offsets.Clear();
        (_repeat1, _repeat2, _repeat3) = (1, 4, 8);
    }

    /// <summary>Decodes a block.</summary>
    /// <param name="source">The block; 8 bytes before it and <see cref="Slack"/> bytes behind it must be readable.</param>
    /// <param name="length">Its length.</param>
    /// <param name="history">The earliest byte that it may refer to.</param>
    /// <param name="target">Where its text goes, right behind the text before it.</param>
    /// <param name="capacity">Most bytes of text; <see cref="Slack"/> more must be writable.</param>
    /// <returns>Bytes of text.</returns>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    internal int Decode(byte* source, int length, byte* history, byte* target, int capacity)
    {
        byte* end = source + length;
        byte* at = ReadLiterals(source, end, capacity);
        int count = ReadSequenceCount(ref at, end);
        if (count == 0)
        {
            Check(at == end, "a block without sequences goes on after its literals");
            Buffer.MemoryCopy(_literals, target, capacity, _literalCount);
            return _literalCount;
        }

        Check(at < end && (*at & 3) == 0, "the description of a block's sequences is damaged");
        int modes = *at++;
        at = ReadTable(_literalLengths, modes >> 6, SequenceCodes.LiteralDefaults, defaultLog: 6, at, end);
        at = ReadTable(_offsets, (modes >> 4) & 3, SequenceCodes.OffsetDefaults, defaultLog: 5, at, end);
        at = ReadTable(_matchLengths, (modes >> 2) & 3, SequenceCodes.MatchDefaults, defaultLog: 6, at, end);
        Check(at < end, "a block's sequences are cut off");
        return Weave(new BackwardBits(at, (int)(end - at)), count, history, target, capacity);
    }

    private byte* ReadLiterals(byte* at, byte* end, int capacity)
    {
        Check(end - at >= 2, "a block is too short");
        int kind = at[0] & 3;
        int format = (at[0] >> 2) & 3;
        ulong header = Unsafe.ReadUnaligned<ulong>(at);
        if (kind < 2) // Stored as they are, or one byte repeated: a size of 5, 12 or 20 bits.
        {
            int sizeBytes = format switch { 1 => 2, 3 => 3, _ => 1 };
            int size = format switch { 1 => (int)(header >> 4) & 0xFFF, 3 => (int)(header >> 4) & 0xFFFFF, _ => at[0] >> 3 };
            int stored = kind == 0 ? size : 1;
            at += sizeBytes;
            Check(size <= capacity && stored <= end - at, "a block's literals do not fit");
            if (kind == 0)
            {
                Buffer.MemoryCopy(at, _literalBuffer, MaxBlockBytes, size);
            }
            else
            {
                new Span<byte>(_literalBuffer, size).Fill(*at);
            }

            _literals = _literalBuffer;
            _literalCount = size;
            return at + stored;
        }

        // Compressed: two sizes of 10, 14 or 18 bits.
        int sizeBits = format switch { 2 => 14, 3 => 18, _ => 10 };
        int mask = (1 << sizeBits) - 1;
        int regenerated = (int)(header >> 4) & mask;
        int compressed = (int)(header >> (4 + sizeBits)) & mask;
        at += (4 + (2 * sizeBits) + 7) / 8;
        Check(regenerated <= capacity && compressed <= end - at, "a block's literals do not fit");
        Check(kind == 2 || _huffman.HasCode, "a block repeats a Huffman code that was never given");
        int description = kind == 2 ? _huffman.ReadDescription(at, compressed) : 0;
        if (format == 0)
        {
            _huffman.DecodeOne(at + description, compressed - description, _literalBuffer, regenerated);
        }
        else
        {
            _huffman.DecodeFour(at + description, compressed - description, _literalBuffer, regenerated);
        }

        _literals = _literalBuffer;
        _literalCount = regenerated;
        return at + compressed;
    }

    private static int ReadSequenceCount(ref byte* at, byte* end)
    {
        Check(at < end, "a block ends before its sequences");
        int first = *at;
        int bytes = first switch { < 128 => 1, < 255 => 2, _ => 3 };
        Check(end - at >= bytes, "a block ends before its sequences");
        int count = bytes switch
        {
            1 => first,
            2 => ((first - 128) << 8) + at[1],
            _ => at[1] + (at[2] << 8) + 0x7F00,
        };
        at += bytes;
        return count;
    }

    private static byte* ReadTable(FseTable table, int mode, ReadOnlySpan<short> defaults, int defaultLog, byte* at, byte* end)
    {
        switch (mode)
        {
            case 0:
                table.Build(defaults, defaultLog);
                return at;
            case 1:
                Check(at < end, "a block's tables are cut off");
                table.BuildSingle(*at);
                return at + 1;
            case 2:
                int used = table.ReadDescription(new ReadOnlySpan<byte>(at, (int)(end - at)));
                Check(used <= end - at, "a block's tables are cut off");
                return at + used;
            default:
                Check(table.AccuracyLog >= 0, "a block repeats a table that was never given");
                return at;
        }
    }

    private int Weave(BackwardBits bits, int count, byte* history, byte* target, int capacity)
    {
        FseEntry* literalTable = _literalLengths.Entries;
        FseEntry* matchTable = _matchLengths.Entries;
        FseEntry* offsetTable = _offsets.Entries;
        uint literalState = bits.Read(_literalLengths.AccuracyLog);
        uint offsetState = bits.Read(_offsets.AccuracyLog);
        uint matchState = bits.Read(_matchLengths.AccuracyLog);
        byte* to = target;
        byte* limit = target + capacity;
        byte* literals = _literals;
        byte* literalsEnd = _literals + _literalCount;
        while (true)
        {
            FseEntry literal = literalTable[literalState];
            FseEntry match = matchTable[matchState];
            FseEntry distance = offsetTable[offsetState];
            bits.Reload();
            uint offsetValue = distance.BaseValue + bits.Read(distance.ExtraBits);
            if (literal.ExtraBits + match.ExtraBits + distance.ExtraBits > ExtraBitsBeforeReload)
            {
                bits.Reload();
            }

            uint matchLength = match.BaseValue + bits.Read(match.ExtraBits);
            uint literalLength = literal.BaseValue + bits.Read(literal.ExtraBits);
            uint offset = NextOffset(offsetValue, literalLength);
            if (literalLength > literalsEnd - literals
                || literalLength + (long)matchLength > limit - to
                || offset - 1 >= (ulong)(to + literalLength - history)) // Zero becomes the largest number.
            {
                throw new InvalidDataException("a sequence reaches beyond what there is");
            }

            CopyLiterals(literals, to, literalLength);
            literals += literalLength;
            to += literalLength;
            CopyMatch(to, offset, matchLength, limit);
            to += matchLength;
            if (--count == 0)
            {
                break;
            }

            if (literal.ExtraBits + match.ExtraBits + distance.ExtraBits > ExtraBitsBeforeReload)
            {
                bits.Reload();
            }

            literalState = literal.NextBase + bits.Read(literal.StateBits);
            matchState = match.NextBase + bits.Read(match.StateBits);
            offsetState = distance.NextBase + bits.Read(distance.StateBits);
        }

        Check(bits.Remaining == 0, "a block has more or fewer sequences than it should");
        long rest = literalsEnd - literals;
        Check(rest <= limit - to, "a block's text is longer than allowed");
        Buffer.MemoryCopy(literals, to, rest, rest);
        return (int)(to + rest - target);
    }

    /// <summary>Values 1 to 3 repeat one of the last three offsets (RFC 8878, section 3.1.1.5).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint NextOffset(uint value, uint literalLength)
    {
        if (value > 3)
        {
            _repeat3 = _repeat2;
            _repeat2 = _repeat1;
            return _repeat1 = value - 3;
        }

        uint which = value - (literalLength == 0 ? 0u : 1u);
        uint offset;
        switch (which)
        {
            case 0:
                return _repeat1;
            case 1:
                offset = _repeat2;
                break;
            case 2:
                offset = _repeat3;
                _repeat3 = _repeat2;
                break;
            default:
                offset = _repeat1 - 1;
                _repeat3 = _repeat2;
                break;
        }

        _repeat2 = _repeat1;
        return _repeat1 = offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLiterals(byte* from, byte* to, uint length)
    {
        Copy16(from, to);
        if (length > 16)
        {
            Buffer.MemoryCopy(from + 16, to + 16, length - 16, length - 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyMatch(byte* to, uint offset, uint length, byte* limit)
    {
        byte* from = to - offset;
        byte* end = to + length;
        if (offset >= 16)
        {
            // Rounded up to 16 bytes: up to 15 bytes too many, which the next copy overwrites.
            do
            {
                Copy16(from, to);
                from += 16;
                to += 16;
            }
            while (to < end);
        }
        else if (offset == 1)
        {
            new Span<byte>(to, (int)length).Fill(*from);
        }
        else
        {
            // The match overlaps itself: every byte must be there before it is copied again.
            while (to < end)
            {
                *to++ = *from++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy16(byte* from, byte* to) =>
        Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<System.Runtime.Intrinsics.Vector128<byte>>(from));

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
