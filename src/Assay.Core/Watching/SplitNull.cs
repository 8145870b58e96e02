using System.Numerics.Tensors;
using Assay.Core.Statistics;
using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>The reference compared with itself: what every watched quantity does in splits by whole blocks of documents.</summary>
/// <remarks>Splits are drawn without replacement: a bootstrap of documents repeats some and so is itself a collapsed copy.</remarks>
internal sealed class SplitNull
{
    private const int Blocks = BlockTypes.Blocks;

    private readonly Dictionary<WatchedQuantity, NullLaw> _laws = [];
    private readonly ulong[] _fresh;

    /// <summary>Learns the laws.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="parts">The parts that are watched, each with its incidence.</param>
    /// <param name="strata">The strata whose shares are watched.</param>
    /// <param name="freshBlocks">Blocks on the fresh side of a split.</param>
    /// <param name="options">How many splits.</param>
    /// <param name="seed">Root of their randomness.</param>
    public SplitNull(
        CorpusSketch reference,
        IReadOnlyDictionary<WatchedPart, BlockIncidence> parts,
        IReadOnlyCollection<string> strata,
        int freshBlocks,
        WatchOptions options,
        RunSeed seed)
    {
        FreshBlocks = freshBlocks;
        var prng = new Prng(seed.For($"watch/splits/{freshBlocks}"));
        SplitSet whole = SplitSet.Draw(prng, Blocks - freshBlocks, freshBlocks, options.Splits);
        _fresh = whole.Fresh;
        SplitSet half = SplitSet.Draw(prng, (Blocks - freshBlocks) / 2, freshBlocks / 2, options.Splits);
        foreach ((WatchedPart part, BlockIncidence incidence) in parts)
        {
            LearnPart(part, incidence, part.Of(reference)!, whole, half);
        }
        LearnEntropy(reference, whole, half);
        ReadOnlySpan<long> all = reference[1].TokensByBlock;
        foreach (string stratum in strata)
        {
            ReadOnlySpan<long> some = reference.Strata[stratum].TokensByBlock;
            Learn(new(new(stratum, 1), TailMeasure.Share), Shares(some, all, whole), Shares(some, all, half));
        }
    }

    /// <summary>Blocks on the fresh side of a split.</summary>
    public int FreshBlocks { get; }

    /// <summary>The same, as a share of all blocks.</summary>
    public double FreshShare => (double)FreshBlocks / Blocks;

    /// <summary>Entropy of the reference's buckets, in nats.</summary>
    public double Entropy { get; private set; }

    /// <summary>How much of its entropy a corpus of that size misses: a corpus of another size misses that by the size.</summary>
    public double EntropyBias { get; private set; }

    /// <summary>The laws.</summary>
    public IReadOnlyDictionary<WatchedQuantity, NullLaw> Laws => _laws;

    /// <summary>Blocks of equal size that would vary as much as the reference's: (Σ n)²/Σ n² (Kish).</summary>
    public static double EffectiveBlocks(ReadOnlySpan<long> tokens)
    {
        double sum = 0, squares = 0;
        foreach (long n in tokens)
        {
            sum += n;
            squares += (double)n * n;
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }

    private void LearnPart(WatchedPart part, BlockIncidence incidence, BlockTypes known, SplitSet whole, SplitSet half)
    {
        var histogram = new BlockHistogram(known, (int)Math.Log2(incidence.Scale));
        double onceGrowth = Math.Log2(Math.Max(1, histogram.OnceAt(FreshBlocks)) / Math.Max(1, histogram.OnceAt(FreshBlocks / 2.0)));
        (double[] types, double[] once, double[] novelty) = PartSplits.Compare(incidence, known.TokensByBlock, whole, onceGrowth);
        (double[] halfTypes, double[] halfOnce, double[] halfNovelty) = PartSplits.Compare(incidence, known.TokensByBlock, half, onceGrowth);
        Learn(new(part, TailMeasure.Types), types, halfTypes);
        Learn(new(part, TailMeasure.UnseenMass), once, halfOnce);
        TensorPrimitives.Subtract(once, types, once);
        TensorPrimitives.Subtract(halfOnce, halfTypes, halfOnce);
        Learn(new(part, TailMeasure.HapaxShare), once, halfOnce);
        Learn(new(part, TailMeasure.Novelty), novelty, halfNovelty);
    }

    private void Learn(WatchedQuantity quantity, double[] values, double[] halves)
    {
        if (NullLaw.Learn(values, halves, _fresh) is { } law)
        {
            _laws.Add(quantity, law);
        }
    }

    private void LearnEntropy(CorpusSketch reference, SplitSet whole, SplitSet half)
    {
        var buckets = new BucketEntropy(reference);
        Entropy = buckets.Whole;
        (double[] fresh, double[] kept) = buckets.Of(whole);
        (double[] halfFresh, double[] halfKept) = buckets.Of(half);
        double missing = Entropy - fresh.Average();
        EntropyBias = missing / ((1 / FreshShare) - 1);
        ReadOnlySpan<long> tokens = reference[1].TokensByBlock;
        Learn(new(new(null, 1), TailMeasure.Entropy), AtEqualTokens(fresh, kept, whole, tokens), AtEqualTokens(halfFresh, halfKept, half, tokens));
    }

    /// <summary>Differences of entropies, each with what its size misses.</summary>
    private double[] AtEqualTokens(double[] fresh, double[] kept, SplitSet splits, ReadOnlySpan<long> tokens)
    {
        double all = PartSplits.TokensOf(tokens, ulong.MaxValue);
        double[] differences = new double[fresh.Length];
        for (int s = 0; s < differences.Length; s++)
        {
            double freshMisses = EntropyBias * all / Math.Max(1, PartSplits.TokensOf(tokens, splits.Fresh[s]));
            double keptMisses = EntropyBias * all / Math.Max(1, PartSplits.TokensOf(tokens, splits.Kept[s]));
            differences[s] = fresh[s] + freshMisses - kept[s] - keptMisses;
        }
        return differences;
    }

    private static double[] Shares(ReadOnlySpan<long> some, ReadOnlySpan<long> all, SplitSet splits)
    {
        double[] shares = new double[splits.Count];
        for (int s = 0; s < splits.Count; s++)
        {
            shares[s] = LogShare(some, all, splits.Fresh[s]) - LogShare(some, all, splits.Kept[s]);
        }
        return shares;
    }

    private static double LogShare(ReadOnlySpan<long> some, ReadOnlySpan<long> all, ulong set) =>
        Math.Log((PartSplits.TokensOf(some, set) + 0.5) / (PartSplits.TokensOf(all, set) + 1));
}
