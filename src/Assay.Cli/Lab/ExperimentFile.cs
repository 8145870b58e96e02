using System.Globalization;
using System.Text;
using Assay.Core.Errors;
using Assay.Lab.Experiments;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Cli.Lab;

/// <summary>Reads an experiment that a user has written.</summary>
internal static class ExperimentFile
{
    private static readonly string[] s_keys = ["name", "shows", "source", "model", "loop", "set", "fit", "sample", "score", "measures", "generations", "replicates"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It is not there, not YAML, or not an experiment.</exception>
    public static ExperimentSpec Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new UserErrorException(new SourceLine(path), $"the experiment cannot be read: {e.Message}", "Name a YAML file in UTF-8.", e);
        }

        return Parse(text, path);
    }

    /// <summary>Reads the text of a file.</summary>
    public static ExperimentSpec Parse(string text, string path)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new UserErrorException(new SourceLine(path, e.Start.Line, e.Start.Column), "this is not valid YAML.", e.Message, e);
        }

        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            throw new UserErrorException(new SourceLine(path), "an experiment is one mapping of keys.", "Begin with `model: gaussian`.");
        }

        foreach (YamlNode key in root.Children.Keys)
        {
            string name = Scalar(key, path);
            if (!s_keys.Contains(name, StringComparer.Ordinal))
            {
                throw At(key, path, $"there is no key \"{name}\".{DidYouMean.Suggest(name, s_keys)}", $"There are {string.Join(", ", s_keys)}.");
            }
        }

        return new ExperimentSpec
        {
            Name = Text(root, "name", path) ?? Path.GetFileNameWithoutExtension(path),
            Shows = Text(root, "shows", path) ?? "",
            Source = Text(root, "source", path) ?? "",
            Model = Text(root, "model", path) ?? throw At(root, path, "the experiment names no model.", $"There are {string.Join(", ", Laboratory.Models)}."),
            Loop = Text(root, "loop", path) ?? "replace",
            Set = WithCommands(Settings(root, path), root, path),
            Measures = Measures(root, path),
            Generations = Whole(root, "generations", path) ?? 50,
            Replicates = Whole(root, "replicates", path) ?? 100,
        };
    }

    /// <summary>The commands of an external model may stand beside the settings: they are long.</summary>
    private static Dictionary<string, string> WithCommands(Dictionary<string, string> settings, YamlMappingNode root, string path)
    {
        foreach (string name in (ReadOnlySpan<string>)["fit", "sample", "score"])
        {
            if (Text(root, name, path) is { } command)
            {
                settings[name] = command;
            }
        }

        return settings;
    }

    private static Dictionary<string, string> Settings(YamlMappingNode root, string path)
    {
        if (!root.Children.TryGetValue("set", out YamlNode? node))
        {
            return [];
        }

        if (node is not YamlMappingNode mapping)
        {
            throw At(node, path, "set is a mapping.", "Write `set: { samples: 100 }`.");
        }

        return mapping.Children.ToDictionary(c => Scalar(c.Key, path), c => Scalar(c.Value, path), StringComparer.Ordinal);
    }

    private static string[] Measures(YamlMappingNode root, string path) => !root.Children.TryGetValue("measures", out YamlNode? node) ? []
        : node is YamlSequenceNode sequence ? [.. sequence.Select(c => Scalar(c, path))]
        : throw At(node, path, "measures is a list.", "Write `measures: [log-variance, w2]`.");

    private static string? Text(YamlMappingNode root, string key, string path) =>
        root.Children.TryGetValue(key, out YamlNode? node) ? Scalar(node, path) : null;

    private static int? Whole(YamlMappingNode root, string key, string path)
    {
        if (!root.Children.TryGetValue(key, out YamlNode? node))
        {
            return null;
        }

        string word = Scalar(node, path);
        return int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= 1
            ? number
            : throw At(node, path, $"{key} is \"{word}\".", "Write a whole number of 1 or more.");
    }

    private static string Scalar(YamlNode node, string path) => node is YamlScalarNode { Value: { } value }
        ? value
        : throw At(node, path, "a single value is expected here.", "Write a word or a number.");

    private static UserErrorException At(YamlNode node, string path, string found, string remedy) =>
        new(new SourceLine(path, node.Start.Line, node.Start.Column), found, remedy);
}
