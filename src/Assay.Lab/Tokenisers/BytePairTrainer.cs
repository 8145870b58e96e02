using System.Runtime.InteropServices;
using System.Text;

namespace Assay.Lab.Tokenisers;

/// <summary>Learns which pairs to merge: again and again the one that occurs most often.</summary>
/// <remarks>Pairs are counted over different words, each times how often it occurs, and only the words that hold a merged pair are
/// counted again. Among equals the pair with the smaller numbers comes first.</remarks>
public static class BytePairTrainer
{
    /// <summary>Trains a tokeniser.</summary>
    /// <param name="texts">What to learn from.</param>
    /// <param name="vocabulary">Number of tokens to reach, 257 (bytes and the end of text) or more; fewer where no pair occurs twice.</param>
    public static BytePairTokeniser Train(IEnumerable<string> texts, int vocabulary)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 257);
        (int[][] words, long[] counts) = CountWords(texts);
        Dictionary<string, int> numbers = StartingVocabulary();
        List<string> names = [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)];
        List<(string, string)> merges = [];
        var pairs = new PairCounts(words, counts);
        while (names.Count < vocabulary && pairs.Best() is { } pair)
        {
            string token = names[pair.Left] + names[pair.Right];
            merges.Add((names[pair.Left], names[pair.Right]));
            // Two ways to the same token may exist; it keeps the number of the first.
            if (numbers.TryAdd(token, names.Count))
            {
                names.Add(token);
            }

            pairs.Merge(pair, numbers[token]);
        }

        return new BytePairTokeniser(numbers, merges);
    }

    /// <summary>Bytes by value, then the end of text.</summary>
    internal static Dictionary<string, int> StartingVocabulary()
    {
        var numbers = Enumerable.Range(0, 256).ToDictionary(b => ByteAlphabet.Of((byte)b).ToString(), b => b, StringComparer.Ordinal);
        numbers[BytePairTokeniser.EndOfText] = 256;
        return numbers;
    }

    private static (int[][] Words, long[] Counts) CountWords(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            foreach (System.Text.RegularExpressions.ValueMatch match in BytePairTokeniser.Words().EnumerateMatches(text))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, text.Substring(match.Index, match.Length), out _)++;
            }
        }

        return ([.. counts.Keys.Select(w => Encoding.UTF8.GetBytes(w).Select(b => (int)b).ToArray())], [.. counts.Values]);
    }

    /// <summary>How often each pair occurs, and where.</summary>
    private sealed class PairCounts
    {
        private readonly int[][] _words;
        private readonly long[] _counts;
        private readonly Dictionary<(int Left, int Right), long> _pairs = [];
        private readonly Dictionary<(int Left, int Right), HashSet<int>> _places = [];
        private readonly PriorityQueue<(int Left, int Right), (long, int, int)> _queue = new();

        public PairCounts(int[][] words, long[] counts)
        {
            (_words, _counts) = (words, counts);
            for (int word = 0; word < words.Length; word++)
            {
                Count(word, 1);
            }

            foreach ((int Left, int Right) pair in _pairs.Keys)
            {
                Enqueue(pair);
            }
        }

        /// <summary>The pair that occurs most often; null when none occurs twice.</summary>
        public (int Left, int Right)? Best()
        {
            while (_queue.TryDequeue(out (int Left, int Right) pair, out (long Count, int, int) priority))
            {
                long count = _pairs.GetValueOrDefault(pair);
                if (count == -priority.Count) // otherwise it was counted again since and stands in the queue once more
                {
                    return count >= 2 ? pair : null;
                }
            }

            return null;
        }

        public void Merge((int Left, int Right) pair, int token)
        {
            int[] words = [.. _places[pair]];
            var changed = new HashSet<(int, int)>();
            foreach (int word in words)
            {
                changed.UnionWith(Count(word, -1));
                _words[word] = Merged(_words[word], pair, token);
                changed.UnionWith(Count(word, 1));
            }

            foreach ((int, int) other in changed)
            {
                Enqueue(other);
            }
        }

        private static int[] Merged(int[] word, (int Left, int Right) pair, int token)
        {
            List<int> merged = [];
            for (int i = 0; i < word.Length; i++)
            {
                bool here = i + 1 < word.Length && (word[i], word[i + 1]) == pair;
                merged.Add(here ? token : word[i]);
                i += here ? 1 : 0;
            }

            return [.. merged];
        }

        private HashSet<(int, int)> Count(int word, int sign)
        {
            int[] parts = _words[word];
            HashSet<(int, int)> seen = [];
            for (int i = 0; i + 1 < parts.Length; i++)
            {
                (int, int) pair = (parts[i], parts[i + 1]);
                CollectionsMarshal.GetValueRefOrAddDefault(_pairs, pair, out _) += sign * _counts[word];
                if (seen.Add(pair))
                {
                    ref HashSet<int>? places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, pair, out _);
                    _ = sign > 0 ? (places ??= []).Add(word) : places!.Remove(word);
                }
            }

            return seen;
        }

        private void Enqueue((int Left, int Right) pair) => _queue.Enqueue(pair, (-_pairs[pair], pair.Left, pair.Right));
    }
}
