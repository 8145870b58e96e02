using System.Net;
using System.Text;
using System.Text.Json;

namespace Assay.Report;

/// <summary>What a page says where scripts are off: the short values of any document as a list, without knowing its schema.</summary>
internal static class PlainSummary
{
    private const int DeepestLevel = 3;
    private const int MostRows = 80;
    private const int LongestText = 300;

    /// <summary>Renders the values as a definition list.</summary>
    /// <param name="document">Any JSON value.</param>
    public static string Render(JsonElement document)
    {
        var html = new StringBuilder("<dl>\n");
        foreach ((string name, string value) in Rows(document, "", level: 0).Take(MostRows))
        {
            html.Append("<dt>").Append(WebUtility.HtmlEncode(name)).Append("</dt><dd>").Append(WebUtility.HtmlEncode(value)).Append("</dd>\n");
        }

        return html.Append("</dl>").ToString();
    }

    private static IEnumerable<(string Name, string Value)> Rows(JsonElement value, string name, int level)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when level < DeepestLevel:
                return value.EnumerateObject().SelectMany(property => Rows(property.Value, Join(name, Words(property.Name)), level + 1));
            case JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                return value.EnumerateArray().Select(item => (name, item.GetString()!));
            case JsonValueKind.Array:
                return [(name, $"{value.GetArrayLength()} entries")];
            case JsonValueKind.String when value.GetString() is { Length: <= LongestText } text:
                return [(name, text)];
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return [(name, value.GetRawText())];
            default:
                return []; // Null, a text too long for a summary, or too deep.
        }
    }

    private static string Join(string name, string part) => name.Length == 0 ? part : $"{name}, {part}";

    /// <summary><c>syntheticShare</c> reads "synthetic share".</summary>
    private static string Words(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
