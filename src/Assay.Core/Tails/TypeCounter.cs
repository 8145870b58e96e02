namespace Assay.Core.Tails;

/// <summary>Counts word types: each shard of the anchor fills one, and they add up.</summary>
/// <remarks>
/// <para>A <see cref="TypeTable{TSlot}"/> of 16 bytes a slot: 21 to 43 bytes a type. Beyond
/// <see cref="RarityOptions.MaxTypes"/> it keeps one type in 2^<see cref="SampleLevel"/>, chosen by hash, with exact counts.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
public sealed class TypeCounter
{
    private readonly TypeTable<Slot> _table;

    /// <summary>An empty counter.</summary>
    /// <param name="options">The bound on types.</param>
    /// <exception cref="ArgumentException">The options have problems.</exception>
    public TypeCounter(RarityOptions options)
    {
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
        _table = new(options.MaxTypes);
    }

    /// <summary>Words counted, those of types outside the sample included.</summary>
    public long Words { get; private set; }

    /// <summary>Types in the table.</summary>
    public int Types => _table.Types;

    /// <summary>0 while all types are kept; s where one in 2^s is.</summary>
    public int SampleLevel => _table.SampleLevel;

    /// <summary>Counts the words of a document.</summary>
    /// <param name="wordHashes">Their hashes.</param>
    public void Add(ReadOnlySpan<ulong> wordHashes)
    {
        foreach (ulong hash in wordHashes)
        {
            _table.Add(new Slot(hash, 1));
        }
        Words += wordHashes.Length;
    }

    /// <summary>Adds another counter, for instance of another shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(TypeCounter other)
    {
        _table.RaiseSampleLevel(other.SampleLevel);
        foreach (Slot slot in other._table.Used)
        {
            _table.Add(slot);
        }
        Words = checked(Words + other.Words);
    }

    /// <summary>Adds types that were written down earlier by <see cref="Sorted"/>.</summary>
    /// <param name="hashes">The types.</param>
    /// <param name="counts">The count of each, 1 or more.</param>
    /// <param name="words">Words that they stand for (<see cref="Words"/> of the counter they come from).</param>
    /// <param name="sampleLevel">The level of the counter they come from.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a count is below 1.</exception>
    public void Add(ReadOnlySpan<ulong> hashes, ReadOnlySpan<long> counts, long words, int sampleLevel)
    {
        if (hashes.Length != counts.Length)
        {
            throw new ArgumentException($"{hashes.Length} types cannot have {counts.Length} counts.", nameof(counts));
        }
        _table.RaiseSampleLevel(sampleLevel);
        for (int i = 0; i < hashes.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(counts[i], 1, nameof(counts));
            _table.Add(new Slot(hashes[i], counts[i]));
        }
        Words = checked(Words + words);
    }

    /// <summary>The count of a type; 0 when it was not counted or is outside the sample.</summary>
    /// <param name="hash">Its hash.</param>
    public long CountOf(ulong hash) => _table[hash].Count;

    /// <summary>All types, by ascending hash, and the count of each.</summary>
    public (ulong[] Hashes, long[] Counts) Sorted()
    {
        Slot[] slots = [.. _table.Used.OrderBy(slot => slot.Hash)];
        return ([.. slots.Select(slot => slot.Hash)], [.. slots.Select(slot => slot.Count)]);
    }

    private struct Slot(ulong hash, long count) : ITypeSlot<Slot>
    {
        public readonly ulong Hash => hash;

        public long Count { get; private set; } = count;

        public void Merge(in Slot other) => Count = checked(Count + other.Count);
    }
}
