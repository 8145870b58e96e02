using System.Text;

namespace Assay.Pipeline.Write;

/// <summary>The beginning of a document, for a person to look at.</summary>
internal static class Excerpt
{
    /// <summary>The first characters, white space folded, with an ellipsis when something was cut.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="maxBytes">Bytes to show at most.</param>
    public static string Of(ReadOnlySpan<byte> utf8, int maxBytes)
    {
        int end = Math.Min(utf8.Length, maxBytes);
        while (end < utf8.Length && end > 0 && (utf8[end] & 0xC0) == 0x80) // not inside a character
        {
            end--;
        }

        string text = string.Join(' ', Encoding.UTF8.GetString(utf8[..end]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return end < utf8.Length ? text + " …" : text;
    }
}
