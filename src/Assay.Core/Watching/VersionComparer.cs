using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>Compares versions with a reference, quantity by quantity and all together.</summary>
internal sealed class VersionComparer(WatchReference reference)
{
    /// <summary>Sizes further apart cannot be compared: less than a few blocks of the larger would be left.</summary>
    internal const double MostRatio = 16;

    private const double Band = 1.96;
    private const double LeastFreshShare = 0.05; // of a version that the reference does not have, for new types to be counted
    private const double MostExcess = 2; // of a version's scatter over the reference's, that is taken for chance

    private readonly CorpusSketch _reference = reference.Sketch;

    /// <summary>Compares a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="position">Its place in the series, from 1.</param>
    /// <param name="spread">How much its quantities scatter; null learns it.</param>
    public VersionVerdict Compare(CorpusSketch version, int position, CorpusSpread? spread)
    {
        double level = 6 * reference.Options.FalseAlarmRate / (Math.PI * Math.PI * position * position);
        if (Refusal(version) is { } reason)
        {
            return new() { Position = position, Quantities = [], Chance = 1, Level = level, IsLate = false, NoAnswer = reason };
        }

        Dictionary<WatchedPart, int> levels = reference.Shown.ToDictionary(
            part => part, part => Math.Max(part.Of(_reference)!.SampleLevel, part.Of(version)?.SampleLevel ?? 0));
        SplitNull nulls = reference.Null((double)version.Words / _reference.Words, levels);
        List<Difference> differences = [.. levels.SelectMany(part => OfPart(part.Key, part.Value, version, nulls)), OfEntropy(version, nulls), .. OfShares(version, nulls)];
        differences.RemoveAll(d => !nulls.Laws.ContainsKey(d.Quantity));
        spread ??= reference.SpreadOf(version);
        double[] scales = [.. differences.Select(d => ScaleOf(d, nulls, spread))];
        double[] deviations = [.. differences.Select((d, i) => (d.Value - d.Expected - d.Tolerance) / scales[i])];
        NullLaw[] family = [.. differences.Where(d => reference.IsInFamily(d.Quantity)).Select(d => nulls.Laws[d.Quantity])];
        if (family.Length == 0)
        {
            return new() { Position = position, Quantities = [], Chance = 1, Level = level, IsLate = false, NoAnswer = reference.Options.WatchesText ? "No stratum has documents enough to be watched." : "There are too few vectors." };
        }

        var largest = new LargestDeviation(family);
        double line = largest.LineAt(level);
        List<QuantityComparison> quantities = [.. differences.Select((d, i) => Describe(d, deviations[i], scales[i], line))];
        return new()
        {
            Position = position,
            Quantities = quantities,
            Chance = largest.ChanceOf(quantities.Where(q => q.IsInFamily).Max(q => -q.Deviation)),
            Level = level,
            IsLate = quantities.Any(q => q.Quantity.Measure == TailMeasure.Entropy && q.Version < q.Reference - Math.Log(2)),
        };
    }

    private string? Refusal(CorpusSketch version)
    {
        long least = reference.Options.LeastDocuments;
        double ratio = (double)version.Words / _reference.Words;
        return _reference.Documents < least ? FormattableString.Invariant($"The reference has {_reference.Documents} documents; {least} are the least that can show how fresh text varies.")
            : version.Documents < least ? FormattableString.Invariant($"The version has {version.Documents} documents; {least} are the least.")
            : _reference.Words == 0 ? "The reference has no words."
            : version.Words == 0 ? "The version has no words."
            : ratio > MostRatio ? FormattableString.Invariant($"The version has {ratio:0} times the reference's words; compare a sample of it (--sample {MostRatio / 2 / ratio:0.###}).")
            : ratio < 1 / MostRatio ? FormattableString.Invariant($"The reference has {1 / ratio:0} times the version's words; take a sample of it as reference (--sample-reference {ratio * MostRatio / 2:0.###}, where a baseline is written, too).")
            : null;
    }

    private IEnumerable<Difference> OfPart(WatchedPart part, int level, CorpusSketch version, SplitNull nulls)
    {
        BlockTypes known = part.Of(_reference)!;
        double ratio = part.Of(version) is { } present ? (double)present.Tokens / known.Tokens : 0;
        if (ratio is not (>= 1 / MostRatio and <= MostRatio)) // written so that NaN, of none by none, fails too
        {
            yield break; // A stratum that shrank so much rings by its share.
        }
        BlockTypes own = part.Of(version)!;
        double common = Math.Min(known.Tokens, own.Tokens);
        double inReference = BlockTypes.Blocks * common / known.Tokens, inVersion = BlockTypes.Blocks * common / own.Tokens;
        BlockHistogram theirs = reference.Histogram(part, level), mine = new(own, level);
        (double types, double once) = (theirs.TypesAt(inReference), theirs.OnceAt(inReference));
        (double ownTypes, double ownOnce) = (mine.TypesAt(inVersion), mine.OnceAt(inVersion));
        // The variance by size: that of the splits, and that of the two corpora as far as they are looked at.
        double share = nulls.FreshShare;
        double variance = ((1.0 / known.Tokens) + (1 / common)) / ((1 / (known.Tokens * share)) + (1 / (known.Tokens * (1 - share))));
        Difference Of(TailMeasure measure, double reference, double version) =>
            new(new(part, measure), Math.Log(Math.Max(version, 0.5 / common)), Math.Log(Math.Max(reference, 0.5 / common)), 0, variance, common);
        yield return Of(TailMeasure.Types, types, ownTypes);
        yield return Of(TailMeasure.UnseenMass, once / common, ownOnce / common);
        yield return Of(TailMeasure.HapaxShare, once / types, ownOnce / ownTypes);

        double freshShare = part.Stratum is null ? 1 - reference.SharedShare(version) : 1;
        if (freshShare > LeastFreshShare)
        {
            double tokens = common * freshShare;
            double unknown = new BlockHistogram(own, level, except: known).TypesAt(inVersion);
            double expected = theirs.NewTypes(tokens / known.Tokens);
            yield return new(new(part, TailMeasure.Novelty), Math.Log(Math.Max(unknown, 0.5) / tokens), Math.Log(Math.Max(expected, 0.5) / tokens), Math.Log(reference.Options.NoveltyFloor), variance / freshShare, tokens);
        }
    }

    private Difference OfEntropy(CorpusSketch version, SplitNull nulls)
    {
        // What a smaller corpus misses of its entropy is known from the splits.
        double expected = nulls.Entropy + (nulls.EntropyBias * (1 - ((double)_reference.Words / version.Words)));
        return new(new(new(null, 1), TailMeasure.Entropy), new BucketEntropy(version).Whole, expected, 0, VarianceOfWhole(version, nulls), Math.Min(version.Words, _reference.Words));
    }

    private IEnumerable<Difference> OfShares(CorpusSketch version, SplitNull nulls) => reference.Strata.Select(stratum =>
    {
        double mine = ((version.Strata.GetValueOrDefault(stratum)?.Tokens ?? 0) + 0.5) / (version.Words + 1);
        double theirs = (_reference.Strata[stratum].Tokens + 0.5) / (_reference.Words + 1);
        return new Difference(new(new(stratum, 1), TailMeasure.Share), Math.Log(mine), Math.Log(theirs), Math.Log(reference.Options.StratumFloor), VarianceOfWhole(version, nulls), version.Words);
    });

    /// <summary>The variance by that of the splits, for what looks at all words of both.</summary>
    private double VarianceOfWhole(CorpusSketch version, SplitNull nulls)
    {
        double ratio = Math.Min(1, (double)version.Words / _reference.Words);
        double share = nulls.FreshShare;
        return (1 + (1 / ratio)) / ((1 / share) + (1 / (1 - share)));
    }

    /// <summary>Standard deviation of a difference between fresh corpora: as the reference says, or as both together say where that is more.</summary>
    /// <remarks>With the reference alone, a reference that by chance has no odd document would look richer and steadier at once, and both lead to false alarms.</remarks>
    private double ScaleOf(Difference d, SplitNull nulls, CorpusSpread spread)
    {
        // A stratum or a kind of type of which little is left scatters wildly: that must not hide its loss.
        double others = reference.Spread.DeviationOf(d.Quantity) ?? 0;
        double own = d.Quantity.Measure == TailMeasure.Share ? 0 : Math.Min(MostExcess * others, spread.DeviationOf(d.Quantity) ?? 0);
        return Math.Max(nulls.Laws[d.Quantity].DeviationAt(d.Variance), Math.Sqrt((own * own) + (others * others)));
    }

    private QuantityComparison Describe(Difference d, double deviation, double scale, double line)
    {
        bool isLog = d.Quantity.Measure != TailMeasure.Entropy;
        double Back(double value) => isLog ? Math.Exp(value) : value;
        bool isInFamily = reference.IsInFamily(d.Quantity);
        return new()
        {
            Quantity = d.Quantity,
            Reference = Back(d.Expected),
            Version = Back(d.Value),
            Deviation = deviation,
            Line = Back(d.Expected + d.Tolerance - (line * scale)),
            FreshLow = Back(d.Expected - (Band * scale)),
            FreshHigh = Back(d.Expected + (Band * scale)),
            Tokens = d.Tokens,
            IsInFamily = isInFamily,
            Rings = isInFamily && deviation < -line,
        };
    }

    /// <param name="Quantity">Which quantity.</param>
    /// <param name="Value">Of the version; in logarithm, but for entropy.</param>
    /// <param name="Expected">Of fresh text.</param>
    /// <param name="Tolerance">How much less than expected is no loss yet, 0 or negative.</param>
    /// <param name="Variance">By that of the splits, where variance falls as one over size.</param>
    /// <param name="Tokens">At which they were compared.</param>
    private readonly record struct Difference(WatchedQuantity Quantity, double Value, double Expected, double Tolerance, double Variance, double Tokens);
}
