using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Pipeline.Measure;

/// <summary>What <c>assay measure --json</c> prints: <c>assay/measure/1</c>.</summary>
public sealed record MeasureResult
{
    /// <summary>Name and version of the schema.</summary>
    public const string SchemaName = "assay/measure/1";

    /// <summary><see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Root of what was drawn at random.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The detector.</summary>
    public required DetectorUsed Detector { get; init; }

    /// <summary>What calibrated it: <c>labels</c>, <c>references</c>, <c>human</c> or <c>nothing</c>.</summary>
    public required string Calibration { get; init; }

    /// <summary>Stated floor on the detection rate; only the upper end from human documents alone stands on it.</summary>
    public required double DetectionFloor { get; init; }

    /// <summary>The whole corpus.</summary>
    public required MeasuredPart Corpus { get; init; }

    /// <summary>Each source, where there are several.</summary>
    public required IReadOnlyList<MeasuredPart> Sources { get; init; }

    /// <summary>Each stratum of the fields asked for.</summary>
    public required IReadOnlyList<MeasuredPart> Strata { get; init; }

    /// <summary>Known human documents.</summary>
    public ReferenceSummary? Human { get; init; }

    /// <summary>Known machine documents.</summary>
    public ReferenceSummary? Machine { get; init; }

    /// <summary>Reviewers' labels.</summary>
    public LabelSummary? Labels { get; init; }

    /// <summary>Scores of corpus and references.</summary>
    public required IReadOnlyList<ScoreBar> Histogram { get; init; }

    /// <summary>False positives on the known human documents, by the detector's own scores.</summary>
    public FalsePositiveDrift? Drift { get; init; }

    /// <summary>What the detector learned from known documents of both kinds; null where it did not, and scores are its own.</summary>
    public Adaptation? Adaptation { get; init; }

    /// <summary>The most machine-like documents, the first the most.</summary>
    public required IReadOnlyList<DocumentShown> Most { get; init; }

    /// <summary>The least machine-like documents, the first the least.</summary>
    public required IReadOnlyList<DocumentShown> Least { get; init; }

    /// <summary>What a reader should know, as sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>The detector that scored.</summary>
/// <param name="Id">Equal ids give equal scores.</param>
/// <param name="Name">Its name.</param>
/// <param name="Language">BCP 47 tag of its language.</param>
/// <param name="CannotSee">What it cannot see, in sentences.</param>
public sealed record DetectorUsed(string Id, string Name, string Language, IReadOnlyList<string> CannotSee);

/// <summary>How much better the detector parts the known documents for having learned from them, each scored by what others taught.</summary>
/// <param name="AurocBefore">Chance that a known machine document scores above a known human one by the detector's own scores.</param>
/// <param name="AurocAfter">The same by the scores of this result.</param>
public sealed record Adaptation(double AurocBefore, double AurocAfter);

/// <summary>A part of the corpus and its share.</summary>
public sealed record MeasuredPart
{
    /// <summary>Name of the source, or value of the stratum; <c>corpus</c> for the whole.</summary>
    public required string Name { get; init; }

    /// <summary>The field of a stratum; null for sources and the whole.</summary>
    public string? Dimension { get; init; }

    /// <summary>Distinct documents.</summary>
    public required long Documents { get; init; }

    /// <summary>Their tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>Documents that are too short to be scored: the share does not speak of them.</summary>
    public required long TooShortDocuments { get; init; }

    /// <summary>Their tokens.</summary>
    public required long TooShortTokens { get; init; }

    /// <summary>Scored documents with less text than a full score needs.</summary>
    public required long ShortDocuments { get; init; }

    /// <summary>Machine-made fraction of the scored documents.</summary>
    public required Estimate ByDocuments { get; init; }

    /// <summary>Machine-made fraction of their tokens.</summary>
    public required Estimate ByTokens { get; init; }

    /// <summary>The test of fit; null where there are no references of both kinds.</summary>
    public FitTest? Fit { get; init; }

    /// <summary>Whether the references are of this very part, not of the whole corpus; null where none are used.</summary>
    public bool? OwnReferences { get; init; }
}

/// <summary>Known documents.</summary>
/// <param name="Documents">Distinct documents.</param>
/// <param name="Scored">Those that are long enough to be scored.</param>
/// <param name="AlsoInCorpus">Documents left out because the corpus holds them too.</param>
public sealed record ReferenceSummary(long Documents, long Scored, long AlsoInCorpus);

/// <summary>Reviewers' labels.</summary>
/// <param name="Documents">Labelled documents.</param>
/// <param name="Found">Those of them that are in the corpus and long enough to be scored.</param>
/// <param name="Machine">Labelled documents that most of their reviewers took for machine-made.</param>
/// <param name="Reviewers">Named reviewers.</param>
/// <param name="Agreement">Agreement on documents with two labels or more; null without any.</param>
public sealed record LabelSummary(int Documents, int Found, int Machine, int Reviewers, ReviewerAgreement? Agreement);

/// <summary>Scores of one class: how much of each sample lies in it.</summary>
/// <param name="Low">Lower end of the log-odds.</param>
/// <param name="High">Upper end.</param>
/// <param name="Corpus">Fraction of the corpus's scored documents.</param>
/// <param name="Human">Fraction of the known human documents; null without any.</param>
/// <param name="Machine">Fraction of the known machine documents; null without any.</param>
public sealed record ScoreBar(double Low, double High, double Corpus, double? Human, double? Machine);

/// <summary>A document for a person to judge.</summary>
public sealed record DocumentShown
{
    /// <summary>Identity by content.</summary>
    public required string Id { get; init; }

    /// <summary>Its source.</summary>
    public required string Source { get; init; }

    /// <summary>File and record.</summary>
    public required string Place { get; init; }

    /// <summary>The detector's score, in nats.</summary>
    public required double LogOdds { get; init; }

    /// <summary>Calibrated probability that it is machine-made, in a corpus like this; null where nothing calibrates it.</summary>
    public double? Probability { get; init; }

    /// <summary>Its beginning.</summary>
    public required string Excerpt { get; init; }

    /// <summary>What its score rests on, the strongest first.</summary>
    public required IReadOnlyList<ReasonShown> Reasons { get; init; }
}

/// <summary>A feature that speaks.</summary>
/// <param name="Feature">A word, two words, or a measure of style.</param>
/// <param name="LogOdds">What it adds to the score, in nats; above 0 speaks for a machine.</param>
public sealed record ReasonShown(string Feature, double LogOdds);
