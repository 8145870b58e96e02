namespace Assay.Core.Tails;

/// <summary>Whole documents chosen by their hash, for what needs the order of words: the n-gram model. Samples of shards add up.</summary>
/// <remarks>Holds the documents whose hash begins with s zero bits, s as small as the budget allows, whatever the order of the text. Not thread-safe.</remarks>
/// <param name="budget">The most words that are kept.</param>
public sealed class ProbeSample(long budget)
{
    private readonly SortedDictionary<ulong, ulong[]> _documents = [];
    private int _level;
    private long _words;

    /// <summary>Words kept.</summary>
    public long Words => _words;

    /// <summary>One in 2^level documents is kept.</summary>
    public int Level => _level;

    /// <summary>The documents' words, by ascending hash of the document.</summary>
    public IEnumerable<KeyValuePair<ulong, ulong[]>> Documents => _documents;

    /// <summary>Offers a document.</summary>
    /// <param name="documentHash">Its hash; a copy of a document that is kept changes nothing.</param>
    /// <param name="words">Hashes of its words.</param>
    public void Add(ulong documentHash, ReadOnlySpan<ulong> words)
    {
        if (TypeSample.Holds(documentHash, _level) && words.Length <= budget && !_documents.ContainsKey(documentHash))
        {
            _documents.Add(documentHash, words.ToArray());
            _words += words.Length;
            while (_words > budget)
            {
                Raise(_level + 1);
            }
        }
    }

    /// <summary>Adds the sample of a shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(ProbeSample other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Raise(Math.Max(_level, other._level));
        foreach ((ulong hash, ulong[] words) in other._documents)
        {
            Add(hash, words);
        }
    }

    /// <summary>Keeps fewer documents.</summary>
    internal void Raise(int level)
    {
        _level = level;
        foreach (ulong hash in _documents.Keys.Where(hash => !TypeSample.Holds(hash, level)).ToArray())
        {
            _words -= _documents[hash].Length;
            _documents.Remove(hash);
        }
    }
}
