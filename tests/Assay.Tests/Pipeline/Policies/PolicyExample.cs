using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Pipeline.Policies;

namespace Assay.Tests.Pipeline.Policies;

/// <summary>Policies for tests, and the ways to read them.</summary>
internal static class PolicyExample
{
    /// <summary>The shortest policy there is: every default is in it.</summary>
    public const string Shortest = "sources: [{ name: a, path: a.jsonl }]";

    /// <summary>A source that floors can compare with.</summary>
    public const string Anchor = "{ name: anchor, path: anchor.jsonl, origin: human, vouched-by: the archive, anchor: true }";

    /// <summary>Reads a policy named p.yaml.</summary>
    public static Policy Read(string text) => PolicyReader.Read(text, "p.yaml");

    /// <summary>What is said about a policy that cannot be taken, one problem a line.</summary>
    public static string[] Problems(string text) =>
        Assert.Throws<UserErrorException>(() => Read(text)).Message.Split('\n');

    /// <summary>The only problem of a policy.</summary>
    public static string Problem(string text) => Assert.Single(Problems(text));

    /// <summary>Everything that a policy says, to compare two of them.</summary>
    public static string Show(Policy policy) => JsonSerializer.Serialize(policy);

    /// <summary>Every key of the table that holds a value, by its path: <c>limits.depth</c>.</summary>
    public static IEnumerable<(string Path, PolicyKey Key)> Leaves(ImmutableArray<PolicyKey> keys, string where = "") =>
        keys.SelectMany(key =>
        {
            string path = where.Length == 0 ? key.Name : $"{where}.{key.Name}";
            return key.Children.IsEmpty ? [(path, key)] : Leaves(key.Children, path);
        });

    /// <summary>A policy of two sources as one line of YAML: an anchor, and one that has every key of the table.</summary>
    /// <param name="value">The value of a key, given its path; null leaves the key out.</param>
    public static string Full(Func<string, PolicyKey, string?> value) => Full(PolicyKeys.All, "", value);

    /// <summary>A value that a key may have.</summary>
    /// <param name="key">The key.</param>
    /// <param name="choice">0 or 1: one of two different values.</param>
    public static string Value(PolicyKey key, int choice) => key.Kind switch
    {
        KeyKind.Text => key.Words.IsEmpty ? $"text-{choice}" : key.Words.Where(word => !string.Equals(word, key.Default, StringComparison.Ordinal)).ElementAt(choice),
        KeyKind.Integer => ((long)key.Min + 1 + choice).ToString(CultureInfo.InvariantCulture),
        KeyKind.Number or KeyKind.NumberOrOff => choice == 0 ? "0.125" : "0.25",
        KeyKind.Boolean => choice == 0 ? "false" : "true",
        KeyKind.Date => $"201{choice}-01-02",
        KeyKind.TextList => $"[list-{choice}]",
        KeyKind.NumberList => choice == 0 ? "[0.125]" : "[0.125, 0.25]",
        KeyKind.TextMap => $"{{ era: mapped-{choice} }}",
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "Only keys with a value."),
    };

    private static string Full(ImmutableArray<PolicyKey> keys, string where, Func<string, PolicyKey, string?> value)
    {
        IEnumerable<string> pairs = keys.Select(key =>
        {
            string path = where.Length == 0 ? key.Name : $"{where}.{key.Name}";
            string? text = key.Kind switch
            {
                KeyKind.Map => Full(key.Children, path, value),
                KeyKind.ListOfMaps => $"[{Anchor}, {Full(key.Children, path, value)}]",
                _ => value(path, key),
            };
            return text is null ? "" : $"{key.Name}: {text}";
        });
        return $"{{ {string.Join(", ", pairs.Where(pair => pair.Length > 0))} }}";
    }
}
