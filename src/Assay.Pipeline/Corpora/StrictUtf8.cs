using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Assay.Pipeline.Corpora;

/// <summary>UTF-8 as it must be: nothing is repaired, because a silent U+FFFD is lost data.</summary>
internal static class StrictUtf8
{
    /// <summary>The byte order mark that some programs put at the start of a file.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Where the first sequence begins that is not UTF-8.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <returns>0-based index; -1 when all is well.</returns>
    public static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return -1;
        }

        // Only now is the place of interest: IsValid is several times faster than decoding.
        Span<char> scratch = stackalloc char[1024];
        int offset = 0;
        while (true)
        {
            OperationStatus status = Utf8.ToUtf16(
                bytes[offset..], scratch, out int bytesRead, out _, replaceInvalidSequences: false, isFinalBlock: true);
            offset += bytesRead;
            if (status != OperationStatus.DestinationTooSmall)
            {
                return offset;
            }
        }
    }

    /// <summary>Whether a text is empty or only white space (Unicode's White_Space).</summary>
    /// <param name="text">Valid UTF-8.</param>
    public static bool IsBlank(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] is > (byte)' ' and < 0x80)
            {
                return false; // Nearly every document ends here, at its first byte.
            }

            _ = Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            if (!Rune.IsWhiteSpace(rune))
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    /// <summary>The longest start of a text that does not end inside a character.</summary>
    /// <param name="text">UTF-8 that was cut at some byte.</param>
    public static ReadOnlySpan<byte> TrimCutCharacter(ReadOnlySpan<byte> text)
    {
        // A character has at most three bytes after its first.
        for (int back = 1; back <= Math.Min(3, text.Length); back++)
        {
            byte value = text[^back];
            if ((value & 0xC0) == 0x80)
            {
                continue;
            }

            int needed = value switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return needed > back ? text[..^back] : text;
        }

        return text;
    }
}
