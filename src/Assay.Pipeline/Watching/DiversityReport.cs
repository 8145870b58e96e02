using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;

namespace Assay.Pipeline.Watching;

/// <summary>Diversity and repetition of a version beside the reference.</summary>
internal sealed class DiversityReport(WatchReference reference, CorpusSketch version, CorpusSpread spread)
{
    /// <summary>Hill numbers of order 0, 1 and 2, at equal words and at equal coverage; nothing where a corpus has fewer than two words.</summary>
    public WatchDiversity[] HillNumbers()
    {
        CountSpectrum theirs = CountSpectrum.Of(reference.Sketch[1]), mine = CountSpectrum.Of(version[1]);
        if (theirs.Tokens < 2 || mine.Tokens < 2)
        {
            return [];
        }

        double size = Math.Min(theirs.Tokens, mine.Tokens);
        double coverage = Math.Min(theirs.Coverage(2 * theirs.Tokens), mine.Coverage(2 * mine.Tokens));
        double? own = mine.SizeAt(coverage), other = theirs.SizeAt(coverage);
        Estimate Hill(int q, CountSpectrum of, CorpusSpread scatter, CorpusSketch corpus)
        {
            double value = of.Hill(q, size);
            return Estimated(value, scatter.HillInterval(q, value, size / of.Tokens), corpus);
        }
        return [.. Enumerable.Range(0, 3).Select(q => new WatchDiversity(
            q,
            size,
            Hill(q, theirs, reference.Spread, reference.Sketch),
            Hill(q, mine, spread, version),
            own is null || other is null ? null : coverage,
            other is { } t && own is not null ? theirs.Hill(q, t) : null,
            own is { } m && other is not null ? mine.Hill(q, m) : null))];
    }

    /// <summary>distinct-n and repetition, which are types and unseen mass by another name.</summary>
    /// <param name="verdict">Where these were compared.</param>
    public WatchRepetition[] Repetition(VersionVerdict verdict)
    {
        var compared = verdict.Quantities.Where(q => q.Quantity.Part.Stratum is null).ToDictionary(q => q.Quantity);
        return [.. Enumerable.Range(1, CorpusSketch.Orders)
            .Select(n => new WatchedPart(null, n))
            .Where(part => compared.ContainsKey(new(part, TailMeasure.Types)) && compared.ContainsKey(new(part, TailMeasure.UnseenMass)))
            .Select(part => Repetition(compared[new(part, TailMeasure.Types)], compared[new(part, TailMeasure.UnseenMass)]))];
    }

    private WatchRepetition Repetition(QuantityComparison types, QuantityComparison unseen)
    {
        Estimate Distinct(double value, CorpusSpread scatter, CorpusSketch corpus) =>
            Mapped(types, value, scatter, corpus, v => v / types.Tokens);
        Estimate Repeated(double value, CorpusSpread scatter, CorpusSketch corpus) =>
            Mapped(unseen, value, scatter, corpus, v => Math.Clamp(1 - v, 0, 1));
        return new(
            types.Quantity.Part.Order,
            types.Tokens,
            Distinct(types.Reference, reference.Spread, reference.Sketch),
            Distinct(types.Version, spread, version),
            Repeated(unseen.Reference, reference.Spread, reference.Sketch),
            Repeated(unseen.Version, spread, version));
    }

    private static Estimate Mapped(QuantityComparison compared, double value, CorpusSpread scatter, CorpusSketch corpus, Func<double, double> map)
    {
        double fraction = compared.Tokens / Math.Max(1, compared.Quantity.Part.Of(corpus)?.Tokens ?? 0);
        (double Low, double High)? interval = scatter.Interval(compared.Quantity, value, fraction) is { } found
            ? (Math.Min(map(found.Low), map(found.High)), Math.Max(map(found.Low), map(found.High)))
            : null;
        return Estimated(map(value), interval, corpus);
    }

    /// <summary>A value with the interval that halves of documents give it.</summary>
    internal static Estimate Estimated(double value, (double Low, double High)? interval, CorpusSketch corpus)
    {
        bool isKnown = interval is { } known && double.IsFinite(known.Low) && double.IsFinite(known.High);
        return new()
        {
            Value = value,
            Low = isKnown ? interval?.Low : null,
            High = isKnown ? interval?.High : null,
            Method = "halves of documents",
            Unit = "tokens",
            N = corpus.Documents,
            Answer = EstimateAnswer.Estimate,
            Reason = isKnown ? null : interval is null ? "It does not vary between halves of the corpus." : "Too few different documents to tell how it varies.",
        };
    }
}
