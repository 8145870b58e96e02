using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Pipeline.Policies;

/// <summary>A map of the policy file that has been checked against its keys: reading from it cannot fail.</summary>
internal sealed class PolicyNode(YamlMappingNode? map, ImmutableArray<PolicyKey> keys)
{
    /// <summary>Where the map, or a key's value in it, stands.</summary>
    public Mark At(string? key = null) => (key is null ? map : Find(key) ?? map)?.Start ?? Mark.Empty;

    /// <summary>Whether the key is there with a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The text of a key, or its default.</summary>
    public string? Text(string key) => Find(key) is YamlScalarNode node ? node.Value : DefaultOf(key);

    /// <summary>The whole number of a key, or its default.</summary>
    public long? Integer(string key) => Text(key) is { } text ? PolicyScalars.Integer(text) : null;

    /// <summary>The number of a key, or its default; null when the key is switched off.</summary>
    public double? Number(string key) => Text(key) is { } text ? PolicyScalars.Number(text) : null;

    /// <summary>The truth value of a key, or its default.</summary>
    public bool Boolean(string key) => Text(key) is { } text && PolicyScalars.Boolean(text) == true;

    /// <summary>The day of a key, or its default.</summary>
    public DateOnly? Date(string key) => Text(key) is { } text ? PolicyScalars.Date(text) : null;

    /// <summary>The texts of a key that holds one or a list of them.</summary>
    public ImmutableArray<string> Texts(string key) => Find(key) switch
    {
        YamlScalarNode one => [one.Value!],
        YamlSequenceNode many => [.. many.Children.OfType<YamlScalarNode>().Select(node => node.Value!)],
        _ => [],
    };

    /// <summary>The numbers of a key that holds a list of them; null when it is not there.</summary>
    public ImmutableArray<double>? Numbers(string key) =>
        Find(key) is YamlSequenceNode many
            ? [.. many.Children.OfType<YamlScalarNode>().Select(node => PolicyScalars.Number(node.Value!)!.Value)]
            : null;

    /// <summary>The user's own names and texts under a key.</summary>
    public IEnumerable<KeyValuePair<string, string>> TextMap(string key) =>
        Find(key) is YamlMappingNode node
            ? node.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ((YamlScalarNode)pair.Value).Value!))
            : [];

    /// <summary>The map under a key; an empty one when it is not there.</summary>
    public PolicyNode Map(string key) => new(Find(key) as YamlMappingNode, KeyOf(key).Children);

    /// <summary>The maps of the list under a key.</summary>
    public IEnumerable<PolicyNode> Maps(string key) =>
        Find(key) is YamlSequenceNode list
            ? list.Children.OfType<YamlMappingNode>().Select(node => new PolicyNode(node, KeyOf(key).Children))
            : [];

    private YamlNode? Find(string key) =>
        map is not null && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) && !PolicyScalars.IsNull(node) ? node : null;

    private string? DefaultOf(string key) => KeyOf(key).Default;

    private PolicyKey KeyOf(string key) => keys.First(k => string.Equals(k.Name, key, StringComparison.Ordinal));
}
