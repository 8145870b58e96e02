using System.Collections.Concurrent;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Watching;

/// <summary>How much a corpus's own quantities would scatter over corpora of the same source and size: intervals by documents.</summary>
/// <remarks>Types are compared by <see cref="RarefiedHalves"/>, entropy and shares as in <see cref="SplitNull"/>. Half of the variance of their difference is that of one half, and the power law seen between halves and quarters carries it to the whole. A jackknife over blocks would be too wide: for types it counts every type of one block as lost.</remarks>
public sealed class CorpusSpread
{
    private const int Splits = 399;

    private readonly SplitNull _halves;
    private readonly Dictionary<WatchedPart, RarefiedHalves> _types = [];
    private readonly Dictionary<WatchedPart, long> _tokens = [];
    private readonly ConcurrentDictionary<(WatchedQuantity, double), double> _known = [];
    private readonly double _freedom;
    private readonly double _concentration;

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
        var prng = new Prng(seed.For("spread/rarefied"));
        SplitSet halves = SplitSet.Draw(prng, BlockTypes.Blocks / 2, BlockTypes.Blocks / 2, Splits);
        SplitSet quarters = SplitSet.Draw(prng, BlockTypes.Blocks / 4, BlockTypes.Blocks / 4, Splits);
        foreach (WatchedPart part in present)
        {
            _tokens.Add(part, part.Of(corpus)!.Tokens);
            _types.Add(part, new(incidences[part], part.Of(corpus)!.TokensByBlock, halves, quarters));
        }
        // Pairs of equal words are a mean over documents: their variance falls as one over size.
        _concentration = Math.Sqrt(new BucketEntropy(corpus).ConcentrationScatter(halves) / 2);
        _freedom = Math.Max(1, SplitNull.EffectiveBlocks(corpus[1].TokensByBlock) - 1);
    }

    /// <summary>Standard deviation of a quantity: of its logarithm, but for entropy.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="fraction">The part of the corpus's size at which the quantity is looked at, in (0, 1].</param>
    /// <returns>Null where it is not defined or does not vary.</returns>
    public double? DeviationOf(WatchedQuantity quantity, double fraction = 1) => quantity.Measure switch
    {
        TailMeasure.Types or TailMeasure.HapaxShare or TailMeasure.UnseenMass =>
            _types.TryGetValue(quantity.Part, out RarefiedHalves? halves)
                && _known.GetOrAdd((quantity, fraction), key => halves.DeviationOf(key.Item1.Measure, key.Item2)) is > 0 and var found ? found : null,
        _ => _halves.Laws.TryGetValue(quantity, out NullLaw? law) ? law.DeviationAt(0.5) * Math.Sqrt(0.5) : null,
    };

    /// <summary>The 95% interval of a value.</summary>
    /// <param name="quantity">Which quantity.</param>
    /// <param name="value">Its value.</param>
    /// <param name="fraction">The part of the corpus's size at which it was taken, in (0, 1].</param>
    /// <returns>Null where there is none.</returns>
    public (double Low, double High)? Interval(WatchedQuantity quantity, double value, double fraction = 1)
    {
        if (DeviationOf(quantity, fraction) is not { } deviation)
        {
            return null;
        }
        double half = Quantile(quantity) * deviation;
        return quantity.Measure switch
        {
            TailMeasure.Entropy => (value - half, value + half),
            TailMeasure.Types => OfProportion(value, _tokens[quantity.Part] * fraction, half),
            TailMeasure.HapaxShare or TailMeasure.UnseenMass => OfProportion(value, 1, half),
            _ => (value * Math.Exp(-half), value * Math.Exp(half)),
        };
    }

    /// <summary>The 95% interval of a Hill number of words.</summary>
    /// <remarks>Of order 0 it is that of types; of orders 1 and 2 that of the entropy and of Simpson's concentration over hash buckets, of which there are many more than such a number.</remarks>
    /// <param name="order">0, 1 or 2.</param>
    /// <param name="value">The Hill number.</param>
    /// <param name="fraction">The part of the corpus's size at which it was taken, in (0, 1].</param>
    /// <returns>Null where there is none.</returns>
    public (double Low, double High)? HillInterval(int order, double value, double fraction = 1)
    {
        if (order == 0)
        {
            return Interval(new(new(null, 1), TailMeasure.Types), value, fraction);
        }
        WatchedQuantity entropy = new(new(null, 1), TailMeasure.Entropy);
        if ((order == 1 ? DeviationOf(entropy) : _concentration) is not (> 0 and var deviation))
        {
            return null;
        }
        double half = Quantile(entropy) * deviation;
        return (value * Math.Exp(-half), value * Math.Exp(half));
    }

    /// <summary>An interval on the logit of a proportion of some whole, from the half-width on its logarithm.</summary>
    /// <remarks>
    /// Where nearly all n-grams are different, it is the few that repeat whose number has a steady relative error: the logarithm of the others would
    /// give a corpus that by chance repeats little an interval that is too narrow.
    /// </remarks>
    private static (double Low, double High) OfProportion(double value, double whole, double half)
    {
        double odds = value / (whole - value), factor = Math.Exp(half * whole / (whole - value));
        return double.IsFinite(factor) && odds > 0
            ? (whole / (1 + (factor / odds)), whole / (1 + (1 / (factor * odds))))
            : (value * Math.Exp(-half), Math.Min(whole, value * Math.Exp(half)));
    }

    /// <summary>Student's quantile, for two doubts about a deviation: documents of unequal length, and blocks that contribute unequally.</summary>
    private double Quantile(WatchedQuantity quantity)
    {
        double freedom = 1 / ((1 / _freedom) + (_halves.Laws.TryGetValue(quantity, out NullLaw? law) ? 1 / law.Freedom : 0));
        return StudentT.InvCDF(0, 1, freedom, 0.975);
    }
}
