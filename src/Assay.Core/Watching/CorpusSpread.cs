using Assay.Core.Statistics;
using Assay.Core.Tails;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Watching;

/// <summary>How much a corpus's own quantities would scatter over corpora of the same source and size: intervals by documents.</summary>
/// <remarks>Halves of the corpus are compared as in <see cref="SplitNull"/>. Half of the variance of their difference is that of one half, and the power law seen between halves and quarters carries it to the whole. A jackknife over blocks would be too wide: for types it counts every type of one block as lost.</remarks>
public sealed class CorpusSpread
{
    private const int Splits = 399;

    private readonly SplitNull _halves;
    private readonly double _quantile;

    /// <summary>Learns the scatter.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="parts">The parts of interest that it has.</param>
    /// <param name="seed">Root of the splits' randomness.</param>
    public CorpusSpread(CorpusSketch corpus, IEnumerable<WatchedPart> parts, RunSeed seed)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        WatchedPart[] present = [.. parts.Where(p => p.Of(corpus) is { Tokens: > 0 })];
        var incidences = present.ToDictionary(p => p, p => new BlockIncidence(p.Of(corpus)!, p.Of(corpus)!.SampleLevel));
        string[] strata = [.. present.Where(p => p.Stratum is not null).Select(p => p.Stratum!)];
        _halves = new(corpus, incidences, strata, BlockTypes.Blocks / 2, new WatchOptions { Splits = Splits }, seed.For("spread"));
        _quantile = StudentT.InvCDF(0, 1, Math.Max(1, SplitNull.EffectiveBlocks(corpus[1].TokensByBlock) - 1), 0.975);
    }

    /// <summary>Standard deviation of a quantity: of its logarithm, but for entropy.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <returns>Null where it is not defined or does not vary.</returns>
    public double? DeviationOf(WatchedQuantity quantity) =>
        _halves.Laws.TryGetValue(quantity, out NullLaw? law) ? law.DeviationAt(0.5) * Math.Sqrt(0.5) : null;

    /// <summary>The 95% interval of a value.</summary>
    /// <param name="quantity">Which quantity.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Null where there is none.</returns>
    public (double Low, double High)? Interval(WatchedQuantity quantity, double value)
    {
        if (DeviationOf(quantity) is not { } deviation)
        {
            return null;
        }
        double half = _quantile * deviation;
        return quantity.Measure == TailMeasure.Entropy ? (value - half, value + half) : (value * Math.Exp(-half), value * Math.Exp(half));
    }
}
