using Assay.Core.Text;

namespace Assay.Core.Tails;

/// <summary>How words are written, for a sample of word types: a report names words, tables know hashes.</summary>
/// <remarks>Beyond the bound it keeps the words whose hash begins with enough zero bits, whatever the order of the text. Not thread-safe.</remarks>
/// <param name="maxWords">The most words that are kept.</param>
public sealed class Spellings(int maxWords)
{
    private readonly Dictionary<ulong, string> _words = [];
    private int _level;

    /// <summary>The words, by hash, in lower case.</summary>
    public IReadOnlyDictionary<ulong, string> Words => _words;

    /// <summary>How a word is written; null where it is not known.</summary>
    /// <param name="hash">The word.</param>
    public string? this[ulong hash] => _words.GetValueOrDefault(hash);

    /// <summary>Learns the words of a document.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="hashes">Hashes of its words, as <see cref="WordSplitter"/> gave them.</param>
    public void Add(ReadOnlySpan<byte> utf8, ReadOnlySpan<ulong> hashes)
    {
        var reader = new WordReader(utf8);
        for (int i = 0; i < hashes.Length && reader.MoveNext(); i++)
        {
            if (TypeSample.Holds(hashes[i], _level) && !_words.ContainsKey(hashes[i]))
            {
                Add(hashes[i], reader.Current);
            }
        }
    }

    /// <summary>Adds a word.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="word">How it is written, in lower case.</param>
    public void Add(ulong hash, string word)
    {
        if (TypeSample.Holds(hash, _level) && _words.TryAdd(hash, word) && _words.Count > maxWords)
        {
            _level++;
            foreach (ulong other in _words.Keys.Where(h => !TypeSample.Holds(h, _level)).ToArray())
            {
                _words.Remove(other);
            }
        }
    }

    /// <summary>Adds the words of a shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(Spellings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((ulong hash, string word) in other._words)
        {
            Add(hash, word);
        }
    }
}
