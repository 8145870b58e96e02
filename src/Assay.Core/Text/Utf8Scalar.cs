namespace Assay.Core.Text;

/// <summary>UTF-8 one scalar at a time, for the text that the vector paths leave over.</summary>
internal static class Utf8Scalar
{
    /// <summary>What <see cref="Decode"/> calls a byte that is not part of well-formed UTF-8.</summary>
    internal const int IllFormed = -1;

    /// <summary>Reads the scalar at the start of a text.</summary>
    /// <param name="utf8">The text; at least one byte.</param>
    /// <param name="length">Bytes of the scalar; 1 for an ill-formed byte.</param>
    /// <returns>The scalar, or <see cref="IllFormed"/>. Readers refuse damaged UTF-8, so that answer only keeps the kernels
    /// total: a wrong byte costs itself and nothing more.</returns>
    internal static int Decode(ReadOnlySpan<byte> utf8, out int length)
    {
        int first = utf8[0];
        length = 1;
        if (first < 0x80)
        {
            return first;
        }
        if (first is >= 0xC2 and < 0xE0 && utf8.Length >= 2 && IsTail(utf8[1]))
        {
            length = 2;
            return ((first & 0x1F) << 6) | (utf8[1] & 0x3F);
        }
        if (first is >= 0xE0 and < 0xF0 && utf8.Length >= 3 && IsTail(utf8[1]) && IsTail(utf8[2]))
        {
            int scalar = ((first & 0x0F) << 12) | ((utf8[1] & 0x3F) << 6) | (utf8[2] & 0x3F);
            if (scalar >= 0x800 && scalar is < 0xD800 or > 0xDFFF) // Neither overlong nor a surrogate.
            {
                length = 3;
                return scalar;
            }
        }
        if (first is >= 0xF0 and < 0xF5 && utf8.Length >= 4 && IsTail(utf8[1]) && IsTail(utf8[2]) && IsTail(utf8[3]))
        {
            int scalar = ((first & 0x07) << 18) | ((utf8[1] & 0x3F) << 12) | ((utf8[2] & 0x3F) << 6) | (utf8[3] & 0x3F);
            if (scalar is >= 0x10000 and < 0x110000)
            {
                length = 4;
                return scalar;
            }
        }
        return IllFormed;
    }

    /// <summary>The UTF-8 bytes of a scalar as a number, first byte lowest.</summary>
    /// <param name="scalar">A Unicode scalar value.</param>
    /// <param name="length">How many bytes, 1 to 4; the rest of the number is 0.</param>
    internal static uint Encode(int scalar, out int length)
    {
        uint value = (uint)scalar;
        switch (value)
        {
            case < 0x80:
                length = 1;
                return value;
            case < 0x800:
                length = 2;
                return 0x80C0 | (value >> 6) | ((value & 0x3F) << 8);
            case < 0x10000:
                length = 3;
                return 0x8080E0 | (value >> 12) | ((value >> 6 & 0x3F) << 8) | ((value & 0x3F) << 16);
            default:
                length = 4;
                return 0x808080F0 | (value >> 18) | ((value >> 12 & 0x3F) << 8) | ((value >> 6 & 0x3F) << 16)
                    | ((value & 0x3F) << 24);
        }
    }

    private static bool IsTail(byte value) => (value & 0xC0) == 0x80;
}
