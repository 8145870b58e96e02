using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;

namespace Assay.Tests.Report;

/// <summary>Measurements to look at: a typical one, and one without an answer.</summary>
public static class SampleMeasureResults
{
    public static MeasureResult Typical() => Empty() with
    {
        Calibration = "references",
        Corpus = Part("corpus", null, 12_840, Share(0.184, 0.167, 0.205), Share(0.175, 0.159, 0.193)),
        Sources = [Part("crawl", null, 9_000, Share(0.19, 0.17, 0.21), Share(0.18, 0.16, 0.2)), Part("forum", null, 3_840, None(), None())],
        Strata = [.. Enumerable.Range(0, 30).Select(i => Part($"site-{i}.example", "domain", 60 + i, Share(i / 40.0, i / 50.0, i / 30.0), Share(i / 40.0, i / 50.0, i / 30.0)))],
        Human = new ReferenceSummary(300, 297, 3),
        Machine = new ReferenceSummary(100, 100, 0),
        Labels = new LabelSummary(40, 39, 8, 2, new ReviewerAgreement(20, 0.9, 0.78)),
        Histogram = [.. Enumerable.Range(-10, 40).Select(i => new ScoreBar(i / 5.0, (i + 1) / 5.0, 1 / 40.0, i < 5 ? 1 / 15.0 : 0, i > 10 ? 1 / 19.0 : null))],
        Drift = new FalsePositiveDrift(1.4, 0.01, 297, 12, 0.0404, 0.021, 0.0695, Alarm: true, SafeThreshold: 2.31),
        Adaptation = new Adaptation(0.912, 0.984),
        Most = [Document("0a", 2.2), Document("0b", 1.9)],
        Least = [Document("0c", -1.8)],
        Notes = ["Each interval holds by itself.", "<b>2</b> records repeat the content of another."],
    };

    public static MeasureResult Empty() => new()
    {
        Version = "0.1.0",
        Seed = 18446744073709551557,
        Detector = new DetectorUsed("a6b635ae00112233a6b635ae00112233", "Assay English", "en", ["Text of base models."]),
        Calibration = "nothing",
        DetectionFloor = 0.25,
        Corpus = Part("corpus", null, 0, None(), None()),
        Sources = [],
        Strata = [],
        Histogram = [],
        Most = [],
        Least = [],
        Notes = [],
    };

    private static MeasuredPart Part(string name, string? dimension, long documents, Estimate tokens, Estimate byDocuments) => new()
    {
        Name = name,
        Dimension = dimension,
        Documents = documents,
        Tokens = documents * 400,
        TooShortDocuments = documents / 50,
        TooShortTokens = documents / 2,
        ShortDocuments = documents / 20,
        ByDocuments = byDocuments,
        ByTokens = tokens,
        Fit = documents > 0 ? new FitTest(5.2, 6, 0.52, true) : null,
        OwnReferences = dimension is null ? null : false,
    };

    private static Estimate Share(double value, double low, double high) =>
        new() { Value = value, Low = low, High = high, Method = "mixture-likelihood", Unit = "tokens", N = 100, Answer = EstimateAnswer.Estimate };

    private static Estimate None() => new() { Method = "none", Unit = "tokens", N = 0, Answer = EstimateAnswer.None, Reason = "The documents are unlike the calibration data." };

    private static DocumentShown Document(string id, double logOdds) => new()
    {
        Id = new string('0', 30) + id,
        Source = "crawl",
        Place = "crawl/part-00017.jsonl.gz, record 1842",
        LogOdds = logOdds,
        Probability = 0.97,
        Excerpt = "It is important to note that <script>alert('an excerpt is text')</script> the rich tapestry of life delves into every nook.",
        Reasons = [new ReasonShown("“delve”", 0.4), new ReasonShown("“tapestry of”", 0.3), new ReasonShown("mean word length", -0.1)],
    };
}
