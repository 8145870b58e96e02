using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Core.Detection;

/// <summary>What 64 bytes are, a bit a byte, the first byte lowest. Bits of bytes from 0x80 on mean nothing but in <see cref="NotAscii"/>.</summary>
internal readonly record struct TokenMasks(ulong Word, ulong Upper, ulong Digit, ulong Apostrophe, ulong Visible, ulong NotAscii)
{
    /// <summary>Bytes of a block.</summary>
    internal const int Bytes = 64;

    /// <summary>Sorts a block.</summary>
    /// <param name="source">64 readable bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TokenMasks Of(ref byte source)
    {
        TokenMasks low = Half(ref source);
        TokenMasks high = Half(ref Unsafe.Add(ref source, Bytes / 2));
        return new(
            low.Word | (high.Word << 32), low.Upper | (high.Upper << 32), low.Digit | (high.Digit << 32),
            low.Apostrophe | (high.Apostrophe << 32), low.Visible | (high.Visible << 32), low.NotAscii | (high.NotAscii << 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TokenMasks Half(ref byte source)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref source);
        Vector256<byte> upper = Vector256.LessThan(text - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
        Vector256<byte> lower = Vector256.LessThan(text - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        Vector256<byte> digit = Vector256.LessThan(text - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        Vector256<byte> visible = Vector256.LessThan(text - Vector256.Create((byte)0x21), Vector256.Create((byte)94));
        return new(
            (upper | lower | digit).ExtractMostSignificantBits(),
            upper.ExtractMostSignificantBits(),
            digit.ExtractMostSignificantBits(),
            Vector256.Equals(text, Vector256.Create((byte)'\'')).ExtractMostSignificantBits(),
            visible.ExtractMostSignificantBits(),
            text.ExtractMostSignificantBits());
    }
}
