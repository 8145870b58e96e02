using System.Runtime.CompilerServices;

namespace Assay.Core.Text;

/// <summary>The frozen 64-bit hash of a word, <c>word-hash-1</c>, over the UTF-8 bytes of its lower-case form.</summary>
/// <remarks>
/// <para>mix(a, b) is the 128-bit product of a and b, its upper half xor its lower. While more than 16 bytes remain,
/// h = mix(first 8 ^ K1, next 8 ^ h), from h = K2; with p the product (first 8 ^ K1)·(rest ^ h) of what is left, padded with
/// zeros, the hash of n bytes is mix(lower p ^ K0 ^ n, upper p ^ K3). Numbers are little-endian.</para>
/// <para>Signatures and rarity tables hold these hashes, so the function never changes. It is not for secrets.</para>
/// </remarks>
internal static class WordHash
{
    // The first 64 bits of the fractional parts of the square roots of 2, 3, 5 and 7: nothing up the sleeve.
    internal const ulong K0 = 0x6A09E667F3BCC908;
    internal const ulong K1 = 0xBB67AE8584CAA73B;
    internal const ulong K2 = 0x3C6EF372FE94F82B;
    internal const ulong K3 = 0xA54FF53A5F1D36F1;

    // Lower case of letters; digits and the apostrophe have the bit already.
    private const ulong LowerCase = 0x2020202020202020;

    /// <summary>Both halves of the product, folded together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    /// <summary>Hashes a word of ASCII letters, digits and apostrophes, in any case.</summary>
    /// <param name="word">Its first byte; readable up to 15 bytes after its last.</param>
    /// <param name="length">Its bytes, 1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong OfAscii(ref byte word, int length)
    {
        if (length <= sizeof(ulong))
        {
            ulong only = (Unsafe.ReadUnaligned<ulong>(ref word) | LowerCase) & (ulong.MaxValue >> (64 - 8 * length));
            return Finish(K2, only, 0, length);
        }
        return OfLongAscii(ref word, length);
    }

    /// <summary>The last step: what is left, padded with zeros, and the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Finish(ulong state, ulong first, ulong rest, int length)
    {
        ulong high = Math.BigMul(first ^ K1, rest ^ state, out ulong low);
        return Mix(low ^ K0 ^ (ulong)length, high ^ K3);
    }

    private static ulong OfLongAscii(ref byte word, int length)
    {
        ulong state = K2;
        int left = length;
        for (; left > 16; left -= 16)
        {
            ulong first = Unsafe.ReadUnaligned<ulong>(ref word) | LowerCase;
            ulong next = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref word, 8)) | LowerCase;
            state = Mix(first ^ K1, next ^ state);
            word = ref Unsafe.Add(ref word, 16);
        }
        ulong head = Unsafe.ReadUnaligned<ulong>(ref word) | LowerCase;
        if (left <= sizeof(ulong))
        {
            return Finish(state, head & (ulong.MaxValue >> (64 - 8 * left)), 0, length);
        }
        ulong tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref word, 8)) | LowerCase;
        return Finish(state, head, tail & (ulong.MaxValue >> (128 - 8 * left)), length);
    }

    /// <summary>The same hash of bytes that come a character at a time, already in lower case.</summary>
    internal struct Stream
    {
        private ulong _state;
        private ulong _first;
        private ulong _rest;
        private int _length;

        /// <summary>Bytes so far.</summary>
        internal readonly int Length => _length;

        /// <summary>Starts a word.</summary>
        internal static Stream Start() => new() { _state = K2 };

        /// <summary>Adds a character.</summary>
        /// <param name="bytes">Its bytes, the first lowest.</param>
        /// <param name="count">How many, 1 to 4.</param>
        internal void Append(uint bytes, int count)
        {
            for (; count > 0; count--, bytes >>= 8)
            {
                // Sixteen are held back until a byte follows, as the last step takes 1 to 16 of them.
                int held = _length == 0 ? 0 : ((_length - 1) & 15) + 1;
                if (held == 16)
                {
                    _state = Mix(_first ^ K1, _rest ^ _state);
                    (_first, _rest, held) = (0, 0, 0);
                }
                ulong value = (ulong)(byte)bytes << (8 * held & 63);
                if (held < sizeof(ulong))
                {
                    _first |= value;
                }
                else
                {
                    _rest |= value;
                }
                _length++;
            }
        }

        /// <summary>The hash of the word.</summary>
        internal readonly ulong Finish() => WordHash.Finish(_state, _first, _rest, _length);
    }
}
