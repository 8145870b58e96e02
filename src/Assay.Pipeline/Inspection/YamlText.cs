using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Pipeline.Inspection;

/// <summary>Texts as YAML spells them, and comments that stay comments whatever they quote.</summary>
internal static partial class YamlText
{
    private const int Columns = 118;
    private const int LongestQuote = 40;

    /// <summary>A text as a value, in quotation marks where a reader of YAML 1.1 or 1.2 could take it for something else.</summary>
    /// <param name="text">Any text.</param>
    public static string Scalar(string text) => PlainText().IsMatch(text) && !NotText().IsMatch(text) ? text : Quote(text);

    /// <summary>A text from a corpus as a comment shows it: on one line, and short.</summary>
    /// <param name="text">Any text.</param>
    public static string Show(string text)
    {
        Rune[] runes = [.. OnOneLine(text).Trim().EnumerateRunes()];
        string start = string.Concat(runes.Take(LongestQuote));
        return runes.Length > LongestQuote ? start + "…" : start;
    }

    /// <summary>A paragraph as comment lines.</summary>
    /// <param name="indent">What every line begins with, before the sign of a comment.</param>
    /// <param name="text">The paragraph.</param>
    /// <param name="hanging">Blanks before every line but the first.</param>
    public static IEnumerable<string> Comment(string indent, string text, string hanging = "")
    {
        var line = new StringBuilder($"{indent}#");
        bool isEmpty = true;
        foreach (string word in OnOneLine(text).Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Columns)
            {
                yield return line.ToString().TrimEnd();
                _ = line.Clear().Append(indent).Append('#').Append(hanging);
            }

            _ = line.Append(' ').Append(word);
            isEmpty = false;
        }

        yield return line.ToString().TrimEnd();
    }

    private static string OnOneLine(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => IsVisible(rune) ? rune.ToString() : " "));

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                _ when IsVisible(rune) => quoted.Append(rune.ToString()),
                > 0xFFFF => quoted.Append($"\\U{rune.Value:X8}"),
                _ => quoted.Append($"\\u{rune.Value:X4}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}_./][\p{L}\p{Nd}_./@+*-]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainText();

    /// <summary>Words for true, false and nothing, and whatever begins like a number or a date.</summary>
    [GeneratedRegex(@"^((y|yes|n|no|true|false|on|off|null|\.nan|\.inf)\z|[.+-]?\p{Nd}[\p{Nd}_.eExXoO:+-]*\z|\.+\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotText();
}
