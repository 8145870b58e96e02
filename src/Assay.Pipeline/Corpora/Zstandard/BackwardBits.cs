using System.Numerics;
using System.Runtime.CompilerServices;

namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>Reads bits from the end of a stream to its beginning, as Zstandard's entropy coders wrote them.</summary>
/// <remarks>
/// The 8 bytes before the stream must be readable: what stands there is looked at, but a stream that uses them is found out by
/// <see cref="Remaining"/>. After <see cref="Reload"/> 57 bits can be read.
/// </remarks>
internal unsafe struct BackwardBits
{
    private readonly byte* _start;
    private byte* _at;
    private ulong _container;
    private int _consumed;

    /// <summary>Opens a stream.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="InvalidDataException">The mark that ends every stream is missing.</exception>
    internal BackwardBits(byte* start, int length)
    {
        if (length < 1 || start[length - 1] == 0)
        {
            throw new InvalidDataException("a bit stream does not end with its mark");
        }

        _start = start;
        _at = start + length - 8;
        _container = Unsafe.ReadUnaligned<ulong>(_at);
        _consumed = BitOperations.LeadingZeroCount(_container) + 1;
    }

    /// <summary>Goes on where a faster loop has stopped.</summary>
    /// <param name="start">First byte of the stream.</param>
    /// <param name="at">The 8 bytes that are being read.</param>
    /// <param name="consumed">Bits of them that are used up.</param>
    internal BackwardBits(byte* start, byte* at, int consumed)
    {
        _start = start;
        _at = at;
        _container = Unsafe.ReadUnaligned<ulong>(at);
        _consumed = consumed;
    }

    /// <summary>Bits left; negative when more were read than there are.</summary>
    internal readonly long Remaining => ((_at - _start) * 8) + 64 - _consumed;

    /// <summary>The 8 bytes that are being read.</summary>
    internal readonly byte* At => _at;

    /// <summary>Bits of them that are used up.</summary>
    internal readonly int Consumed => _consumed;

    /// <summary>The next bits, which stay unread.</summary>
    /// <param name="count">1 to 57.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly uint Peek(int count) => (uint)((_container << _consumed) >> (64 - count));

    /// <summary>Passes over bits.</summary>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Skip(int count) => _consumed += count;

    /// <summary>Reads bits.</summary>
    /// <param name="count">0 to 32.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Read(int count)
    {
        ulong value = (_container << _consumed) >> 1 >> (63 - count);
        _consumed += count;
        return (uint)value;
    }

    /// <summary>Makes 57 bits ready; beyond the beginning of the stream they are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reload()
    {
        byte* next = _at - (_consumed >> 3);
        if (next >= _start - 8)
        {
            _at = next;
            _consumed &= 7;
            _container = Unsafe.ReadUnaligned<ulong>(next);
        }
        else
        {
            // Far beyond: only damaged data come here, and they stay at a negative number of bits.
            _at = _start - 9;
            _consumed = 0;
            _container = 0;
        }
    }
}
