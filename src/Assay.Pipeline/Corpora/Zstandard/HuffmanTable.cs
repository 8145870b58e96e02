using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>The Huffman code of a block's literals (RFC 8878, section 4.2) and the loop that decodes them.</summary>
internal sealed unsafe class HuffmanTable
{
    private const int MaxCodeBits = 11;
    private const int MaxWeightAccuracyLog = 6;
    private const int MaxWeight = 12;

    // Five symbols use at most 55 of the 57 bits that are ready after a reload, and move a stream back by at most 7 bytes.
    private const int SymbolsPerReload = 5;
    private const int BytesPerReload = 7;

    private readonly FseTable _weightTable = new(
        MaxWeightAccuracyLog, [.. Enumerable.Range(0, MaxWeight + 1).Select(w => (uint)w)], new byte[MaxWeight + 1]);

    // For each possible next 11 bits: the symbol in the low byte, the length of its code in the high one.
    private readonly ushort[] _pinned = GC.AllocateUninitializedArray<ushort>(1 << MaxCodeBits, pinned: true);
    private readonly ushort* _entries;
    private int _codeBits;

    internal HuffmanTable() => _entries = (ushort*)Marshal.UnsafeAddrOfPinnedArrayElement(_pinned, 0);

    /// <summary>Whether a code was read in this frame.</summary>
    internal bool HasCode => _codeBits > 0;

    /// <summary>Forgets the code: a new frame begins.</summary>
    internal void Clear() => _codeBits = 0;

    /// <summary>Reads the description of a code.</summary>
    /// <param name="source">Where it begins; the 8 bytes before it must be readable.</param>
    /// <param name="length">Bytes up to the end of the literals.</param>
    /// <returns>Bytes that it takes.</returns>
    /// <exception cref="InvalidDataException">It describes no code.</exception>
    internal int ReadDescription(byte* source, int length)
    {
        if (length < 1)
        {
            throw new InvalidDataException("the description of a Huffman code is cut off");
        }

        Span<byte> weights = stackalloc byte[256];
        int header = source[0];
        int size = header < 128 ? header : (header - 127 + 1) / 2;
        if (1 + size > length)
        {
            throw new InvalidDataException("the description of a Huffman code is cut off");
        }

        int count = header < 128 ? ReadWeights(source + 1, size, weights) : header - 127;
        for (int i = 0; header >= 128 && i < count; i++)
        {
            int pair = source[1 + (i / 2)];
            weights[i] = (byte)(i % 2 == 0 ? pair >> 4 : pair & 15);
        }

        Build(weights, count);
        return 1 + size;
    }

    /// <summary>Decodes one stream.</summary>
    /// <param name="source">Its first byte; the 8 bytes before it must be readable.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="target">Where the symbols go.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="InvalidDataException">The stream does not hold exactly so many symbols.</exception>
    internal void DecodeOne(byte* source, int length, byte* target, int count) =>
        Finish(new BackwardBits(source, length), target, count);

    /// <summary>Decodes the four streams of larger literals, side by side because each is one long chain of dependent steps.</summary>
    /// <param name="source">First byte of the table of sizes before the streams.</param>
    /// <param name="length">Bytes of it and the streams.</param>
    /// <param name="target">Where the symbols go.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="InvalidDataException">The streams do not hold exactly so many symbols.</exception>
    internal void DecodeFour(byte* source, int length, byte* target, int count)
    {
        const int SizesLength = 6;
        int part = (count + 3) / 4;
        int last = count - (3 * part);
        int size0 = length < SizesLength ? 0 : Unsafe.ReadUnaligned<ushort>(source);
        int size1 = length < SizesLength ? 0 : Unsafe.ReadUnaligned<ushort>(source + 2);
        int size2 = length < SizesLength ? 0 : Unsafe.ReadUnaligned<ushort>(source + 4);
        int size3 = length - SizesLength - size0 - size1 - size2;
        if (size3 < 1 || last < 0)
        {
            throw new InvalidDataException("the sizes of four Huffman streams do not add up");
        }

        byte* start = source + SizesLength;
        var stream0 = new FastStream(start, size0);
        var stream1 = new FastStream(start += size0, size1);
        var stream2 = new FastStream(start += size1, size2);
        var stream3 = new FastStream(start += size2, size3);
        ushort* entries = _entries;
        int done = 0;
        while (true)
        {
            long safe = Math.Min(
                Math.Min(stream0.SafeRounds, stream1.SafeRounds), Math.Min(stream2.SafeRounds, stream3.SafeRounds));
            long rounds = Math.Min(safe, (last - done) / SymbolsPerReload);
            if (rounds <= 0)
            {
                break;
            }

            for (; rounds > 0; rounds--)
            {
                stream0.Refill();
                stream1.Refill();
                stream2.Refill();
                stream3.Refill();
                byte* to = target + done;
                for (int i = 0; i < SymbolsPerReload; i++)
                {
                    to[i] = stream0.Next(entries);
                    to[i + part] = stream1.Next(entries);
                    to[i + (2 * part)] = stream2.Next(entries);
                    to[i + (3 * part)] = stream3.Next(entries);
                }

                done += SymbolsPerReload;
            }
        }

        Finish(stream0.Rest(), target + done, part - done);
        Finish(stream1.Rest(), target + part + done, part - done);
        Finish(stream2.Rest(), target + (2 * part) + done, part - done);
        Finish(stream3.Rest(), target + (3 * part) + done, last - done);
    }

    private void Finish(BackwardBits stream, byte* target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            stream.Reload();
            uint entry = _entries[stream.Peek(MaxCodeBits)];
            stream.Skip((int)(entry >> 8));
            target[i] = (byte)entry;
        }

        if (stream.Remaining != 0)
        {
            throw new InvalidDataException("a Huffman stream has more or fewer symbols than it should");
        }
    }

    private int ReadWeights(byte* source, int length, Span<byte> weights)
    {
        int used = _weightTable.ReadDescription(new ReadOnlySpan<byte>(source, length));
        if (used > length)
        {
            throw new InvalidDataException("the weights of a Huffman code are cut off");
        }

        var stream = new BackwardBits(source + used, length - used);
        FseEntry* table = _weightTable.Entries;
        int accuracyLog = _weightTable.AccuracyLog;
        Span<uint> states = [stream.Read(accuracyLog), stream.Read(accuracyLog)];
        if (stream.Remaining < 0)
        {
            throw new InvalidDataException("the weights of a Huffman code are cut off");
        }

        // Two states take turns; whoever would read beyond the beginning has nothing more to say, the other one says its last.
        for (int count = 0; count < 254; count++)
        {
            FseEntry entry = table[states[count & 1]];
            weights[count] = (byte)entry.BaseValue;
            stream.Reload();
            states[count & 1] = entry.NextBase + stream.Read(entry.StateBits);
            if (stream.Remaining < 0)
            {
                weights[count + 1] = (byte)table[states[(count + 1) & 1]].BaseValue;
                return count + 2;
            }
        }

        throw new InvalidDataException("a Huffman code has more than 255 weights");
    }

    private void Build(Span<byte> weights, int count)
    {
        Span<int> place = stackalloc int[MaxWeight + 2];
        place.Clear();
        int total = 0;
        for (int symbol = 0; symbol < count; symbol++)
        {
            if (weights[symbol] > MaxCodeBits)
            {
                throw new InvalidDataException("a Huffman code has a weight out of range");
            }

            total += (1 << weights[symbol]) >> 1;
            place[weights[symbol] + 1]++;
        }

        // The last weight is not written: it is what fills the code up to a power of two.
        int codeBits = total == 0 ? MaxWeight : BitOperations.Log2((uint)total) + 1;
        int rest = (1 << codeBits) - total;
        if (codeBits > MaxCodeBits || !BitOperations.IsPow2(rest))
        {
            throw new InvalidDataException("the weights of a Huffman code do not add up");
        }

        weights[count] = (byte)(BitOperations.Log2((uint)rest) + 1);
        place[weights[count] + 1]++;
        _codeBits = codeBits;
        Fill(weights[..(count + 1)], place);
    }

    private void Fill(ReadOnlySpan<byte> weights, Span<int> place)
    {
        // Longest codes first, and of one length by symbol; a shorter code stands for several values of the next 11 bits.
        int spread = 1 << (MaxCodeBits - _codeBits);
        int start = 0;
        for (int weight = 1; weight < place.Length - 1; weight++)
        {
            int symbols = place[weight + 1];
            place[weight] = start;
            start += symbols * ((1 << weight) >> 1) * spread;
        }

        for (int symbol = 0; symbol < weights.Length; symbol++)
        {
            int weight = weights[symbol];
            if (weight > 0)
            {
                int width = ((1 << weight) >> 1) * spread;
                ushort entry = (ushort)(symbol | ((_codeBits + 1 - weight) << 8));
                new Span<ushort>(_entries + place[weight], width).Fill(entry);
                place[weight] += width;
            }
        }
    }

    /// <summary>One of four streams, read without asking after every symbol whether it has ended.</summary>
    private struct FastStream
    {
        private readonly byte* _start;
        private byte* _at;

        // The next bits stand highest; below the last of them a mark tells how many of the 64 are used up.
        private ulong _bits;

        internal FastStream(byte* start, int length)
        {
            var bits = new BackwardBits(start, length);
            _start = start;
            _at = bits.At;
            _bits = Load(_at, bits.Consumed);
        }

        /// <summary>Rounds after which the stream cannot have come closer than 8 bytes to its beginning.</summary>
        internal readonly long SafeRounds => (_at - _start) / BytesPerReload;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Refill()
        {
            int consumed = BitOperations.TrailingZeroCount(_bits);
            _at -= consumed >> 3;
            _bits = Load(_at, consumed & 7);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal byte Next(ushort* entries)
        {
            uint entry = entries[_bits >> (64 - MaxCodeBits)];
            _bits <<= (int)(entry >> 8);
            return (byte)entry;
        }

        /// <summary>The same stream for the careful loop.</summary>
        internal readonly BackwardBits Rest() => new(_start, _at, BitOperations.TrailingZeroCount(_bits));

        // The lowest bit gives way to the mark: at most 7 + 55 bits are used before the next refill.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Load(byte* at, int consumed) => (Unsafe.ReadUnaligned<ulong>(at) | 1) << consumed;
    }
}
