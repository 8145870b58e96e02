using System.Buffers;
using System.Globalization;
using System.Text;

namespace Assay.Pipeline.Corpora;

/// <summary>Writes JSON values without escaping more than JSON demands.</summary>
/// <remarks>
/// <c>Utf8JsonWriter</c> escapes every character beyond the Basic Multilingual Plane even with its most relaxed encoder, and takes
/// no value longer than 166 MB.
/// </remarks>
internal static class JsonText
{
    private static readonly SearchValues<byte> MustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>Writes a string with its quotes.</summary>
    public static void WriteString(IBufferWriter<byte> target, string text) => WriteString(target, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a string with its quotes.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="utf8">The text in valid UTF-8.</param>
    public static void WriteString(IBufferWriter<byte> target, ReadOnlySpan<byte> utf8)
    {
        target.Write("\""u8);
        while (utf8.IndexOfAny(MustEscape) is >= 0 and var run)
        {
            target.Write(utf8[..run]);
            WriteEscape(target, utf8[run]);
            utf8 = utf8[(run + 1)..];
        }

        target.Write(utf8);
        target.Write("\""u8);
    }

    private static void WriteEscape(IBufferWriter<byte> target, byte value)
    {
        byte letter = value switch
        {
            (byte)'"' or (byte)'\\' => value,
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            _ => (byte)'u',
        };
        target.Write([(byte)'\\', letter]);
        if (letter == (byte)'u')
        {
            WriteNumber(target, value, "x4");
        }
    }

    /// <summary>Writes a number that may have a fraction: the shortest digits that give the same number again, with a decimal point.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a number, or infinite.</exception>
    public static void WriteFraction(IBufferWriter<byte> target, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no such number.");
        }

        Span<byte> digits = stackalloc byte[32];
        _ = value.TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);
        target.Write(digits[..length]);
        if (digits[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            target.Write(".0"u8);
        }
    }

    /// <summary>Writes a number.</summary>
    public static void WriteNumber<T>(IBufferWriter<byte> target, T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        Span<byte> digits = stackalloc byte[40];
        _ = value.TryFormat(digits, out int length, format, CultureInfo.InvariantCulture);
        target.Write(digits[..length]);
    }
}
