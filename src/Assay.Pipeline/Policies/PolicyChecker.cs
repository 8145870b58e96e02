using System.Collections.Immutable;
using Assay.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Pipeline.Policies;

/// <summary>Checks a policy file against <see cref="PolicyKeys"/> and collects every problem with its place.</summary>
internal sealed class PolicyChecker(string path)
{
    private readonly List<(Mark At, string Message)> _problems = [];

    /// <summary>Everything that was found, one line each, in the order of the file.</summary>
    public IReadOnlyList<string> Problems => [.. _problems.OrderBy(problem => problem.At.Index).Select(problem => problem.Message)];

    /// <summary>Adds a problem at a node.</summary>
    public void Add(Mark at, string found, string remedy) =>
        _problems.Add((at, $"{new SourceLine(path, at.Line, at.Column)}: {found} {remedy}"));

    /// <summary>Checks a map: unknown and missing keys, and each value.</summary>
    public void Check(YamlMappingNode map, ImmutableArray<PolicyKey> keys, string where)
    {
        foreach ((YamlNode keyNode, YamlNode value) in map.Children)
        {
            string name = (keyNode as YamlScalarNode)?.Value ?? "";
            if (keys.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.Ordinal)) is { } key)
            {
                Check(value, key, Join(where, name));
            }
            else
            {
                Add(keyNode.Start, $"unknown key \"{name}\"{(where.Length == 0 ? "" : $" in {where}")}.{DidYouMean.Suggest(name, keys.Select(k => k.Name))}",
                    $"Known keys: {string.Join(", ", keys.Select(k => k.Name))}.");
            }
        }

        foreach (PolicyKey key in keys.Where(k => k.Required && !HasValue(map, k.Name)))
        {
            Add(map.Start, $"the key \"{Join(where, key.Name)}\" is missing.", $"Add it: {key.Description}");
        }
    }

    private void Check(YamlNode node, PolicyKey key, string where)
    {
        if (PolicyScalars.IsNull(node))
        {
            return;
        }

        switch (key.Kind, node)
        {
            case (KeyKind.Map, YamlMappingNode map):
                Check(map, key.Children, where);
                break;
            case (KeyKind.ListOfMaps, YamlSequenceNode list):
                CheckEntries(list, key, where);
                break;
            case (KeyKind.NumberList, YamlSequenceNode list):
                CheckNumbers(list, key, where);
                break;
            case (KeyKind.TextList, YamlSequenceNode list) when list.Children.Count > 0 || !key.Required:
                CheckTexts(list.Children, key, where);
                break;
            case (KeyKind.TextMap, YamlMappingNode map):
                CheckTexts(map.Children.SelectMany(pair => (YamlNode[])[pair.Key, pair.Value]), key, where);
                break;
            default:
                CheckScalar(node, key, where);
                break;
        }
    }

    private void CheckEntries(YamlSequenceNode list, PolicyKey key, string where)
    {
        for (int i = 0; i < list.Children.Count; i++)
        {
            if (list.Children[i] is YamlMappingNode entry)
            {
                Check(entry, key.Children, $"{where}[{i + 1}]");
            }
            else
            {
                Add(list.Children[i].Start, $"\"{where}[{i + 1}]\" is {PolicyScalars.Show(list.Children[i])}; it must be a map.", key.Description);
            }
        }
    }

    private void CheckNumbers(YamlSequenceNode list, PolicyKey key, string where)
    {
        double last = double.NegativeInfinity;
        foreach (YamlNode node in list.Children)
        {
            double? value = node is YamlScalarNode scalar ? PolicyScalars.Number(scalar.Value ?? "") : null;
            if (value is not { } number || !key.Allows(number) || number <= last)
            {
                Add(node.Start, $"\"{where}\" holds {PolicyScalars.Show(node)}.", $"It takes ascending numbers{key.Range}.");
                return;
            }

            last = number;
        }
    }

    private void CheckTexts(IEnumerable<YamlNode> texts, PolicyKey key, string where)
    {
        foreach (YamlNode node in texts)
        {
            if (PolicyScalars.IsNull(node) || node is not YamlScalarNode { Value: { } text } || string.IsNullOrWhiteSpace(text))
            {
                Add(node.Start, $"\"{where}\" holds {PolicyScalars.Show(node)}; it must be {Expected(key)}.", key.Description);
            }
        }
    }

    private void CheckScalar(YamlNode node, PolicyKey key, string where)
    {
        string? text = (node as YamlScalarNode)?.Value;
        bool valid = text is not null && key.Kind switch
        {
            KeyKind.Integer => PolicyScalars.Integer(text) is { } integer && key.Allows(integer),
            KeyKind.Number => PolicyScalars.Number(text) is { } number && key.Allows(number),
            KeyKind.NumberOrOff => PolicyScalars.Boolean(text) == false || (PolicyScalars.Number(text) is { } number && key.Allows(number)),
            KeyKind.Boolean => PolicyScalars.Boolean(text) is not null,
            KeyKind.Date => PolicyScalars.Date(text) is not null,
            KeyKind.Text or KeyKind.TextList => key.Words.IsEmpty ? !string.IsNullOrWhiteSpace(text) : key.Words.Contains(text, StringComparer.Ordinal),
            _ => false,
        };
        if (!valid)
        {
            string suggestion = key.Words.IsEmpty || text is null ? "" : DidYouMean.Suggest(text, key.Words);
            Add(node.Start, $"\"{where}\" is {PolicyScalars.Show(node)}; it must be {Expected(key)}.{suggestion}", key.Description);
        }
    }

    private static string Expected(PolicyKey key) => key.Kind switch
    {
        KeyKind.Integer => $"a whole number{key.Range}",
        KeyKind.Number => $"a number{key.Range}",
        KeyKind.NumberOrOff => $"a number{key.Range}, or false",
        KeyKind.Boolean => "true or false",
        KeyKind.Date => "a day such as 2022-11-30",
        KeyKind.NumberList => $"a list of ascending numbers{key.Range}",
        KeyKind.TextMap => "a map from names to fields",
        KeyKind.TextList => "a text or a list of texts",
        KeyKind.Map => "a map",
        KeyKind.ListOfMaps => "a list of maps",
        _ => key.Words.IsEmpty ? "a text" : string.Join(" | ", key.Words),
    };

    private static bool HasValue(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? node) && !PolicyScalars.IsNull(node);

    private static string Join(string where, string name) => where.Length == 0 ? name : $"{where}.{name}";
}
