using Assay.Core.Statistics;
using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>Random splits of a corpus by blocks of documents, without replacement: one part plays the reference, the other fresh text.</summary>
internal sealed class SplitSet
{
    /// <summary>Disjoint pieces of the reference part, each as large as the fresh part, over which its value is averaged.</summary>
    private const int MostPieces = 4;

    private SplitSet(ulong[] fresh, ulong[] kept, ulong[][] pieces)
    {
        (Fresh, Kept, Pieces) = (fresh, kept, pieces);
    }

    /// <summary>The fresh part of each split, a bit a block.</summary>
    public ulong[] Fresh { get; }

    /// <summary>The reference part.</summary>
    public ulong[] Kept { get; }

    /// <summary>Pieces of the reference part, piece by piece, each for all splits.</summary>
    public ulong[][] Pieces { get; }

    /// <summary>Number of splits.</summary>
    public int Count => Fresh.Length;

    /// <summary>Draws splits.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="kept">Blocks of the reference part.</param>
    /// <param name="fresh">Blocks of the fresh part, at most as many.</param>
    /// <param name="count">How many splits.</param>
    public static SplitSet Draw(Prng prng, int kept, int fresh, int count)
    {
        int pieces = Math.Min(MostPieces, kept / fresh);
        var set = new SplitSet(new ulong[count], new ulong[count], [.. Enumerable.Range(0, pieces).Select(_ => new ulong[count])]);
        int[] order = [.. Enumerable.Range(0, BlockTypes.Blocks)];
        for (int s = 0; s < count; s++)
        {
            for (int i = 0; i < fresh + kept; i++)
            {
                int j = i + prng.NextInt32(order.Length - i);
                (order[i], order[j]) = (order[j], order[i]);
            }
            set.Fresh[s] = Bits(order.AsSpan(0, fresh));
            set.Kept[s] = Bits(order.AsSpan(fresh, kept));
            for (int piece = 0; piece < pieces; piece++)
            {
                set.Pieces[piece][s] = Bits(order.AsSpan(fresh * (piece + 1), fresh));
            }
        }
        return set;
    }

    private static ulong Bits(ReadOnlySpan<int> blocks)
    {
        ulong bits = 0;
        foreach (int block in blocks)
        {
            bits |= 1UL << block;
        }
        return bits;
    }
}
