namespace Assay.Core.Tails;

/// <summary>Counts word types: each shard of the anchor fills one, and they add up.</summary>
/// <remarks>
/// <para>An open-addressing table of 16 bytes a slot, at most three quarters full: 21 to 43 bytes a type. Beyond
/// <see cref="RarityOptions.MaxTypes"/> it keeps one type in 2^<see cref="SampleLevel"/>, chosen by hash, with exact counts.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
public sealed class TypeCounter
{
    private readonly int _maxTypes;
    private Slot[] _slots = new Slot[1024];

    /// <summary>An empty counter.</summary>
    /// <param name="options">The bound on types.</param>
    /// <exception cref="ArgumentException">The options have problems.</exception>
    public TypeCounter(RarityOptions options)
    {
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
        _maxTypes = options.MaxTypes;
    }

    /// <summary>Words counted, those of types outside the sample included.</summary>
    public long Words { get; private set; }

    /// <summary>Types in the table.</summary>
    public int Types { get; private set; }

    /// <summary>0 while all types are kept; s where one in 2^s is.</summary>
    public int SampleLevel { get; private set; }

    /// <summary>Counts the words of a document.</summary>
    /// <param name="wordHashes">Their hashes.</param>
    public void Add(ReadOnlySpan<ulong> wordHashes)
    {
        foreach (ulong hash in wordHashes)
        {
            Count(hash, 1);
        }
        Words += wordHashes.Length;
    }

    /// <summary>Adds another counter, for instance of another shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(TypeCounter other)
    {
        RaiseSampleLevel(other.SampleLevel);
        foreach (Slot slot in other._slots)
        {
            if (slot.Count > 0)
            {
                Count(slot.Hash, slot.Count);
            }
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
        RaiseSampleLevel(sampleLevel);
        for (int i = 0; i < hashes.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(counts[i], 1, nameof(counts));
            Count(hashes[i], counts[i]);
        }
        Words = checked(Words + words);
    }

    /// <summary>The count of a type; 0 when it was not counted or is outside the sample.</summary>
    /// <param name="hash">Its hash.</param>
    public long CountOf(ulong hash) => _slots[Find(hash)].Count;

    /// <summary>All types, by ascending hash, and the count of each.</summary>
    public (ulong[] Hashes, long[] Counts) Sorted()
    {
        ulong[] hashes = new ulong[Types];
        long[] counts = new long[Types];
        int next = 0;
        foreach (Slot slot in _slots)
        {
            if (slot.Count > 0)
            {
                (hashes[next], counts[next]) = (slot.Hash, slot.Count);
                next++;
            }
        }
        Array.Sort(hashes, counts);
        return (hashes, counts);
    }

    private void Count(ulong hash, long count)
    {
        if (!TypeSample.Holds(hash, SampleLevel))
        {
            return;
        }
        ref Slot slot = ref _slots[Find(hash)];
        if (slot.Count > 0)
        {
            slot.Count = checked(slot.Count + count);
            return;
        }
        slot = new Slot { Hash = hash, Count = count };
        Types++;
        while (Types > _maxTypes && SampleLevel < TypeSample.MostLevel)
        {
            RaiseSampleLevel(SampleLevel + 1);
        }
        if (Types > _slots.Length / 4 * 3)
        {
            Rebuild(checked(_slots.Length * 2));
        }
    }

    /// <summary>The slot of a type, or the empty one where it belongs.</summary>
    private int Find(ulong hash)
    {
        int mask = _slots.Length - 1;
        int index = (int)hash & mask; // Word hashes are mixed: their low bits are as good as any.
        while (_slots[index].Count > 0 && _slots[index].Hash != hash)
        {
            index = (index + 1) & mask;
        }
        return index;
    }

    private void RaiseSampleLevel(int level)
    {
        if (level > SampleLevel)
        {
            SampleLevel = level;
            Rebuild(_slots.Length);
        }
    }

    private void Rebuild(int size)
    {
        Slot[] old = _slots;
        _slots = new Slot[size];
        Types = 0;
        foreach (Slot slot in old)
        {
            if (slot.Count > 0 && TypeSample.Holds(slot.Hash, SampleLevel))
            {
                _slots[Find(slot.Hash)] = slot;
                Types++;
            }
        }
    }

    private struct Slot
    {
        internal ulong Hash;
        internal long Count;
    }
}
