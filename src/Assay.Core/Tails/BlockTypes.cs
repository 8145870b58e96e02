using System.Runtime.CompilerServices;
using Assay.Core.Text;

namespace Assay.Core.Tails;

/// <summary>The n-gram types of a corpus, and in which blocks of documents each occurs.</summary>
/// <remarks>
/// <para>A document belongs to one of 64 blocks by its hash. A type's blocks are the bits of a word, and a second word says in which of
/// them it occurs exactly once: that is enough to know, of any set of blocks, how many types it has and how many of them occur once.</para>
/// <para>A type that occurs once takes 16 to 32 bytes, another 48 to 96 (<see cref="BlockTable"/>). Exact up to a bound, beyond it a fixed sample of
/// types by hash with exact counts. Tables of shards add up, in any order. Not thread-safe.</para>
/// </remarks>
/// <param name="maxTypes">The most types that are kept.</param>
public sealed class BlockTypes(int maxTypes)
{
    /// <summary>Blocks of documents.</summary>
    public const int Blocks = 64;

    private const int Ahead = 16; // Slots that are asked for before they are needed.

    private readonly BlockTable _table = new(maxTypes);
    private readonly long[] _tokens = new long[Blocks];
    private ulong[] _sampled = new ulong[1024];

    /// <summary>Types in the table.</summary>
    public int Types => _table.Types;

    /// <summary>0 while all types are kept; s where one in 2^s is.</summary>
    public int SampleLevel => _table.SampleLevel;

    /// <summary>How many types one in the table stands for.</summary>
    public double Scale => Math.ScaleB(1, SampleLevel);

    /// <summary>n-grams counted in each block, those of types outside the sample included.</summary>
    public ReadOnlySpan<long> TokensByBlock => _tokens;

    /// <summary>n-grams counted.</summary>
    public long Tokens => _tokens.Sum();

    /// <summary>Documents counted.</summary>
    public long Documents { get; private set; }

    internal IEnumerable<BlockSlot> Used => _table.Used;

    internal BlockSlot this[ulong hash] => _table[hash];

    /// <summary>Counts the n-grams of a document.</summary>
    /// <param name="hashes">Their hashes, well mixed.</param>
    /// <param name="block">The document's block, 0 to 63.</param>
    /// <returns>How many types the table had not held before.</returns>
    public int Add(ReadOnlySpan<ulong> hashes, int block)
    {
        _tokens[block] += hashes.Length;
        Documents++;
        ReadOnlySpan<ulong> sampled = Sampled(hashes);
        int before = _table.Types, level = SampleLevel;
        for (int i = 0; i < Math.Min(Ahead, sampled.Length); i++)
        {
            _table.Prefetch(sampled[i]);
        }
        for (int i = 0; i < sampled.Length; i++)
        {
            if (i + Ahead < sampled.Length)
            {
                _table.Prefetch(sampled[i + Ahead]);
            }
            _table.Add(sampled[i], block);
        }
        return level == SampleLevel ? _table.Types - before : sampled.Length;
    }

    /// <summary>Adds the table of another shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(BlockTypes other)
    {
        _table.RaiseSampleLevel(other.SampleLevel);
        foreach (BlockSlot slot in other.Used)
        {
            _table.Add(slot);
        }
        AddTotals(other._tokens, other.Documents);
    }

    /// <summary>Adds a table that was written down.</summary>
    internal void Add(ReadOnlySpan<BlockSlot> slots, ReadOnlySpan<long> tokens, long documents, int sampleLevel)
    {
        _table.RaiseSampleLevel(sampleLevel);
        foreach (ref readonly BlockSlot slot in slots)
        {
            _table.Add(slot);
        }
        AddTotals(tokens, documents);
    }

    /// <summary>Whether the table keeps a type, seen or not.</summary>
    internal bool Holds(ulong hash) => hash <= _table.HighestHash;

    private void AddTotals(ReadOnlySpan<long> tokens, long documents)
    {
        Documents += documents;
        for (int block = 0; block < Blocks; block++)
        {
            _tokens[block] += tokens[block];
        }
    }

    private ReadOnlySpan<ulong> Sampled(ReadOnlySpan<ulong> hashes)
    {
        if (SampleLevel == 0)
        {
            return hashes;
        }
        if (_sampled.Length < hashes.Length)
        {
            _sampled = new ulong[hashes.Length * 2];
        }
        ulong highest = _table.HighestHash;
        int count = 0;
        foreach (ulong hash in hashes)
        {
            _sampled[count] = hash;
            count += hash <= highest ? 1 : 0;
        }
        return _sampled.AsSpan(0, count);
    }
}

/// <summary>A type, how often it occurs, and in which blocks.</summary>
internal struct BlockSlot : ITypeSlot<BlockSlot>
{
    /// <summary>The type.</summary>
    public ulong Hash { readonly get; set; }

    /// <summary>How often it occurs.</summary>
    public long Count { readonly get; set; }

    /// <summary>Bit b: it occurs in block b.</summary>
    public ulong Present;

    /// <summary>Bit b: it occurs in block b exactly once.</summary>
    public ulong Single;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Merge(in BlockSlot other)
    {
        Single = (Single & ~other.Present) | (other.Single & ~Present);
        Present |= other.Present;
        Count += other.Count;
    }
}

/// <summary>Hashes of n-grams from hashes of words.</summary>
internal static class NgramHash
{
    /// <summary>Hashes each n-gram: that of one word less, and the word behind it.</summary>
    /// <param name="shorter">Hashes of the (n − 1)-grams, in order.</param>
    /// <param name="words">Hashes of the words.</param>
    /// <param name="target">Takes one n-gram for each pair; may be the place of the shorter ones.</param>
    /// <returns>How many n-grams there are.</returns>
    public static int Extend(ReadOnlySpan<ulong> shorter, ReadOnlySpan<ulong> words, Span<ulong> target)
    {
        int order = words.Length - shorter.Length + 1; // words in one of the shorter
        int count = shorter.Length - 1;
        for (int i = 0; i < count; i++)
        {
            target[i] = WordHash.Mix(shorter[i] ^ WordHash.K1, words[i + order] ^ WordHash.K3);
        }
        return Math.Max(0, count);
    }
}
