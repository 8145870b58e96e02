namespace Assay.Pipeline.Engine;

/// <summary>Names and texts as SQL spells them, for the places where DuckDB takes no parameters.</summary>
internal static class DuckSql
{
    /// <summary>A name in double quotes: <c>"kind of text"</c>.</summary>
    /// <param name="name">The name of a table or column.</param>
    /// <exception cref="ArgumentException">The name holds a NUL, which SQL cannot say.</exception>
    internal static string Name(string name) => Quote(name, '"');

    /// <summary>A text in single quotes: <c>'it''s'</c>.</summary>
    /// <param name="text">The text, for instance a path.</param>
    /// <exception cref="ArgumentException">The text holds a NUL, which SQL cannot say.</exception>
    internal static string Text(string text) => Quote(text, '\'');

    /// <summary>A path in single quotes that means one file: the signs of a glob in it are spelled out.</summary>
    /// <param name="path">The path of an existing or a new file.</param>
    /// <exception cref="ArgumentException">The path holds a NUL, which SQL cannot say.</exception>
    internal static string FilePath(string path)
    {
        var escaped = new System.Text.StringBuilder(path.Length);
        foreach (char c in path)
        {
            _ = c is '*' or '?' or '[' ? escaped.Append('[').Append(c).Append(']') : escaped.Append(c);
        }

        return Text(escaped.ToString());
    }

    private static string Quote(string text, char quote)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The name or text {text.Replace('\0', '␀')} holds a NUL.", nameof(text));
        }

        string mark = quote.ToString();
        return $"{mark}{text.Replace(mark, mark + mark, StringComparison.Ordinal)}{mark}";
    }
}
