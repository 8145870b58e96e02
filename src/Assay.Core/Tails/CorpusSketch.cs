using Assay.Core.Errors;
using Assay.Core.Text;

namespace Assay.Core.Tails;

/// <summary>What <c>watch</c> remembers of a corpus: one pass, bounded memory, and sketches of shards add up in any order.</summary>
/// <remarks>Types and n-grams (<see cref="BlockTypes"/>), hash buckets for entropy, strata, documents' hashes and shapes, and a sample of documents for the n-gram model. Not thread-safe.</remarks>
public sealed class CorpusSketch
{
    /// <summary>n-grams are counted for n from 1 to this.</summary>
    public const int Orders = 3;

    /// <summary>Word types are thrown into so many buckets by their hash; the entropy over buckets needs no table of types.</summary>
    public const int Buckets = 4096;

    private const int MaxDocumentHashes = 1 << 20;

    private readonly SketchOptions _options;
    private readonly BlockTypes[] _orders;
    private readonly long[] _buckets = new long[BlockTypes.Blocks * Buckets];
    private readonly SortedDictionary<string, BlockTypes> _strata = new(StringComparer.Ordinal);
    private ulong[] _grams = new ulong[1024];

    /// <summary>An empty sketch.</summary>
    /// <param name="options">How much it remembers; sketches that are added up need equal options.</param>
    /// <exception cref="ArgumentException">The options have problems.</exception>
    public CorpusSketch(SketchOptions? options = null)
    {
        _options = options ?? new SketchOptions();
        if (_options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
        _orders = [.. Enumerable.Range(0, Orders).Select(_ => new BlockTypes(_options.MaxTypes))];
        Probe = new(_options.ProbeWords);
        Spellings = new(_options.MaxSpellings);
        Vectors = new(_options.MaxVectors);
    }

    /// <summary>How much it remembers.</summary>
    public SketchOptions Options => _options;

    /// <summary>Documents read.</summary>
    public long Documents { get; private set; }

    /// <summary>Bytes of their text.</summary>
    public long Bytes { get; private set; }

    /// <summary>Their words.</summary>
    public long Words => _orders[0].Tokens;

    /// <summary>Declared strata by <c>field=value</c>: the words of their documents.</summary>
    public IReadOnlyDictionary<string, BlockTypes> Strata => _strata;

    /// <summary>Distributions over documents.</summary>
    public DocumentShape Shape { get; } = new();

    /// <summary>Whole documents for the n-gram model.</summary>
    public ProbeSample Probe { get; }

    /// <summary>How words are written; empty unless the options ask for it.</summary>
    public Spellings Spellings { get; }

    /// <summary>Vectors of documents; empty where they have none.</summary>
    public VectorSample Vectors { get; }

    /// <summary>Words in each bucket, block after block.</summary>
    internal Span<long> BucketsByBlock => _buckets;

    /// <summary>A type is a document: its count is its words.</summary>
    internal TypeTable<BlockSlot> DocumentHashes { get; } = new(MaxDocumentHashes);

    /// <summary>Words (1), bigrams (2) or trigrams (3).</summary>
    /// <param name="n">The order.</param>
    public BlockTypes this[int n] => _orders[n - 1];

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="words">Hashes of its words, from <see cref="WordSplitter"/>.</param>
    /// <param name="strata">Its strata, as <c>field=value</c>.</param>
    /// <param name="vector">Its vector; empty where it has none.</param>
    /// <exception cref="UserErrorException">There are too many strata, or vectors of unlike lengths.</exception>
    public void Add(ReadOnlySpan<byte> utf8, ReadOnlySpan<ulong> words, ReadOnlySpan<string> strata = default, ReadOnlySpan<float> vector = default)
    {
        ulong hash = HashOf(words);
        int block = (int)(hash % BlockTypes.Blocks);
        int unknown = _orders[0].Add(words, block);
        CountGrams(words, block);
        Span<long> buckets = _buckets.AsSpan(block * Buckets, Buckets);
        foreach (ulong word in words)
        {
            buckets[(int)(word >> 20) & (Buckets - 1)]++; // Bits that neither choose a slot nor a sample.
        }
        foreach (string stratum in strata)
        {
            _ = Stratum(stratum).Add(words, block);
        }
        if (unknown > 0 && _options.MaxSpellings > 0)
        {
            Spellings.Add(utf8, words);
        }
        if (!vector.IsEmpty && !Vectors.Add(hash, vector))
        {
            throw UnlikeVectors(Vectors.Dimension, vector.Length);
        }
        Probe.Add(hash, words);
        DocumentHashes.Add(new BlockSlot { Hash = hash, Count = Math.Max(1, words.Length) });
        Shape.Add(utf8, words.Length);
        Documents++;
        Bytes += utf8.Length;
    }

    /// <summary>Adds the sketch of another shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(CorpusSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < Orders; i++)
        {
            _orders[i].Add(other._orders[i]);
        }
        for (int i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] += other._buckets[i];
        }
        foreach ((string name, BlockTypes types) in other._strata)
        {
            Stratum(name).Add(types);
        }
        DocumentHashes.RaiseSampleLevel(other.DocumentHashes.SampleLevel);
        foreach (BlockSlot slot in other.DocumentHashes.Used)
        {
            DocumentHashes.Add(slot);
        }
        Spellings.Add(other.Spellings);
        Probe.Add(other.Probe);
        if (!Vectors.Add(other.Vectors))
        {
            throw UnlikeVectors(Vectors.Dimension, other.Vectors.Dimension);
        }
        Shape.Add(other.Shape);
        AddTotals(other.Documents, other.Bytes);
    }

    /// <summary>The stratum of a name.</summary>
    /// <exception cref="UserErrorException">There are too many.</exception>
    internal BlockTypes Stratum(string name)
    {
        if (!_strata.TryGetValue(name, out BlockTypes? types))
        {
            if (_strata.Count == _options.MaxStrata)
            {
                throw new UserErrorException(
                    $"There are more than {_options.MaxStrata} strata; \"{name}\" is one too many.", "Declare a field with fewer values.");
            }
            _strata.Add(name, types = new(_options.MaxStratumTypes));
        }
        return types;
    }

    /// <summary>Makes a stratum of several, which stay.</summary>
    /// <param name="name">What it is called; a sketch that has it already stays as it is.</param>
    /// <param name="members">The strata; those that the corpus lacks add nothing.</param>
    internal void Pool(string name, IEnumerable<string> members)
    {
        if (_strata.ContainsKey(name))
        {
            return;
        }
        BlockTypes[] present = [.. members.Select(m => _strata.GetValueOrDefault(m)).OfType<BlockTypes>()];
        var pool = new BlockTypes(_options.MaxStratumTypes);
        foreach (BlockTypes types in present)
        {
            pool.Add(types);
        }
        _strata.Add(name, pool);
    }

    /// <summary>Counts what was read elsewhere.</summary>
    internal void AddTotals(long documents, long bytes) => (Documents, Bytes) = (Documents + documents, Bytes + bytes);

    /// <summary>A number by which documents are sampled, independent of their block: uniform, and the same for the same words.</summary>
    /// <param name="words">Hashes of the document's words.</param>
    public static ulong SampleHash(ReadOnlySpan<ulong> words) => WordHash.Mix(HashOf(words) ^ WordHash.K2, WordHash.K1);

    private void CountGrams(ReadOnlySpan<ulong> words, int block)
    {
        if (_grams.Length < words.Length)
        {
            _grams = new ulong[words.Length * 2];
        }
        int count = NgramHash.Extend(words, words, _grams);
        _ = _orders[1].Add(_grams.AsSpan(0, count), block);
        count = NgramHash.Extend(_grams.AsSpan(0, count), words, _grams);
        _ = _orders[2].Add(_grams.AsSpan(0, count), block);
    }

    private static UserErrorException UnlikeVectors(int first, int second) =>
        new($"Some vectors have {first} numbers, others {second}.", "Name a field whose vectors are all of one length.");

    /// <summary>A document is its words, in order.</summary>
    private static ulong HashOf(ReadOnlySpan<ulong> words)
    {
        ulong hash = WordHash.K0 ^ (ulong)words.Length;
        foreach (ulong word in words)
        {
            hash = WordHash.Mix(hash ^ WordHash.K1, word ^ WordHash.K2);
        }
        return WordHash.Mix(hash ^ WordHash.K3, WordHash.K0);
    }
}
