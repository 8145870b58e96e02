using System.Numerics;
using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>What splits of the reference say about one part: logarithms of fresh over reference, at equal tokens.</summary>
internal static class PartSplits
{
    /// <summary>Compares the two sides of each split.</summary>
    /// <param name="types">The part's incidence.</param>
    /// <param name="tokens">Its tokens in each block.</param>
    /// <param name="splits">The splits.</param>
    /// <param name="onceGrowth">By which power of the size the number of types that occur once grows.</param>
    /// <returns>For each split the log ratio of types and of types that occur once, and the logarithm of new types to a token.</returns>
    public static (double[] Types, double[] Once, double[] Novelty) Compare(BlockIncidence types, ReadOnlySpan<long> tokens, SplitSet splits, double onceGrowth)
    {
        int n = splits.Count;
        double[] typeRatio = new double[n], onceRatio = new double[n], novelty = new double[n];
        ulong[] both = new ulong[n];
        var fresh = new SubsetCounts[n];
        var kept = new SubsetCounts[n];
        var union = new SubsetCounts[n];
        var piece = new SubsetCounts[n];
        types.Count(splits.Fresh, fresh);
        types.Count(splits.Kept, kept);
        for (int s = 0; s < n; s++)
        {
            both[s] = splits.Fresh[s] | splits.Kept[s];
        }
        if (both[0] == ulong.MaxValue)
        {
            types.Count(both.AsSpan(0, 1), union); // Every split has all blocks on its two sides.
            union.AsSpan().Fill(union[0]);
        }
        else
        {
            types.Count(both, union);
        }
        for (int s = 0; s < n; s++)
        {
            double size = TokensOf(tokens, splits.Fresh[s]);
            typeRatio[s] = LogOf(fresh[s].Types);
            onceRatio[s] = LogOf(fresh[s].Once);
            novelty[s] = LogOf(union[s].Types - kept[s].Types) - Math.Log(Math.Max(1, size));
        }
        foreach (ulong[] sets in splits.Pieces)
        {
            if (sets.AsSpan().SequenceEqual(splits.Kept))
            {
                kept.CopyTo(piece, 0); // Halves: the other side is the only piece.
            }
            else
            {
                types.Count(sets, piece);
            }
            for (int s = 0; s < n; s++)
            {
                // At equal tokens: types grow with text like a power whose exponent is the share of types found in one block.
                double larger = Math.Log(Math.Max(1, TokensOf(tokens, splits.Fresh[s])) / Math.Max(1, TokensOf(tokens, sets[s])));
                double typeGrowth = piece[s].Types > 0 ? piece[s].Alone / piece[s].Types : 0;
                typeRatio[s] -= (LogOf(piece[s].Types) + (typeGrowth * larger)) / splits.Pieces.Length;
                onceRatio[s] -= (LogOf(piece[s].Once) + (onceGrowth * larger)) / splits.Pieces.Length;
            }
        }
        return (typeRatio, onceRatio, novelty);
    }

    /// <summary>Tokens in a set of blocks.</summary>
    public static double TokensOf(ReadOnlySpan<long> tokens, ulong set)
    {
        double sum = 0;
        for (; set != 0; set &= set - 1)
        {
            sum += tokens[BitOperations.TrailingZeroCount(set)];
        }
        return sum;
    }

    /// <summary>Where nothing is left the logarithm stays finite: half a type.</summary>
    public static double LogOf(double count) => Math.Log(Math.Max(0.5, count));
}
