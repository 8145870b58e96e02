using System.Numerics;

namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>A decoding table of finite state entropy coding (RFC 8878, section 4.1).</summary>
internal sealed unsafe class FseTable
{
    private readonly FseEntry[] _entries;
    private readonly int _maxAccuracyLog;
    private readonly int _maxSymbol;
    private readonly uint[] _baseValues;
    private readonly byte[] _extraBits;

    /// <summary>Creates an empty table.</summary>
    /// <param name="maxAccuracyLog">The largest table is 2 to this power.</param>
    /// <param name="baseValues">What each symbol stands for.</param>
    /// <param name="extraBits">How many further bits are added to it.</param>
    internal FseTable(int maxAccuracyLog, uint[] baseValues, byte[] extraBits)
    {
        _maxAccuracyLog = maxAccuracyLog;
        _maxSymbol = baseValues.Length - 1;
        _baseValues = baseValues;
        _extraBits = extraBits;
        _entries = GC.AllocateUninitializedArray<FseEntry>(1 << maxAccuracyLog, pinned: true);
        Entries = (FseEntry*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_entries, 0);
    }

    /// <summary>The table, 2^<see cref="AccuracyLog"/> entries.</summary>
    internal FseEntry* Entries { get; }

    /// <summary>Bits of a state; -1 as long as there is no table.</summary>
    internal int AccuracyLog { get; private set; } = -1;

    /// <summary>Forgets the table: a new frame begins.</summary>
    internal void Clear() => AccuracyLog = -1;

    /// <summary>A table of one symbol, which costs no bits.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <exception cref="InvalidDataException">There is no such symbol.</exception>
    internal void BuildSingle(int symbol)
    {
        if (symbol > _maxSymbol)
        {
            throw new InvalidDataException($"there is no code {symbol}");
        }

        AccuracyLog = 0;
        Entries[0] = new FseEntry(_baseValues[symbol], NextBase: 0, StateBits: 0, _extraBits[symbol]);
    }

    /// <summary>Reads a table's description.</summary>
    /// <param name="source">Where it begins.</param>
    /// <returns>Bytes that it takes.</returns>
    /// <exception cref="InvalidDataException">It describes no table.</exception>
    internal int ReadDescription(ReadOnlySpan<byte> source)
    {
        Span<short> counts = stackalloc short[_maxSymbol + 1];
        counts.Clear();
        int position = 0;
        int accuracyLog = ReadBits(source, ref position, 4) + 5;
        if (accuracyLog > _maxAccuracyLog)
        {
            throw new InvalidDataException($"a table of 2^{accuracyLog} states is larger than allowed");
        }

        int remaining = (1 << accuracyLog) + 1;
        int symbol = 0;
        while (remaining > 1)
        {
            int bits = BitOperations.Log2((uint)remaining) + 1;
            int threshold = 1 << (bits - 1);
            int shortCodes = (2 * threshold) - 1 - remaining;
            int value = ReadBits(source, ref position, bits);
            int low = value & (threshold - 1);
            if (low < shortCodes)
            {
                position--; // The highest bit belongs to the next value.
                value = low;
            }
            else if (value >= threshold)
            {
                value -= shortCodes;
            }

            short count = (short)(value - 1); // -1 stands for less than one state in the table.
            remaining -= Math.Abs(count);
            if (symbol > _maxSymbol || remaining < 1)
            {
                throw new InvalidDataException("a table's description does not add up");
            }

            counts[symbol++] = count;
            for (int zeros = count == 0 ? 3 : 0; zeros == 3; symbol += zeros)
            {
                zeros = ReadBits(source, ref position, 2);
            }
        }

        Build(counts, accuracyLog);
        return (position + 7) >> 3;
    }

    /// <summary>Builds the table of a distribution.</summary>
    /// <param name="counts">States of each symbol; -1 for less than one.</param>
    /// <param name="accuracyLog">The counts add up to 2 to this power.</param>
    internal void Build(ReadOnlySpan<short> counts, int accuracyLog)
    {
        int size = 1 << accuracyLog;
        Span<byte> symbols = stackalloc byte[size];
        Span<ushort> next = stackalloc ushort[counts.Length];
        int end = size - 1;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            next[symbol] = (ushort)Math.Abs(counts[symbol]);
            if (counts[symbol] == -1)
            {
                symbols[end--] = (byte)symbol;
            }
        }

        int step = (size >> 1) + (size >> 3) + 3;
        int place = 0;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            for (int i = 0; i < counts[symbol]; i++)
            {
                symbols[place] = (byte)symbol;
                do
                {
                    place = (place + step) & (size - 1);
                }
                while (place > end);
            }
        }

        AccuracyLog = accuracyLog;
        for (int state = 0; state < size; state++)
        {
            int symbol = symbols[state];
            int nextState = next[symbol]++;
            int bits = accuracyLog - BitOperations.Log2((uint)nextState);
            Entries[state] = new FseEntry(
                _baseValues[symbol], (ushort)((nextState << bits) - size), (byte)bits, _extraBits[symbol]);
        }
    }

    private static int ReadBits(ReadOnlySpan<byte> source, ref int position, int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++, position++)
        {
            // A short code may look one bit beyond the end; the bit is then given back, or the table takes more than there is.
            int index = position >> 3;
            if (index > source.Length)
            {
                throw new InvalidDataException("a table's description is cut off");
            }

            int bit = index < source.Length ? (source[index] >> (position & 7)) & 1 : 0;
            value |= bit << i;
        }

        return value;
    }
}

/// <summary>What a state says: a value, how many bits to add to it, and how to get to the next state.</summary>
/// <param name="BaseValue">The value.</param>
/// <param name="NextBase">The next state, before the bits read are added to it.</param>
/// <param name="StateBits">How many bits those are.</param>
/// <param name="ExtraBits">Bits to add to the value.</param>
internal readonly record struct FseEntry(uint BaseValue, ushort NextBase, byte StateBits, byte ExtraBits);
