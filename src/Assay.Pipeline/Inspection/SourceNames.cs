using System.Text;

namespace Assay.Pipeline.Inspection;

/// <summary>Names for sources, made of the names of their files and folders.</summary>
internal static class SourceNames
{
    private const int LongestName = 40;

    /// <summary>Words that say nothing about a corpus: the folder above says more.</summary>
    private static readonly HashSet<string> Generic = new(StringComparer.Ordinal)
    {
        "", "all", "batch", "chunk", "chunks", "corpora", "corpus", "csv", "data", "dataset", "default", "dev", "doc", "docs", "document", "documents", "dump",
        "eval", "file", "files", "json", "jsonl", "mix", "out", "output", "parquet", "part", "parts", "raw", "record", "records", "sample", "samples", "shard", "shards",
        "split", "test", "text", "texts", "train", "training", "txt", "val", "valid", "validation",
    };

    /// <summary>Names sources.</summary>
    /// <param name="sources">For each: what the names of its files have in common, the steps of the folder they lie in, the word of their format.</param>
    /// <param name="policyFolder">Name of the policy's folder, where nothing else tells.</param>
    /// <returns>A name for each, all different.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<(string Stem, IReadOnlyList<string> FolderSteps, string Format)> sources, string policyFolder)
    {
        string[] names = [.. sources.Select(source => Name(source.Stem, source.FolderSteps, policyFolder))];
        Distinguish(names, i => string.Join('-', sources[i].FolderSteps.Append(sources[i].Stem).Select(Clean).Where(step => step.Length > 0).TakeLast(2)));
        Distinguish(names, i => $"{names[i]}-{Clean(sources[i].Format)}");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            for (int number = 2; !taken.Add(names[i]); number++)
            {
                names[i] = $"{name}-{number}";
            }
        }

        return names;
    }

    /// <summary>Gives longer names to sources of the same name, where that tells any of them apart.</summary>
    private static void Distinguish(string[] names, Func<int, string> longer)
    {
        foreach (int[] same in Enumerable.Range(0, names.Length).GroupBy(i => names[i], StringComparer.Ordinal).Select(group => group.ToArray()).Where(group => group.Length > 1))
        {
            string[] candidates = [.. same.Select(i => Cut(longer(i)))];
            if (candidates.Distinct(StringComparer.Ordinal).Count() > 1)
            {
                foreach ((int i, string candidate) in same.Zip(candidates).Where(pair => pair.Second.Length > 0))
                {
                    names[i] = candidate;
                }
            }
        }
    }

    private static string Name(string stem, IReadOnlyList<string> folderSteps, string policyFolder)
    {
        string own = Clean(stem);
        IEnumerable<string> candidates = folderSteps.Select(Clean).Reverse().Prepend(own);
        return candidates.FirstOrDefault(name => !Generic.Contains(name) && name.Any(char.IsLetter))
            ?? candidates.FirstOrDefault(name => name.Length > 0)
            ?? (Clean(policyFolder) is { Length: > 0 } folder ? folder : "corpus");
    }

    /// <summary>Letters and digits, joined by hyphens.</summary>
    private static string Clean(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && rune != Rune.ReplacementChar)
            {
                _ = name.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                _ = name.Append('-');
            }
        }

        return Cut(name.ToString());
    }

    private static string Cut(string name)
    {
        int length = Math.Min(name.Length, LongestName);
        return name[..(length > 0 && char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)].Trim('-');
    }
}
