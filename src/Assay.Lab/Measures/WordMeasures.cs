using Assay.Core.Language;
using Assay.Lab.Models;
using Assay.Lab.Tokenisers;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on text whose tokens are parts of words: samples are written out and read as words.</summary>
/// <param name="tokeniser">What the tokens mean.</param>
public sealed class WordMeasures(ITokeniser tokeniser)
{
    /// <summary>Number of different words in the newest sample.</summary>
    public Measure<Texts> Types => new("words", "types", MeasureRole.Tail, s => Runs(s.Sample, 1).Count);

    /// <summary>Share of the real set's words that the newest sample still has.</summary>
    public Measure<Texts> TypesKept => new("words-kept", "", MeasureRole.Shown, s => Kept(s, 1));

    /// <summary>Share of the real set's pairs of words that the newest sample still has; reacts faster than single words.</summary>
    public Measure<Texts> PairsKept => new("word-pairs-kept", "", MeasureRole.Shown, s => Kept(s, 2));

    /// <summary>Some documents as text, for a person to read.</summary>
    /// <param name="texts">Documents.</param>
    /// <param name="count">How many.</param>
    public string[] Written(Texts texts, int count)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.Documents.Take(count).Select(d => tokeniser.Decode(d))];
    }

    private double Kept(Snapshot<Texts> snapshot, int length)
    {
        HashSet<string> real = Runs(snapshot.Real, length), sample = Runs(snapshot.Sample, length);
        return real.Count == 0 ? double.NaN : real.Count(sample.Contains) / (double)real.Count;
    }

    /// <summary>The different runs of some words in a row; none crosses from one document to the next.</summary>
    private HashSet<string> Runs(Texts texts, int length)
    {
        var vocabulary = new Vocabulary();
        HashSet<string> runs = new(StringComparer.Ordinal);
        foreach (int[] document in texts.Documents)
        {
            int[] words = vocabulary.Encode(tokeniser.Decode(document));
            for (int i = 0; i + length <= words.Length; i++)
            {
                runs.Add(string.Join(' ', words.Skip(i).Take(length).Select(w => vocabulary[w])));
            }
        }

        return runs;
    }
}
