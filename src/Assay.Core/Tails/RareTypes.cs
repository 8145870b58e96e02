using System.Numerics;

namespace Assay.Core.Tails;

/// <summary>The word types of the anchor, and which of them are rare.</summary>
/// <remarks>
/// <para>Rare are the types with the lowest counts that together hold at most <see cref="RarityOptions.RareMass"/> of the anchor's
/// words. Types of equal count are rare together or not at all, else the answer would depend on how they are listed; where
/// the types that occur once already hold more than that, none is rare.</para>
/// <para>An anchor document is measured against the anchor without itself: its own occurrences are taken off the counts, and a type
/// that is then left with none is unseen. Otherwise no word of an anchor document could ever be unseen, and anchor
/// documents could not be compared with others. The bound of what is rare stays that of the whole anchor.</para>
/// <para>Eight bytes a slot, at most three quarters full: 11 to 21 bytes a type. A slot holds 32 bits of the hash beside those that
/// chose it, so an unseen word passes for a seen one about once in a billion.</para>
/// <para>Where the counter kept a sample of types, words of sampled types stand for 2^level words each, so shares stay right on
/// average, with more noise in short documents. Immutable, and safe to share between threads.</para>
/// </remarks>
public sealed class RareTypes
{
    private const int FingerprintShift = 24;

    private readonly ulong[] _slots; // Fingerprint << 32 | count, 0 where empty.
    private readonly int _sampleLevel;

    /// <summary>Finds the rare types of an anchor.</summary>
    /// <param name="anchor">The counted words of all its documents.</param>
    /// <param name="options">What rare means.</param>
    /// <exception cref="ArgumentException">The options have problems.</exception>
    public RareTypes(TypeCounter anchor, RarityOptions options)
    {
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
        (ulong[] hashes, long[] counts) = anchor.Sorted();
        _sampleLevel = anchor.SampleLevel;
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, hashes.Length + hashes.Length / 3 + 1))];
        for (int i = 0; i < hashes.Length; i++)
        {
            int slot = Find(hashes[i]);
            ulong count = Math.Min(uint.MaxValue, (uint)_slots[slot] + (ulong)counts[i]);
            _slots[slot] = ((ulong)Fingerprint(hashes[i]) << 32) | count;
        }

        double scale = Math.ScaleB(1, _sampleLevel);
        double limit = options.RareMass * anchor.Words;
        Array.Sort(counts);
        long mass = 0;
        for (int start = 0, end; start < counts.Length; start = end)
        {
            for (end = start; end < counts.Length && counts[end] == counts[start]; end++)
            {
                mass += counts[end];
            }
            if (mass * scale > limit || counts[start] >= uint.MaxValue)
            {
                break;
            }
            MostRareCount = counts[start];
            RareTypeCount = end;
            RareMass = mass * scale / anchor.Words;
        }
        Types = hashes.Length;
        Words = anchor.Words;
    }

    /// <summary>Words of the anchor.</summary>
    public long Words { get; }

    /// <summary>Types in the table.</summary>
    public int Types { get; }

    /// <summary>Types in the table that are rare.</summary>
    public int RareTypeCount { get; }

    /// <summary>A type that occurs this often or less is rare; 0 when none is.</summary>
    public long MostRareCount { get; }

    /// <summary>The share of the anchor's words that rare types hold; at most the share that was asked for.</summary>
    public double RareMass { get; }

    /// <summary>Bytes of the table.</summary>
    public long Bytes => (long)_slots.Length * sizeof(ulong);

    /// <summary>Measures a document.</summary>
    /// <param name="wordHashes">Its words.</param>
    /// <param name="inAnchor">Whether it is one of the documents that were counted.</param>
    /// <param name="scratch">As many places as words, owned by the caller; used for anchor documents only.</param>
    /// <returns>The shares; null for a document without words.</returns>
    /// <exception cref="ArgumentException">The scratch is too short for an anchor document.</exception>
    public Rarity? Measure(ReadOnlySpan<ulong> wordHashes, bool inAnchor, Span<int> scratch)
    {
        if (wordHashes.Length == 0)
        {
            return null;
        }
        (long rare, long unseen) = inAnchor ? CountWithoutItself(wordHashes, scratch) : CountWords(wordHashes);
        return new(Share(rare, wordHashes.Length), Share(unseen, wordHashes.Length));
    }

    private float Share(long sampled, int words) => (float)Math.Min(1, Math.ScaleB(sampled, _sampleLevel) / words);

    private (long Rare, long Unseen) CountWords(ReadOnlySpan<ulong> wordHashes)
    {
        long rare = 0;
        long unseen = 0;
        foreach (ulong hash in wordHashes)
        {
            if (TypeSample.Holds(hash, _sampleLevel))
            {
                uint count = (uint)_slots[Find(hash)];
                unseen += count == 0 ? 1 : 0;
                rare += count > 0 && count <= MostRareCount ? 1 : 0;
            }
        }
        return (rare, unseen);
    }

    private (long Rare, long Unseen) CountWithoutItself(ReadOnlySpan<ulong> wordHashes, Span<int> scratch)
    {
        if (scratch.Length < wordHashes.Length)
        {
            throw new ArgumentException($"{wordHashes.Length} words need as many places, not {scratch.Length}.", nameof(scratch));
        }
        // Only types whose count could fall to the bound matter; the slot stands for the type.
        long bound = MostRareCount + wordHashes.Length;
        int candidates = 0;
        long unseen = 0;
        foreach (ulong hash in wordHashes)
        {
            if (TypeSample.Holds(hash, _sampleLevel))
            {
                int slot = Find(hash);
                uint count = (uint)_slots[slot];
                unseen += count == 0 ? 1 : 0;
                if (count > 0 && count <= bound)
                {
                    scratch[candidates++] = slot;
                }
            }
        }
        Span<int> slots = scratch[..candidates];
        slots.Sort();
        long rare = 0;
        for (int start = 0, end; start < slots.Length; start = end)
        {
            for (end = start + 1; end < slots.Length && slots[end] == slots[start]; end++)
            {
            }
            int own = end - start;
            long others = (uint)_slots[slots[start]] - own;
            unseen += others <= 0 ? own : 0;
            rare += others > 0 && others <= MostRareCount ? own : 0;
        }
        return (rare, unseen);
    }

    /// <summary>The slot of a type, or the empty one where it would be.</summary>
    private int Find(ulong hash)
    {
        ulong[] slots = _slots;
        int mask = slots.Length - 1;
        uint fingerprint = Fingerprint(hash);
        int index = (int)hash & mask;
        while (slots[index] != 0 && (uint)(slots[index] >> 32) != fingerprint)
        {
            index = (index + 1) & mask;
        }
        return index;
    }

    private static uint Fingerprint(ulong hash) => (uint)(hash >> FingerprintShift);
}
