using System.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Tails;

/// <summary>In how many of the 64 blocks types occur: expected counts of a random part of the corpus, by whole blocks of documents.</summary>
/// <remarks>
/// Sample-based rarefaction (Colwell et al., Journal of Plant Ecology 5, 2012; "Mao Tau") with blocks of documents as sampling units. Words are
/// clumped within documents, so removing documents loses types faster than removing tokens, and only this is fair to corpora of documents.
/// </remarks>
public sealed class BlockHistogram
{
    private const int SmoothedTerms = 20;

    private readonly double[] _types = new double[BlockTypes.Blocks + 1]; // by number of blocks
    private readonly double[] _single = new double[BlockTypes.Blocks + 1]; // blocks in which they occur once, summed
    private readonly double _aloneTokens;

    /// <summary>Makes the histogram of a table.</summary>
    /// <param name="types">The table.</param>
    /// <param name="sampleLevel">Level of the sample of types that is looked at, at least the table's.</param>
    /// <param name="except">A table whose types are left out; null for none. It must be sampled no more than that.</param>
    public BlockHistogram(BlockTypes types, int sampleLevel, BlockTypes? except = null)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleLevel, Math.Max(types.SampleLevel, except?.SampleLevel ?? 0));
        Scale = Math.ScaleB(1, sampleLevel);
        foreach (BlockSlot slot in types.Used)
        {
            if (!TypeSample.Holds(slot.Hash, sampleLevel) || except?[slot.Hash].Count > 0)
            {
                continue;
            }
            int blocks = BitOperations.PopCount(slot.Present);
            _types[blocks]++;
            _single[blocks] += BitOperations.PopCount(slot.Single);
            _aloneTokens += blocks == 1 ? slot.Count : 0;
        }
        Tokens = types.Tokens;
    }

    /// <summary>Types that one stands for.</summary>
    public double Scale { get; }

    /// <summary>Tokens of the corpus.</summary>
    public long Tokens { get; }

    /// <summary>Share of the tokens whose type occurs in one block of documents only, in [0, 1].</summary>
    public double AloneShare => Tokens == 0 ? double.NaN : _aloneTokens * Scale / Tokens;

    /// <summary>Types that occur in some number of blocks.</summary>
    /// <param name="blocks">1 to 64.</param>
    public double TypesIn(int blocks) => _types[blocks] * Scale;

    /// <summary>Expected number of types in a random part.</summary>
    /// <param name="blocks">Blocks of the part, 0 to 64, not always whole.</param>
    public double TypesAt(double blocks)
    {
        double sum = 0;
        for (int k = 1; k < _types.Length; k++)
        {
            sum += _types[k] * (1 - NoneOf(k, blocks));
        }
        return sum * Scale;
    }

    /// <summary>Expected number of types that occur exactly once in a random part.</summary>
    /// <param name="blocks">Blocks of the part, above 0 to 64, not always whole.</param>
    public double OnceAt(double blocks)
    {
        double sum = 0;
        for (int k = 1; k < _types.Length; k++)
        {
            // One of the blocks where the type stands once is drawn, and none of its other blocks.
            sum += _single[k] * blocks / BlockTypes.Blocks * NoneAmong(BlockTypes.Blocks - 1, k - 1, blocks - 1);
        }
        return sum * Scale;
    }

    /// <summary>Expected number of types that more text of the same source would bring and the corpus does not have.</summary>
    /// <remarks>Good and Toulmin's series Σ −(−ρ)^k Q_k (Biometrika 43, 1956) by blocks, with the smoothing of Efron and Thisted (Biometrika 63, 1976): weight P(Bin(20, 1/(1 + ρ)) ≥ k).</remarks>
    /// <param name="ratio">How much more, by the size of the corpus: ρ, in [0, 1].</param>
    public double NewTypes(double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ratio, 1);
        double sum = 0;
        for (int k = 1; k <= SmoothedTerms; k++)
        {
            double weight = 1 - Binomial.CDF(1 / (1 + ratio), SmoothedTerms, k - 1);
            sum -= Math.Pow(-ratio, k) * _types[k] * weight;
        }
        return Math.Max(0, sum) * Scale;
    }

    /// <summary>Share of the types found in some number of blocks of one part that another, disjoint part has too.</summary>
    /// <param name="part">Blocks of the first part.</param>
    /// <param name="other">Blocks of the other part.</param>
    /// <param name="least">Least number of blocks of the first part.</param>
    /// <param name="most">Greatest number of blocks of the first part.</param>
    /// <returns>In [0, 1]; NaN where there are no such types.</returns>
    public double SharedBy(int part, int other, int least, int most)
    {
        double known = 0, kept = 0;
        for (int k = 1; k < _types.Length; k++)
        {
            for (int j = Math.Max(least, k - (BlockTypes.Blocks - part)); j <= Math.Min(Math.Min(most, k), part); j++)
            {
                double drawn = Math.Exp(LogChoose(part, j) + LogChoose(BlockTypes.Blocks - part, k - j) - LogChoose(BlockTypes.Blocks, k));
                known += _types[k] * drawn;
                kept += _types[k] * drawn * (1 - NoneAmong(BlockTypes.Blocks - part, k - j, other));
            }
        }
        return kept / known;
    }

    /// <summary>Probability that a type of k blocks has none in a random part: C(64 − k, t) / C(64, t).</summary>
    internal static double NoneOf(int k, double blocks) => NoneAmong(BlockTypes.Blocks, k, blocks);

    /// <summary>Probability that none of k marked places is among t drawn of n, t not always whole: Π (n − t − i)/(n − i) for i below k.</summary>
    internal static double NoneAmong(int n, int k, double t)
    {
        double product = 1;
        for (int i = 0; i < k && product > 0; i++)
        {
            product *= Math.Max(0, n - Math.Max(0, t) - i) / (n - i);
        }
        return product;
    }

    private static double LogChoose(int n, int k) => SpecialFunctions.BinomialLn(n, k);
}
