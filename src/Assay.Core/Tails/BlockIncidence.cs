using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Core.Tails;

/// <summary>Counts the types of any set of blocks, thousands of sets at a time.</summary>
/// <remarks>
/// Most types occur in one block or two: those are summed up in tables once, and a set of blocks adds rows. Types of three blocks and more are
/// looked at one by one, eight at a time, in tiles that stay in the cache while all sets pass over them. Exact. Immutable and thread-safe.
/// </remarks>
internal sealed partial class BlockIncidence
{
    private const int Blocks = BlockTypes.Blocks;
    private const int Tile = 2048;

    private readonly double[] _lone = new double[Blocks];
    private readonly double[] _loneOnce = new double[Blocks];
    private readonly double[] _pair = new double[Blocks * Blocks]; // symmetric
    private readonly double[] _pairOnce = new double[Blocks * Blocks]; // [i, j]: the pairs {i, j} of which block i has one
    private readonly ulong[] _present;
    private readonly ulong[] _single;
    private readonly double[] _pairsOf = new double[Blocks];

    public BlockIncidence(BlockTypes types, int sampleLevel)
    {
        Scale = Math.ScaleB(1, sampleLevel);
        List<ulong> present = [], single = [];
        foreach (BlockSlot slot in types.Used)
        {
            if (!TypeSample.Holds(slot.Hash, sampleLevel))
            {
                continue;
            }
            int blocks = BitOperations.PopCount(slot.Present);
            int first = BitOperations.TrailingZeroCount(slot.Present);
            if (blocks == 1)
            {
                _lone[first]++;
                _loneOnce[first] += slot.Single == 0 ? 0 : 1;
            }
            else if (blocks == 2)
            {
                int second = BitOperations.Log2(slot.Present);
                _pair[(first * Blocks) + second]++;
                _pair[(second * Blocks) + first]++;
                _pairOnce[(first * Blocks) + second] += (slot.Single >> first) & 1;
                _pairOnce[(second * Blocks) + first] += (slot.Single >> second) & 1;
                _pairsOf[first]++;
                _pairsOf[second]++;
            }
            else
            {
                present.Add(slot.Present);
                single.Add(slot.Single);
            }
        }
        _present = Padded(present);
        _single = Padded(single);
    }

    /// <summary>Types that one stands for.</summary>
    public double Scale { get; }

    /// <summary>Counts sets of blocks.</summary>
    /// <param name="sets">A bit a block.</param>
    /// <param name="target">Takes the counts of each set.</param>
    public void Count(ReadOnlySpan<ulong> sets, Span<SubsetCounts> target)
    {
        long[] types = new long[sets.Length], alone = new long[sets.Length], once = new long[sets.Length];
        for (int start = 0; start < _present.Length; start += Tile)
        {
            int length = Math.Min(Tile, _present.Length - start);
            ReadOnlySpan<Vector512<ulong>> present = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_present.AsSpan(start, length));
            ReadOnlySpan<Vector512<ulong>> single = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_single.AsSpan(start, length));
            for (int s = 0; s < sets.Length; s++)
            {
                CountTile(present, single, sets[s], ref types[s], ref alone[s], ref once[s]);
            }
        }
        for (int s = 0; s < sets.Length; s++)
        {
            SubsetCounts few = CountFew(sets[s]);
            target[s] = new((few.Types + types[s]) * Scale, (few.Alone + alone[s]) * Scale, (few.Once + once[s]) * Scale);
        }
    }

    private static void CountTile(
        ReadOnlySpan<Vector512<ulong>> present, ReadOnlySpan<Vector512<ulong>> single, ulong set, ref long types, ref long alone, ref long once)
    {
        Vector512<ulong> inSet = Vector512.Create(set);
        Vector512<ulong> typeMasks = default, aloneMasks = default, onceMasks = default; // A mask is −1: they are subtracted.
        for (int i = 0; i < present.Length; i++)
        {
            Vector512<ulong> here = present[i] & inSet;
            Vector512<ulong> absent = Vector512.Equals(here, Vector512<ulong>.Zero);
            Vector512<ulong> atMostOne = Vector512.Equals(here & (here - Vector512<ulong>.One), Vector512<ulong>.Zero);
            Vector512<ulong> noSingle = Vector512.Equals(here & single[i], Vector512<ulong>.Zero);
            typeMasks += ~absent;
            aloneMasks += atMostOne & ~absent;
            onceMasks += atMostOne & ~noSingle;
        }
        types -= (long)Vector512.Sum(typeMasks);
        alone -= (long)Vector512.Sum(aloneMasks);
        once -= (long)Vector512.Sum(onceMasks);
    }

    /// <summary>The types of one block or two.</summary>
    private SubsetCounts CountFew(ulong set)
    {
        Span<double> outside = stackalloc double[Blocks];
        for (int i = 0; i < Blocks; i++)
        {
            outside[i] = (set >> i & 1) ^ 1;
        }
        double lone = 0, loneOnce = 0, across = 0, acrossOnce = 0, touched = 0;
        for (ulong left = set; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            lone += _lone[i];
            loneOnce += _loneOnce[i];
            touched += _pairsOf[i];
            across += TensorPrimitives.Dot(_pair.AsSpan(i * Blocks, Blocks), outside);
            acrossOnce += TensorPrimitives.Dot(_pairOnce.AsSpan(i * Blocks, Blocks), outside);
        }
        // Pairs within the set are touched twice, those across its border once.
        return new(lone + ((touched + across) / 2), lone + across, loneOnce + acrossOnce);
    }

    private static ulong[] Padded(List<ulong> values)
    {
        ulong[] padded = new ulong[(values.Count + 7) / 8 * 8]; // Types of no block count nowhere.
        values.CopyTo(padded);
        return padded;
    }
}
