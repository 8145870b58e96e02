using System.Text;

namespace Assay.Core.Language.Scoring;

/// <summary>Turns text into the units that a scorer counts, without learning any.</summary>
internal sealed class NgramEncoder
{
    private readonly Vocabulary? _words;
    private readonly int[] _numbers;

    private NgramEncoder(Vocabulary? words, int[] numbers, int count) => (_words, _numbers, Count) = (words, numbers, count);

    /// <summary>Number of different units; of words the last stands for all unknown ones.</summary>
    public int Count { get; }

    public static NgramEncoder Learn(IEnumerable<string> texts, ScorerUnit unit)
    {
        if (unit == ScorerUnit.Bytes)
        {
            return new(null, [], 256);
        }

        var words = new Vocabulary();
        List<int> counts = [];
        foreach (int word in texts.SelectMany(text => words.Encode(text)))
        {
            if (word == counts.Count)
            {
                counts.Add(0);
            }

            counts[word]++;
        }

        // A word seen once tells how often unseen words come, and in what company.
        int known = 0;
        int[] numbers = [.. counts.Select(count => count > 1 ? known++ : -1)];
        return new(words, [.. numbers.Select(number => number < 0 ? known : number), known], known + 1);
    }

    public int[] Encode(string text)
    {
        if (_words is null)
        {
            return [.. Encoding.UTF8.GetBytes(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Select(b => (int)b)];
        }

        int[] words = _words.Lookup(text);
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = _numbers[words[i]];
        }

        return words;
    }
}
