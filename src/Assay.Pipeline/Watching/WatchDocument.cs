using System.Text.Json.Serialization;
using Assay.Core.Statistics;
using Assay.Core.Watching;

namespace Assay.Pipeline.Watching;

/// <summary>The document of <c>assay watch --json</c>.</summary>
public sealed record WatchDocument
{
    /// <summary>Its schema.</summary>
    [JsonPropertyOrder(-3)]
    public string Schema { get; init; } = "assay/watch/1";

    /// <summary>Version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string Version { get; init; }

    /// <summary>Root of the splits' randomness.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong Seed { get; init; }

    /// <summary>Chance that a series of fresh versions ever rings the alarm.</summary>
    public required double FalseAlarmRate { get; init; }

    /// <summary>Splits of the reference that the alarm is calibrated on.</summary>
    public required int Splits { get; init; }

    /// <summary>What the versions are compared with.</summary>
    public required WatchCorpusSummary Reference { get; init; }

    /// <summary>Strata that have too few documents to be watched one by one, and are watched together.</summary>
    public IReadOnlyList<RareStrata> RareStrata { get; init; } = [];

    /// <summary>Strata that are not watched, because the reference has too few of their documents.</summary>
    public IReadOnlyList<string> StrataTooSmall { get; init; } = [];

    /// <summary>What the series says.</summary>
    public required WatchVerdict Verdict { get; init; }

    /// <summary>The versions, in the order given.</summary>
    public required IReadOnlyList<WatchVersion> Versions { get; init; }
}

/// <summary>What was read.</summary>
/// <param name="Name">Its path as given.</param>
/// <param name="Documents">Documents.</param>
/// <param name="Words">Words.</param>
/// <param name="Bytes">Bytes of text.</param>
/// <param name="SampleLevels">For words, bigrams and trigrams: one type in 2 to this power was counted.</param>
public sealed record WatchCorpusSummary(string Name, long Documents, long Words, long Bytes, IReadOnlyList<int> SampleLevels);

/// <summary>The verdict on a series.</summary>
/// <param name="Kind"><c>none</c>, <c>early</c> or <c>late</c>.</param>
/// <param name="First">Number of the earliest version at which loss is established, from 1; null for none.</param>
/// <param name="FirstName">Its name.</param>
/// <param name="Quantity">The quantity that showed it most clearly there.</param>
/// <param name="Trend"><c>worsening</c> or <c>stabilised</c>; null where there is none to tell.</param>
/// <param name="NoAnswer">Why some version could not be judged; null when all could.</param>
public sealed record WatchVerdict(LossKind Kind, int? First, string? FirstName, string? Quantity, LossTrend? Trend, string? NoAnswer);

/// <summary>One version.</summary>
public sealed record WatchVersion
{
    /// <summary>What was read.</summary>
    public required WatchCorpusSummary Corpus { get; init; }

    /// <summary>Its place in the series that this reference has been compared with, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Chance that a fresh version strays as far.</summary>
    public required double Chance { get; init; }

    /// <summary>The alarm rings below this chance.</summary>
    public required double Level { get; init; }

    /// <summary>Whether it rings.</summary>
    public required bool Rings { get; init; }

    /// <summary>Whether half of the effective number of words is gone.</summary>
    public required bool Late { get; init; }

    /// <summary>Why it could not be judged; null when it could.</summary>
    public string? NoAnswer { get; init; }

    /// <summary>Share of its words that lie in documents of the reference.</summary>
    public required double SharedWithReference { get; init; }

    /// <summary>What was compared.</summary>
    public required IReadOnlyList<WatchQuantity> Quantities { get; init; }

    /// <summary>How much of the reference's types it still has, by order and band.</summary>
    public required IReadOnlyList<WatchRetention> Retention { get; init; }

    /// <summary>Diversity of words, at equal tokens and at equal coverage.</summary>
    public required IReadOnlyList<WatchDiversity> Diversity { get; init; }

    /// <summary>Different n-grams by n-grams, and how many of them occur again, at equal tokens.</summary>
    public required IReadOnlyList<WatchRepetition> Repetition { get; init; }

    /// <summary>Lengths and punctuation of documents.</summary>
    public required IReadOnlyList<WatchShape> Shapes { get; init; }

    /// <summary>n-gram models of version and reference, tested on the reference; null where there is too little text.</summary>
    public IReadOnlyList<WatchProbe> Models { get; init; } = [];

    /// <summary>What vectors say; null where there are none.</summary>
    public VectorComparison? Vectors { get; init; }

    /// <summary>Words of the reference that it lacks, the most widespread first.</summary>
    public required IReadOnlyList<LostWord> LostWords { get; init; }

    /// <summary>Strata whose share or words fell below the alarm line.</summary>
    public required IReadOnlyList<string> LostStrata { get; init; }
}

/// <summary>A quantity.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Order">Words to an n-gram.</param>
/// <param name="Stratum">The stratum; null for the whole corpus.</param>
/// <param name="Tokens">Tokens at which both were compared.</param>
/// <param name="Reference">Its value in the reference.</param>
/// <param name="Value">Its value in the version.</param>
/// <param name="Deviation">How far the version lies above, in standard deviations of fresh text.</param>
/// <param name="Line">Below it the alarm rings.</param>
/// <param name="FreshLow">Lower end of the band of 95% of fresh versions.</param>
/// <param name="FreshHigh">Upper end.</param>
/// <param name="InFamily">Whether it can ring the alarm.</param>
/// <param name="Rings">Whether it does.</param>
public sealed record WatchQuantity(
    string Name, string Measure, int Order, string? Stratum, double Tokens, Estimate Reference, Estimate Value,
    double Deviation, double Line, double FreshLow, double FreshHigh, bool InFamily, bool Rings);

/// <summary>Retention of an order of n-grams.</summary>
/// <param name="Order">Words to an n-gram.</param>
/// <param name="Bands">By number of the reference's blocks of documents.</param>
public sealed record WatchRetention(int Order, IReadOnlyList<RetentionBand> Bands);

/// <summary>Hill numbers of words.</summary>
/// <param name="Order">0 counts types, 1 weighs them by frequency, 2 looks at the common ones.</param>
/// <param name="Tokens">Equal tokens.</param>
/// <param name="Reference">Of the reference, at equal tokens.</param>
/// <param name="Value">Of the version.</param>
/// <param name="Coverage">Equal coverage; null where there is none that both reach.</param>
/// <param name="ReferenceAtCoverage">Of the reference, at equal coverage.</param>
/// <param name="ValueAtCoverage">Of the version.</param>
public sealed record WatchDiversity(int Order, double Tokens, Estimate Reference, Estimate Value, double? Coverage, double? ReferenceAtCoverage, double? ValueAtCoverage);

/// <summary>Repetition of n-grams.</summary>
/// <param name="Order">Words to an n-gram.</param>
/// <param name="Tokens">n-grams at which both were compared.</param>
/// <param name="ReferenceDistinct">distinct-n of the reference: different n-grams by n-grams, in [0, 1].</param>
/// <param name="Distinct">Of the version.</param>
/// <param name="ReferenceRepeated">Share of the reference's n-grams that occur again in it, in [0, 1].</param>
/// <param name="Repeated">Of the version.</param>
public sealed record WatchRepetition(int Order, double Tokens, Estimate ReferenceDistinct, Estimate Distinct, Estimate ReferenceRepeated, Estimate Repeated);

/// <summary>A distribution over documents.</summary>
/// <param name="Name"><c>words</c>, <c>words-per-sentence</c> or <c>marks-per-100-words</c>.</param>
/// <param name="Reference">5%, 50% and 95% quantile of the reference.</param>
/// <param name="Value">Of the version.</param>
/// <param name="Distance">Largest difference of the two distribution functions, in [0, 1]; null where one is empty.</param>
public sealed record WatchShape(string Name, IReadOnlyList<double?> Reference, IReadOnlyList<double?> Value, Estimate? Distance);

/// <summary>An n-gram model of the version and one of the reference, tested on documents of the reference.</summary>
/// <param name="Order">Words to an n-gram.</param>
/// <param name="TrainingWords">Words that each was trained on.</param>
/// <param name="ReferenceBits">Bits to a word under the reference's model.</param>
/// <param name="ValueBits">Under the version's.</param>
/// <param name="Difference">Their difference, with its interval over documents.</param>
/// <param name="PerplexityRatio">2 to the power of the difference.</param>
/// <param name="ReferenceQuantiles">5%, 50% and 95% of the documents under the reference's model.</param>
/// <param name="ValueQuantiles">Under the version's.</param>
public sealed record WatchProbe(
    int Order, long TrainingWords, double ReferenceBits, double ValueBits, Estimate Difference, double PerplexityRatio,
    IReadOnlyList<double> ReferenceQuantiles, IReadOnlyList<double> ValueQuantiles);
