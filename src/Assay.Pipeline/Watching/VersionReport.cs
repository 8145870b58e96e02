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
        var diversity = new DiversityReport(reference, version, spread);
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
            Diversity = diversity.HillNumbers(),
            Repetition = diversity.Repetition(verdict),
            Shapes =
            [
                Shape("words", reference.Sketch.Shape.Words, version.Shape.Words),
                Shape("words-per-sentence", reference.Sketch.Shape.WordsPerSentence, version.Shape.WordsPerSentence),
                Shape("marks-per-100-words", reference.Sketch.Shape.MarksPerHundredWords, version.Shape.MarksPerHundredWords),
            ],
            Models = [.. Orders[..2].Select(n => (n, Probe: ModelProbe.Measure(reference.Sketch, version, heldOut, n))).Where(p => p.Probe is not null).Select(p => Model(p.n, p.Probe!))],
            Vectors = verdict.Vectors,
            LostWords = reference.Options.WatchesText ? LostTypes.Find(reference, version, MostLostWords) : [],
            LostStrata = [.. quantities.Where(q => q.Rings && q.Stratum is not null).Select(q => q.Stratum!).Distinct(StringComparer.Ordinal).SelectMany(Named)],
        };
    }

    /// <summary>A stratum, and of rare ones those by name that the version has nothing of.</summary>
    private IEnumerable<string> Named(string stratum) => reference.Pools.FirstOrDefault(p => string.Equals(p.Name, stratum, StringComparison.Ordinal)) is { } pool
        ? [stratum, .. pool.Members.Where(m => version.Strata.GetValueOrDefault(m) is not { Tokens: > 0 })]
        : [stratum];

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
        Quantity(q, q.Reference, reference.Spread, reference.Sketch),
        Quantity(q, q.Version, spread, version),
        q.Deviation,
        q.Line,
        q.FreshLow,
        q.FreshHigh,
        q.IsInFamily,
        q.Rings);

    private static Estimate Quantity(QuantityComparison compared, double value, CorpusSpread spread, CorpusSketch corpus)
    {
        double fraction = compared.Tokens / Math.Max(1, compared.Quantity.Part.Of(corpus)?.Tokens ?? 0);
        return DiversityReport.Estimated(value, spread.Interval(compared.Quantity, value, fraction), corpus);
    }

    private static WatchShape Shape(string name, LogHistogram theirs, LogHistogram mine)
    {
        double?[] Quantiles(LogHistogram h) => [Finite(h.Quantile(0.05)), Finite(h.Quantile(0.5)), Finite(h.Quantile(0.95))];
        (double Low, double High) bounds = mine.DistanceInterval(theirs);
        return new(name, Quantiles(theirs), Quantiles(mine), !double.IsFinite(bounds.Low) ? null : new Estimate
        {
            Value = mine.Distance(theirs),
            Low = bounds.Low,
            High = bounds.High,
            Method = "Dvoretzky, Kiefer, Wolfowitz, Massart",
            Unit = "documents",
            N = mine.Total,
            Answer = EstimateAnswer.Estimate,
        });
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
