using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Pipeline.Policies;

/// <summary>How the policy spells numbers, days and truth values (YAML 1.2, and digits may be grouped by underscores).</summary>
internal static class PolicyScalars
{
    /// <summary>A whole number; null when the text is none.</summary>
    public static long? Integer(string text) =>
        long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : Number(text) is { } number && number == Math.Floor(number) && Math.Abs(number) < 9e18 ? (long)number : null;

    /// <summary>A number; null when the text is none.</summary>
    public static double? Number(string text) =>
        double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A truth value; null when the text is none.</summary>
    public static bool? Boolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>A day in ISO 8601; null when the text is none.</summary>
    public static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>Whether the file leaves the value open.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain } scalar && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL";

    /// <summary>A node as messages show it.</summary>
    public static string Show(YamlNode node) => node switch
    {
        _ when IsNull(node) => "nothing",
        YamlScalarNode scalar when string.IsNullOrWhiteSpace(scalar.Value) => "an empty text",
        YamlScalarNode scalar => $"\"{scalar.Value}\"",
        YamlSequenceNode { Children.Count: 0 } => "an empty list",
        YamlSequenceNode => "a list",
        _ => "a map",
    };
}
