using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Core.Text;

/// <summary>64 bytes of text at a time, in whatever vectors the machine has. Each implementation gives the same answer.</summary>
/// <remarks>A mask has one bit a byte, the first byte lowest. Bits of bytes from 0x80 on mean nothing but in the mask of them.</remarks>
internal interface IByteBlock
{
    /// <summary>Writes the block with A-Z in lower case and each ASCII white space as U+0020.</summary>
    /// <param name="source">64 readable bytes.</param>
    /// <param name="target">64 writable bytes.</param>
    /// <param name="notAscii">Mask of the bytes from 0x80 on.</param>
    /// <returns>Mask of the white space.</returns>
    static abstract ulong Fold(ref byte source, ref byte target, out ulong notAscii);

    /// <summary>Sorts the bytes of the block into the classes of words-1.</summary>
    /// <param name="source">64 readable bytes.</param>
    static abstract BlockClasses Classify(ref byte source);
}

/// <summary>The classes of 64 bytes.</summary>
/// <param name="Word">ASCII letters and digits.</param>
/// <param name="Apostrophe">'.</param>
/// <param name="Visible">0x21 to 0x7E.</param>
/// <param name="NotAscii">0x80 and above.</param>
internal readonly record struct BlockClasses(ulong Word, ulong Apostrophe, ulong Visible, ulong NotAscii)
{
    internal static BlockClasses Join(BlockClasses low, BlockClasses high, int lowBytes) => new(
        low.Word | (high.Word << lowBytes),
        low.Apostrophe | (high.Apostrophe << lowBytes),
        low.Visible | (high.Visible << lowBytes),
        low.NotAscii | (high.NotAscii << lowBytes));
}

/// <summary>One vector of 64 bytes.</summary>
internal readonly struct ByteBlock512 : IByteBlock
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ref byte source, ref byte target, out ulong notAscii)
    {
        Vector512<byte> text = Vector512.LoadUnsafe(ref source);
        Vector512<byte> upper = Vector512.LessThan(text - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
        Vector512<byte> white = Vector512.LessThan(text - Vector512.Create((byte)9), Vector512.Create((byte)5))
            | Vector512.Equals(text, Vector512.Create((byte)' '));
        Vector512<byte> lower = text | (upper & Vector512.Create((byte)0x20));
        Vector512.ConditionalSelect(white, Vector512.Create((byte)' '), lower).StoreUnsafe(ref target);
        notAscii = text.ExtractMostSignificantBits();
        return white.ExtractMostSignificantBits();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockClasses Classify(ref byte source)
    {
        Vector512<byte> text = Vector512.LoadUnsafe(ref source);
        Vector512<byte> letter = Vector512.LessThan(
            (text | Vector512.Create((byte)0x20)) - Vector512.Create((byte)'a'), Vector512.Create((byte)26));
        Vector512<byte> digit = Vector512.LessThan(text - Vector512.Create((byte)'0'), Vector512.Create((byte)10));
        Vector512<byte> visible = Vector512.LessThan(text - Vector512.Create((byte)0x21), Vector512.Create((byte)94));
        return new(
            (letter | digit).ExtractMostSignificantBits(),
            Vector512.Equals(text, Vector512.Create((byte)'\'')).ExtractMostSignificantBits(),
            visible.ExtractMostSignificantBits(),
            text.ExtractMostSignificantBits());
    }
}

/// <summary>Two vectors of 32 bytes.</summary>
internal readonly struct ByteBlock256 : IByteBlock
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ref byte source, ref byte target, out ulong notAscii)
    {
        ulong low = FoldHalf(ref source, ref target, out ulong lowNotAscii);
        ulong high = FoldHalf(ref Unsafe.Add(ref source, 32), ref Unsafe.Add(ref target, 32), out ulong highNotAscii);
        notAscii = lowNotAscii | (highNotAscii << 32);
        return low | (high << 32);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockClasses Classify(ref byte source) =>
        BlockClasses.Join(ClassifyHalf(ref source), ClassifyHalf(ref Unsafe.Add(ref source, 32)), 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FoldHalf(ref byte source, ref byte target, out ulong notAscii)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref source);
        Vector256<byte> upper = Vector256.LessThan(text - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
        Vector256<byte> white = Vector256.LessThan(text - Vector256.Create((byte)9), Vector256.Create((byte)5))
            | Vector256.Equals(text, Vector256.Create((byte)' '));
        Vector256<byte> lower = text | (upper & Vector256.Create((byte)0x20));
        Vector256.ConditionalSelect(white, Vector256.Create((byte)' '), lower).StoreUnsafe(ref target);
        notAscii = text.ExtractMostSignificantBits();
        return white.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockClasses ClassifyHalf(ref byte source)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref source);
        Vector256<byte> letter = Vector256.LessThan(
            (text | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        Vector256<byte> digit = Vector256.LessThan(text - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        Vector256<byte> visible = Vector256.LessThan(text - Vector256.Create((byte)0x21), Vector256.Create((byte)94));
        return new(
            (letter | digit).ExtractMostSignificantBits(),
            Vector256.Equals(text, Vector256.Create((byte)'\'')).ExtractMostSignificantBits(),
            visible.ExtractMostSignificantBits(),
            text.ExtractMostSignificantBits());
    }
}

/// <summary>Four vectors of 16 bytes; in software where the machine has none.</summary>
internal readonly struct ByteBlock128 : IByteBlock
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ref byte source, ref byte target, out ulong notAscii)
    {
        ulong white = 0;
        notAscii = 0;
        for (int at = 0; at < 64; at += 16)
        {
            white |= FoldQuarter(ref Unsafe.Add(ref source, at), ref Unsafe.Add(ref target, at), out ulong part) << at;
            notAscii |= part << at;
        }
        return white;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockClasses Classify(ref byte source)
    {
        BlockClasses low = BlockClasses.Join(ClassifyQuarter(ref source), ClassifyQuarter(ref Unsafe.Add(ref source, 16)), 16);
        BlockClasses high = BlockClasses.Join(
            ClassifyQuarter(ref Unsafe.Add(ref source, 32)), ClassifyQuarter(ref Unsafe.Add(ref source, 48)), 16);
        return BlockClasses.Join(low, high, 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FoldQuarter(ref byte source, ref byte target, out ulong notAscii)
    {
        Vector128<byte> text = Vector128.LoadUnsafe(ref source);
        Vector128<byte> upper = Vector128.LessThan(text - Vector128.Create((byte)'A'), Vector128.Create((byte)26));
        Vector128<byte> white = Vector128.LessThan(text - Vector128.Create((byte)9), Vector128.Create((byte)5))
            | Vector128.Equals(text, Vector128.Create((byte)' '));
        Vector128<byte> lower = text | (upper & Vector128.Create((byte)0x20));
        Vector128.ConditionalSelect(white, Vector128.Create((byte)' '), lower).StoreUnsafe(ref target);
        notAscii = text.ExtractMostSignificantBits();
        return white.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockClasses ClassifyQuarter(ref byte source)
    {
        Vector128<byte> text = Vector128.LoadUnsafe(ref source);
        Vector128<byte> letter = Vector128.LessThan(
            (text | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)26));
        Vector128<byte> digit = Vector128.LessThan(text - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
        Vector128<byte> visible = Vector128.LessThan(text - Vector128.Create((byte)0x21), Vector128.Create((byte)94));
        return new(
            (letter | digit).ExtractMostSignificantBits(),
            Vector128.Equals(text, Vector128.Create((byte)'\'')).ExtractMostSignificantBits(),
            visible.ExtractMostSignificantBits(),
            text.ExtractMostSignificantBits());
    }
}
