using System.Numerics;
using System.Numerics.Tensors;
using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>Entropy of the hash buckets of words: how spread out the common words are, which falls late in a collapse.</summary>
/// <remarks>Words are thrown into 4,096 buckets by their hash, which keeps the entropy of the common words and needs no table of types.</remarks>
internal sealed class BucketEntropy
{
    private const int Buckets = CorpusSketch.Buckets;

    private readonly float[] _buckets; // block after block
    private readonly float[] _all = new float[Buckets];

    public BucketEntropy(CorpusSketch sketch)
    {
        _buckets = new float[sketch.BucketsByBlock.Length];
        TensorPrimitives.ConvertSaturating<long, float>(sketch.BucketsByBlock, _buckets);
        for (int block = 0; block < BlockTypes.Blocks; block++)
        {
            TensorPrimitives.Add(_all, _buckets.AsSpan(block * Buckets, Buckets), _all);
        }
    }

    /// <summary>Entropy of the whole corpus, in nats; 0 without words.</summary>
    public double Whole => Of(_all, new float[Buckets]);

    /// <summary>Entropies of the two sides of each split.</summary>
    public (double[] Fresh, double[] Kept) Of(SplitSet splits)
    {
        double[] fresh = new double[splits.Count], kept = new double[splits.Count];
        float[] sum = new float[Buckets], other = new float[Buckets], logarithms = new float[Buckets];
        for (int s = 0; s < splits.Count; s++)
        {
            Add(splits.Fresh[s], sum);
            fresh[s] = Of(sum, logarithms);
            if ((splits.Fresh[s] | splits.Kept[s]) == ulong.MaxValue)
            {
                TensorPrimitives.Subtract(_all, sum, other);
            }
            else
            {
                Add(splits.Kept[s], other);
            }
            kept[s] = Of(other, logarithms);
        }
        return (fresh, kept);
    }

    /// <summary>Variance of the logarithm of Simpson's concentration Σ c(c − 1)/(n(n − 1)) in one of the two sides of splits.</summary>
    public double ConcentrationScatter(SplitSet splits)
    {
        double squares = 0;
        float[] sum = new float[Buckets];
        for (int s = 0; s < splits.Count; s++)
        {
            Add(splits.Fresh[s], sum);
            double fresh = LogConcentration(sum);
            Add(splits.Kept[s], sum);
            double difference = fresh - LogConcentration(sum);
            squares += difference * difference;
        }
        return squares / splits.Count / 2;
    }

    private static double LogConcentration(ReadOnlySpan<float> counts)
    {
        double total = TensorPrimitives.Sum(counts);
        double pairs = Math.Max(1, TensorPrimitives.SumOfSquares(counts) - total);
        return total > 1 ? Math.Log(pairs / (total * (total - 1))) : 0;
    }

    private void Add(ulong set, float[] sum)
    {
        Array.Clear(sum);
        for (; set != 0; set &= set - 1)
        {
            TensorPrimitives.Add(sum, _buckets.AsSpan(BitOperations.TrailingZeroCount(set) * Buckets, Buckets), sum);
        }
    }

    private static double Of(ReadOnlySpan<float> counts, Span<float> logarithms)
    {
        double total = TensorPrimitives.Sum(counts);
        TensorPrimitives.Max(counts, 1, logarithms); // An empty bucket adds 0 · ln 1.
        TensorPrimitives.Log(logarithms, logarithms);
        return total > 0 ? Math.Log(total) - (TensorPrimitives.Dot(counts, logarithms) / total) : 0;
    }
}
