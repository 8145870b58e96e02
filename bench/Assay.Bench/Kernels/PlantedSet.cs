using System.Text;
using System.Text.RegularExpressions;
using Assay.Core.Statistics;

namespace Assay.Bench.Kernels;

/// <summary>How a planted copy differs from its original.</summary>
internal enum PlantedEdit
{
    /// <summary>No copy was planted.</summary>
    Unique = 0,

    /// <summary>Not at all.</summary>
    Exact,

    /// <summary>In case and white space only.</summary>
    CaseAndSpace,

    /// <summary>2% of the words are others.</summary>
    Words2,

    /// <summary>5% of the words are others.</summary>
    Words5,

    /// <summary>10% of the words are others.</summary>
    Words10,

    /// <summary>20% of the words are others.</summary>
    Words20,
}

/// <summary>A document of a planted set.</summary>
/// <param name="Utf8">Its text.</param>
/// <param name="Original">The document it was copied from; -1 for an original.</param>
/// <param name="Edit">How it differs from that.</param>
internal sealed record PlantedDocument(byte[] Utf8, int Original, PlantedEdit Edit);

/// <summary>Documents with copies of which everything is known, to measure what finding copies finds.</summary>
internal static partial class PlantedSet
{
    /// <summary>Plants a copy of most documents: one in seven stays unique, the others have one copy, in the six edits by turns.</summary>
    /// <param name="originals">The documents, which ought to be unlike one another.</param>
    /// <param name="seed">Equal seeds give equal sets.</param>
    /// <returns>The originals in their order, then the copies.</returns>
    internal static List<PlantedDocument> Plant(IReadOnlyList<string> originals, RunSeed seed)
    {
        var prng = new Prng(seed.For("planted"));
        string[] vocabulary = [.. originals.SelectMany(text => Words().Matches(text).Cast<Match>()).Select(match => match.Value)];
        List<PlantedDocument> set = [];
        foreach (string text in originals)
        {
            set.Add(new(Encoding.UTF8.GetBytes(text), -1, PlantedEdit.Unique));
        }
        for (int original = 0; original < originals.Count; original++)
        {
            var edit = (PlantedEdit)(original % 7);
            if (edit != PlantedEdit.Unique)
            {
                set.Add(new(Encoding.UTF8.GetBytes(Apply(edit, originals[original], vocabulary, prng)), original, edit));
            }
        }
        return set;
    }

    private static string Apply(PlantedEdit edit, string text, string[] vocabulary, Prng prng) => edit switch
    {
        PlantedEdit.Exact => text,
        PlantedEdit.CaseAndSpace => ChangeCaseAndSpace(text, prng),
        PlantedEdit.Words2 => ReplaceWords(text, 0.02, vocabulary, prng),
        PlantedEdit.Words5 => ReplaceWords(text, 0.05, vocabulary, prng),
        PlantedEdit.Words10 => ReplaceWords(text, 0.10, vocabulary, prng),
        PlantedEdit.Words20 => ReplaceWords(text, 0.20, vocabulary, prng),
        _ => throw new ArgumentOutOfRangeException(nameof(edit), edit, "Not an edit of a copy."),
    };

    private static string ChangeCaseAndSpace(string text, Prng prng)
    {
        var copy = new StringBuilder(" \n");
        foreach (char character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                copy.Append(" \n\t\u00A0"[prng.NextInt32(4)], 1 + prng.NextInt32(3));
            }
            else
            {
                copy.Append(char.IsAscii(character) && prng.NextInt32(4) == 0 ? char.ToUpperInvariant(character) : character);
            }
        }
        return copy.ToString();
    }

    private static string ReplaceWords(string text, double share, string[] vocabulary, Prng prng)
    {
        List<Match> words = [.. Words().Matches(text).Cast<Match>()];
        int[] order = [.. Enumerable.Range(0, words.Count)];
        int replaced = (int)Math.Round(share * words.Count);
        for (int i = 0; i < replaced; i++)
        {
            int other = i + prng.NextInt32(words.Count - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
        var copy = new StringBuilder();
        int copied = 0;
        foreach (int index in order.Take(replaced).Order())
        {
            Match word = words[index];
            copy.Append(text, copied, word.Index - copied);
            string other;
            do
            {
                other = vocabulary[prng.NextInt32(vocabulary.Length)];
            }
            while (string.Equals(other, word.Value, StringComparison.OrdinalIgnoreCase));
            copy.Append(other);
            copied = word.Index + word.Length;
        }
        return copy.Append(text, copied, text.Length - copied).ToString();
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Words();
}
