using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;

namespace Assay.Pipeline.Watching;

/// <summary>Describes a version beside the reference.</summary>
internal sealed class VersionReport(WatchReference reference, CorpusSketch version, CorpusSpread spread, CorpusSketch? heldOut)
{
    private const int MostLostWords = 40;

    private static readonly int[] Orders = [1, 2, 3];

    /// <summary>The whole description.</summary>
    /// <param name="name">The version's path.</param>
    /// <param name="verdict">What the alarm says about it.</param>
    public WatchVersion Of(string name, VersionVerdict verdict)
    {
        WatchQuantity[] quantities = [.. verdict.Quantities.Select(Describe)];
        return new()
        {
            Corpus = Summary(name, version),
            Position = verdict.Position,
            Chance = verdict.Chance,
            Level = verdict.Level,
            Rings = verdict.Rings,
            Late = verdict.IsLate,
            NoAnswer = verdict.NoAnswer,
            SharedWithReference = reference.SharedShare(version),
            Quantities = quantities,
            Retention = [.. Orders.Select(n => new WatchRetention(n, Retention.Measure(reference, version, new(null, n))))],
            Diversity = Diversity(),
            Shapes =
            [
                Shape("words", reference.Sketch.Shape.Words, version.Shape.Words),
                Shape("words-per-sentence", reference.Sketch.Shape.WordsPerSentence, version.Shape.WordsPerSentence),
                Shape("marks-per-100-words", reference.Sketch.Shape.MarksPerHundredWords, version.Shape.MarksPerHundredWords),
            ],
            Models = [.. Orders[..2].Select(n => (n, Probe: ModelProbe.Measure(reference.Sketch, version, heldOut, n))).Where(p => p.Probe is not null).Select(p => Model(p.n, p.Probe!))],
            Vectors = verdict.Vectors,
            LostWords = LostTypes.Find(reference, version, MostLostWords),
            LostStrata = [.. quantities.Where(q => q.Rings && q.Stratum is not null).Select(q => q.Stratum!).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>What was read.</summary>
    public static WatchCorpusSummary Summary(string name, CorpusSketch corpus) =>
        new(name, corpus.Documents, corpus.Words, corpus.Bytes, [.. Orders.Select(n => corpus[n].SampleLevel)]);

    private WatchQuantity Describe(QuantityComparison q) => new(
        q.Quantity.Name,
        q.Quantity.Measure switch
        {
            TailMeasure.Types => "types",
            TailMeasure.HapaxShare => "hapax-share",
            TailMeasure.UnseenMass => "unseen-mass",
            TailMeasure.Novelty => "novelty",
            TailMeasure.Entropy => "entropy",
            _ => "share",
        },
        q.Quantity.Part.Order,
        q.Quantity.Part.Stratum,
        q.Tokens,
        Quantity(q.Quantity, q.Reference, reference.Spread, reference.Sketch.Documents),
        Quantity(q.Quantity, q.Version, spread, version.Documents),
        q.Deviation,
        q.Line,
        q.FreshLow,
        q.FreshHigh,
        q.IsInFamily,
        q.Rings);

    private static Estimate Quantity(WatchedQuantity quantity, double value, CorpusSpread spread, long documents)
    {
        (double Low, double High)? interval = spread.Interval(quantity, value);
        return new()
        {
            Value = value,
            Low = interval?.Low,
            High = interval?.High,
            Method = "halves of documents",
            Unit = "tokens",
            N = documents,
            Answer = EstimateAnswer.Estimate,
            Reason = interval is null ? "It does not vary between halves of the corpus." : null,
        };
    }

    private WatchDiversity[] Diversity()
    {
        CountSpectrum theirs = CountSpectrum.Of(reference.Sketch[1]), mine = CountSpectrum.Of(version[1]);
        if (theirs.Tokens < 2 || mine.Tokens < 2)
        {
            return [];
        }

        double size = Math.Min(theirs.Tokens, mine.Tokens);
        double coverage = Math.Min(theirs.Coverage(2 * theirs.Tokens), mine.Coverage(2 * mine.Tokens));
        double? own = mine.SizeAt(coverage), other = theirs.SizeAt(coverage);
        return [.. Enumerable.Range(0, 3).Select(q => new WatchDiversity(
            q,
            size,
            theirs.Hill(q, size),
            mine.Hill(q, size),
            own is null || other is null ? null : coverage,
            other is { } t && own is not null ? theirs.Hill(q, t) : null,
            own is { } m && other is not null ? mine.Hill(q, m) : null))];
    }

    private static WatchShape Shape(string name, LogHistogram theirs, LogHistogram mine)
    {
        double?[] Quantiles(LogHistogram h) => [Finite(h.Quantile(0.05)), Finite(h.Quantile(0.5)), Finite(h.Quantile(0.95))];
        return new(name, Quantiles(theirs), Quantiles(mine), Finite(mine.Distance(theirs)));
    }

    private WatchProbe Model(int order, ModelProbe probe) => new(
        order,
        probe.Words,
        probe.ReferenceBits,
        probe.VersionBits,
        new Estimate
        {
            Value = probe.Difference,
            Low = probe.Low,
            High = probe.High,
            Method = heldOut is null ? "held-out documents of the reference" : "held-out corpus",
            Unit = "tokens",
            N = probe.Documents,
            Answer = EstimateAnswer.Estimate,
        },
        Math.Pow(2, probe.Difference),
        probe.ReferenceQuantiles,
        probe.VersionQuantiles);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
