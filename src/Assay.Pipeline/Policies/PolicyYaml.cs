using Assay.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Assay.Pipeline.Policies;

/// <summary>Parses the YAML of a policy. What YamlDotNet says at the wrong place, or in words of its own trade, is said here again.</summary>
internal static class PolicyYaml
{
    /// <summary>A policy is four levels deep; YamlDotNet builds nodes by recursion and would not survive thousands.</summary>
    private const int MaxDepth = 64;

    private const string StartOver = "`assay init` writes one to start from.";

    /// <summary>Parses a policy.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">The name that messages give it.</param>
    /// <exception cref="UserErrorException">The text is not one YAML document with a map in it.</exception>
    public static YamlMappingNode Parse(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            CheckDepth(text, path);
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw Explain(e, text, path);
        }

        if (stream.Documents.Count > 1)
        {
            Mark second = stream.Documents[1].RootNode.Start;
            throw new UserErrorException(
                new SourceLine(path, second.Line, second.Column), "a second YAML document begins here; a policy is one.", "Put each policy into a file of its own.");
        }

        return (stream.Documents is [var only] ? only.RootNode : null) switch
        {
            YamlMappingNode map => map,
            null => throw new UserErrorException(new SourceLine(path, 1, 1), "the policy is empty.", StartOver),
            YamlNode node when PolicyScalars.IsNull(node) => throw new UserErrorException(new SourceLine(path, 1, 1), "the policy is empty.", StartOver),
            YamlNode node => throw new UserErrorException(
                new SourceLine(path, node.Start.Line, node.Start.Column), $"a policy is a map of keys; this is {PolicyScalars.Show(node)}.", StartOver),
        };
    }

    private static void CheckDepth(string text, string path)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth && parser.Current is SequenceStart or MappingStart)
            {
                Mark at = parser.Current.Start;
                throw new UserErrorException(
                    new SourceLine(path, at.Line, at.Column), $"lists and maps are nested more than {MaxDepth} deep here.", "Close those that are meant to be closed.");
            }
        }
    }

    private static UserErrorException Explain(YamlException e, string text, string path)
    {
        string reason = (e.InnerException?.Message ?? e.Message).TrimEnd('.');
        string[] lines = text.Split('\n');
        if (e is AnchorNotFoundException && Find(lines, line => line.IndexOf('*', StringComparison.Ordinal)) is { } alias)
        {
            return At(path, alias, "this is not valid YAML: a text that begins with * refers to an anchor, and there is none of that name.", "Put the text in quotation marks.", e);
        }

        // The parser names the start of what surrounds the tab.
        if (reason.Contains(" tab ", StringComparison.Ordinal) && Find(lines[(int)(e.Start.Line - 1)..], TabInIndentation) is { } tab)
        {
            return At(path, (tab.Line + e.Start.Line - 1, tab.Column), "this is not valid YAML: a tab stands where only blanks may indent.", "Put blanks in its place.", e);
        }

        const string Duplicate = "Duplicate key ";
        if (reason.StartsWith(Duplicate, StringComparison.Ordinal))
        {
            return At(path, (e.Start.Line, e.Start.Column), $"the key \"{reason[Duplicate.Length..]}\" stands here for the second time.", "Remove one of the two.", e);
        }

        // At the end of the text the parser counts one line more than there is.
        bool isPastEnd = e.Start.Line > lines.Length;
        return At(
            path, isPastEnd ? (lines.Length, lines[^1].Length + 1) : (e.Start.Line, e.Start.Column),
            $"this is not valid YAML: {char.ToLowerInvariant(reason[0])}{reason[1..]}.", "Mend the syntax there.", e);
    }

    private static UserErrorException At(string path, (long Line, long Column) at, string found, string remedy, YamlException cause) =>
        new(new SourceLine(path, at.Line, at.Column), found, remedy, cause);

    private static (long Line, long Column)? Find(string[] lines, Func<string, int> indexIn)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (indexIn(lines[i]) is >= 0 and var index)
            {
                return (i + 1, index + 1);
            }
        }

        return null;
    }

    private static int TabInIndentation(string line)
    {
        int tab = line.IndexOf('\t', StringComparison.Ordinal);
        return tab >= 0 && line.AsSpan(0, tab).IndexOfAnyExcept(' ') < 0 ? tab : -1;
    }
}
