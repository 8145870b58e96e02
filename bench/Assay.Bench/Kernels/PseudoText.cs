using System.Text;
using Assay.Core.Statistics;

namespace Assay.Bench.Kernels;

/// <summary>Prose without sense: words of a made-up vocabulary with Zipf's frequencies, in sentences and paragraphs.</summary>
/// <remarks>Words and marks are about as frequent as in English prose (6.2 bytes a word), so kernels run on it as on that, and any amount
/// measured on novels), and any amount of it comes from a seed.</remarks>
internal sealed class PseudoText
{
    private const int VocabularySize = 30_000;

    private readonly Prng _prng;
    private readonly string[] _vocabulary;

    /// <param name="seed">Equal seeds give equal texts.</param>
    internal PseudoText(RunSeed seed)
    {
        _prng = new Prng(seed);
        _vocabulary = new string[VocabularySize];
        HashSet<string> taken = [];
        for (int word = 0; word < VocabularySize; word++)
        {
            do
            {
                _vocabulary[word] = NewWord(1 + (int)Math.Log2(word + 2) / 7);
            }
            while (!taken.Add(_vocabulary[word]));
        }
    }

    /// <summary>The next document.</summary>
    /// <param name="words">Its words.</param>
    internal string Next(int words)
    {
        var text = new StringBuilder();
        bool starts = true;
        for (int word = 0; word < words; word++)
        {
            string next = _vocabulary[(int)Math.Exp(_prng.NextDouble() * Math.Log(VocabularySize + 1)) - 1];
            text.Append(starts ? char.ToUpperInvariant(next[0]) + next[1..] : next);
            int mark = _prng.NextInt32(100);
            starts = mark < 6;
            text.Append(mark switch
            {
                0 => ".\n\n",
                < 6 => ". ",
                < 13 => ", ",
                < 14 => "; ",
                _ => " ",
            });
        }
        return text.Append('\n').ToString();
    }

    /// <summary>Documents of 150 to 450 words, unlike one another.</summary>
    internal static List<string> Documents(int count, RunSeed seed)
    {
        var text = new PseudoText(seed.For("text"));
        var lengths = new Prng(seed.For("length"));
        return [.. Enumerable.Range(0, count).Select(_ => text.Next(150 + lengths.NextInt32(300)))];
    }

    private string NewWord(int syllables)
    {
        const string Onsets = "bcdfghjklmnprstvw";
        const string Vowels = "aeiou";
        const string Codas = "lmnrst";
        var word = new StringBuilder();
        for (int syllable = 0; syllable < syllables + _prng.NextInt32(2); syllable++)
        {
            word.Append(Onsets[_prng.NextInt32(Onsets.Length)]).Append(Vowels[_prng.NextInt32(Vowels.Length)]);
            if (_prng.NextInt32(3) == 0)
            {
                word.Append(Codas[_prng.NextInt32(Codas.Length)]);
            }
        }
        return word.ToString();
    }
}
