using MathNet.Numerics;

namespace Assay.Core.Distributions;

/// <summary>How many different types a sample holds, and how many of a reference's it still holds.</summary>
/// <remarks>Compare at equal sample size only: more tokens always show more types.</remarks>
public static class TypeRetention
{
    /// <summary>Share of the reference's types that occur in the sample.</summary>
    /// <param name="reference">Count of each type in the reference.</param>
    /// <param name="sample">Count of each type in the sample, in the same order.</param>
    /// <returns>In [0, 1]; null when the reference is empty.</returns>
    public static double? Share(ReadOnlySpan<long> reference, ReadOnlySpan<long> sample)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sample.Length, reference.Length, nameof(sample));
        long types = 0, kept = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] > 0)
            {
                types++;
                kept += sample[i] > 0 ? 1 : 0;
            }
        }

        return types == 0 ? null : (double)kept / types;
    }

    /// <summary>Expected number of types in a random part of a sample (rarefaction, Hurlbert 1971), for comparing samples of different sizes.</summary>
    /// <param name="counts">Count of each type in the sample.</param>
    /// <param name="size">Tokens in the part; at most as many as the sample has.</param>
    /// <returns>Between 0 and the number of types.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is larger than the sample.</exception>
    public static double Rarefied(ReadOnlySpan<long> counts, long size)
    {
        long total = 0;
        foreach (long count in counts)
        {
            total += count;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, total);
        double all = SpecialFunctions.GammaLn(total + 1) - SpecialFunctions.GammaLn(total - size + 1);
        double types = 0;
        foreach (long count in counts)
        {
            // 1 − C(N − c, m) / C(N, m): the type escapes when all m tokens come from the others.
            if (count > 0)
            {
                types += total - count < size
                    ? 1
                    : -Math.Exp(SpecialFunctions.GammaLn(total - count + 1) - SpecialFunctions.GammaLn(total - count - size + 1) - all) + 1;
            }
        }

        return types;
    }

    /// <summary>Share of the reference's different n-grams that occur in the sample.</summary>
    /// <param name="reference">Token numbers of the reference, in order of the text.</param>
    /// <param name="sample">Token numbers of the sample.</param>
    /// <param name="order">Tokens to an n-gram, 1 to 4; token numbers must fit in 64 / order bits.</param>
    /// <returns>In [0, 1]; null when the reference is shorter than an n-gram.</returns>
    public static double? NgramShare(ReadOnlySpan<int> reference, ReadOnlySpan<int> sample, int order)
    {
        HashSet<ulong> known = Ngrams(reference, order);
        if (known.Count == 0)
        {
            return null;
        }

        int types = known.Count;
        known.IntersectWith(Ngrams(sample, order));
        return (double)known.Count / types;
    }

    /// <summary>Number of different n-grams in a text.</summary>
    /// <param name="tokens">Token numbers, in order of the text.</param>
    /// <param name="order">Tokens to an n-gram, 1 to 4.</param>
    public static int NgramTypes(ReadOnlySpan<int> tokens, int order) => Ngrams(tokens, order).Count;

    private static HashSet<ulong> Ngrams(ReadOnlySpan<int> tokens, int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 4);
        int bits = 64 / order;
        HashSet<ulong> grams = [];
        for (int i = 0; i + order <= tokens.Length; i++)
        {
            ulong key = 0;
            for (int j = 0; j < order; j++)
            {
                key = order == 1 ? (ulong)tokens[i] : (key << bits) | (uint)tokens[i + j];
            }

            grams.Add(key);
        }

        return grams;
    }
}
