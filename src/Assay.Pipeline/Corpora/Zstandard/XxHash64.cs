using System.Buffers.Binary;
using System.Numerics;

namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>XXH64 with seed 0, the checksum of Zstandard frames. Not for identity: 64 bits, and not cryptographic.</summary>
internal sealed class XxHash64
{
    private const ulong Prime1 = 11400714785074694791;
    private const ulong Prime2 = 14029467366897019727;
    private const ulong Prime3 = 1609587929392839161;
    private const ulong Prime4 = 9650029242287828579;
    private const ulong Prime5 = 2870177450012600261;
    private const int StripeBytes = 32;

    private readonly byte[] _pending = new byte[StripeBytes];
    private int _pendingBytes;
    private ulong _length;
    private ulong _lane1;
    private ulong _lane2;
    private ulong _lane3;
    private ulong _lane4;

    internal XxHash64() => Reset();

    /// <summary>Begins anew.</summary>
    internal void Reset()
    {
        (_lane1, _lane2, _lane3, _lane4) = (unchecked(Prime1 + Prime2), Prime2, 0, unchecked(0 - Prime1));
        _length = 0;
        _pendingBytes = 0;
    }

    /// <summary>Adds bytes.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        if (_pendingBytes > 0)
        {
            int taken = Math.Min(StripeBytes - _pendingBytes, bytes.Length);
            bytes[..taken].CopyTo(_pending.AsSpan(_pendingBytes));
            _pendingBytes += taken;
            bytes = bytes[taken..];
            if (_pendingBytes < StripeBytes)
            {
                return;
            }

            Stripes(_pending);
            _pendingBytes = 0;
        }

        int whole = bytes.Length & ~(StripeBytes - 1);
        Stripes(bytes[..whole]);
        bytes[whole..].CopyTo(_pending);
        _pendingBytes = bytes.Length - whole;
    }

    /// <summary>The hash of all bytes since <see cref="Reset"/>.</summary>
    internal ulong Value()
    {
        ulong hash = Prime5;
        if (_length >= StripeBytes)
        {
            hash = BitOperations.RotateLeft(_lane1, 1) + BitOperations.RotateLeft(_lane2, 7)
                + BitOperations.RotateLeft(_lane3, 12) + BitOperations.RotateLeft(_lane4, 18);
            hash = Merge(Merge(Merge(Merge(hash, _lane1), _lane2), _lane3), _lane4);
        }

        hash += _length;
        ReadOnlySpan<byte> rest = _pending.AsSpan(0, _pendingBytes);
        for (; rest.Length >= 8; rest = rest[8..])
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
        }

        if (rest.Length >= 4)
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
            hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
            rest = rest[4..];
        }

        foreach (byte value in rest)
        {
            hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private void Stripes(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= StripeBytes; bytes = bytes[StripeBytes..])
        {
            _lane1 = Round(_lane1, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            _lane2 = Round(_lane2, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            _lane3 = Round(_lane3, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            _lane4 = Round(_lane4, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
        }
    }
}
