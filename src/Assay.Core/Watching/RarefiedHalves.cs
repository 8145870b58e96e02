using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>How much the types of a corpus scatter: its halves, and its quarters, compared at equal tokens.</summary>
/// <remarks>
/// Half of the variance of the difference between two halves is that of one half; quarters say by which power of the size the variance falls.
/// The larger half is rarefied to the size of the smaller, so that nothing is assumed of how types grow with text.
/// </remarks>
internal sealed class RarefiedHalves
{
    private const int Half = BlockTypes.Blocks / 2;
    private const int Quarter = BlockTypes.Blocks / 4;
    private const double LeastFraction = 0.5; // What SubsetSpectrum can rarefy to.
    private const double MostGrowth = 1.5;

    private readonly SubsetSpectrum[] _halves, _others, _quarters, _otherQuarters;
    private readonly double[] _halfTokens, _otherTokens, _quarterTokens, _otherQuarterTokens;

    /// <summary>Counts the halves and quarters.</summary>
    /// <param name="types">The part's incidence.</param>
    /// <param name="tokens">Its tokens in each block.</param>
    /// <param name="halves">Splits into halves.</param>
    /// <param name="quarters">Pairs of disjoint quarters.</param>
    public RarefiedHalves(BlockIncidence types, ReadOnlySpan<long> tokens, SplitSet halves, SplitSet quarters)
    {
        (_halves, _halfTokens) = Count(types, tokens, halves.Fresh);
        (_others, _otherTokens) = Count(types, tokens, halves.Kept);
        (_quarters, _quarterTokens) = Count(types, tokens, quarters.Fresh);
        (_otherQuarters, _otherQuarterTokens) = Count(types, tokens, quarters.Kept);
    }

    /// <summary>Standard deviation of the logarithm of a measure in the whole corpus.</summary>
    /// <param name="measure">Types, their share that occurs once, or the unseen mass.</param>
    /// <param name="fraction">To which part of its size the corpus is rarefied; below one half the answer is that of one half, which is larger.</param>
    /// <returns>0 where nothing varies.</returns>
    public double DeviationOf(TailMeasure measure, double fraction)
    {
        double part = Math.Clamp(fraction, LeastFraction, 1);
        double half = Scatter(measure, part, Half, _halves, _halfTokens, _others, _otherTokens);
        double quarter = Scatter(measure, part, Quarter, _quarters, _quarterTokens, _otherQuarters, _otherQuarterTokens);
        if (half == 0 || quarter == 0)
        {
            return half;
        }
        double growth = Math.Clamp(Math.Log2(quarter / half), 0, MostGrowth);
        return Math.Sqrt(half * Math.Pow(0.5, growth));
    }

    /// <summary>Variance of the logarithm in one of two sets of blocks.</summary>
    private static double Scatter(
        TailMeasure measure, double fraction, int blocks, SubsetSpectrum[] sets, double[] tokens, SubsetSpectrum[] others, double[] otherTokens)
    {
        double squares = 0;
        for (int s = 0; s < sets.Length; s++)
        {
            double least = Math.Min(tokens[s], otherTokens[s]), most = Math.Max(tokens[s], otherTokens[s]);
            double size = Math.Min(least, Math.Max(fraction * (least + most) / 2, LeastFraction * most));
            double difference = LogOf(sets[s], tokens[s], size) - LogOf(others[s], otherTokens[s], size);
            squares += difference * difference;
        }
        return squares / sets.Length / 2;

        double LogOf(in SubsetSpectrum set, double all, double size)
        {
            double part = blocks * size / Math.Max(1, all);
            double once = Math.Max(0.5, set.OnceAt(blocks, part)), types = Math.Max(0.5, set.TypesAt(blocks, part));
            return measure switch
            {
                TailMeasure.Types => Math.Log(types),
                TailMeasure.HapaxShare => Math.Log(once / types),
                _ => Math.Log(once),
            };
        }
    }

    private static (SubsetSpectrum[] Spectra, double[] Tokens) Count(BlockIncidence types, ReadOnlySpan<long> tokens, ulong[] sets)
    {
        var spectra = new SubsetSpectrum[sets.Length];
        types.Count(sets, spectra);
        double[] sizes = new double[sets.Length];
        for (int s = 0; s < sets.Length; s++)
        {
            sizes[s] = PartSplits.TokensOf(tokens, sets[s]);
        }
        return (spectra, sizes);
    }
}
