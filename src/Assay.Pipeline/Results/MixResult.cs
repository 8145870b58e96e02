using System.Text.Json.Serialization;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;

namespace Assay.Pipeline.Results;

/// <summary>What <c>assay mix</c> says: the document behind <c>--json</c>, <c>result.json</c> and the report.</summary>
/// <remarks>No time and no path of the machine is in it: the same inputs give the same bytes.</remarks>
public sealed record MixResult
{
    /// <summary>Name and version of this shape.</summary>
    [JsonPropertyOrder(-3)]
    public string Schema { get; init; } = "assay/mix/1";

    /// <summary>Version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string Version { get; init; }

    /// <summary>The policy's seed.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong Seed { get; init; }

    /// <summary>The policy's generation.</summary>
    public required int Generation { get; init; }

    /// <summary>The policy, as it was.</summary>
    public required PolicySummary Policy { get; init; }

    /// <summary>Where every record went.</summary>
    public required FlowSummary Flow { get; init; }

    /// <summary>The synthetic share by tokens, before and after.</summary>
    public required SyntheticShareSummary SyntheticShare { get; init; }

    /// <summary>Each source, in the policy's order.</summary>
    public required IReadOnlyList<SourceSummary> Sources { get; init; }

    /// <summary>The detector; null when nothing was scored.</summary>
    public DetectorUsed? Detector { get; init; }

    /// <summary>What was measured of each calibrated source.</summary>
    public required IReadOnlyList<CalibratedSource> Calibration { get; init; }

    /// <summary>By origin: human, synthetic, mixed, unknown.</summary>
    public required IReadOnlyList<BreakdownRow> Origins { get; init; }

    /// <summary>By depth: 0, 1, 2, …, and <c>unknown</c>.</summary>
    public required IReadOnlyList<BreakdownRow> Depths { get; init; }

    /// <summary>Each stratum of each dimension of <c>tails.strata</c>.</summary>
    public required IReadOnlyList<StratumSummary> Strata { get; init; }

    /// <summary>The constraints of the policy and how the written mix keeps them.</summary>
    public required IReadOnlyList<ConstraintSummary> Constraints { get; init; }

    /// <summary>How the solver ended.</summary>
    public required SolverSummary Solver { get; init; }

    /// <summary>How the solver's weights are spread over the documents that could be written.</summary>
    public required IReadOnlyList<WeightBin> Weights { get; init; }

    /// <summary>Duplicates, with examples.</summary>
    public required DuplicateSummary Duplicates { get; init; }

    /// <summary>Human documents whose content is also declared synthetic.</summary>
    public required IReadOnlyList<ConflictSummary> Conflicts { get; init; }

    /// <summary>What the numbers stand on that nobody measured, as sentences.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>What a user should know, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What was taken out on demand; null for a mix that nothing was taken out of.</summary>
    public RemovalSummary? Removal { get; init; }

    /// <summary>The files of the mix.</summary>
    public required IReadOnlyList<OutputFile> Outputs { get; init; }
}

/// <summary>What <c>assay remove</c> took out of an earlier mix, and out of those before it. Neither ids nor texts are repeated here.</summary>
/// <param name="Sources">Names of the sources taken out, the earliest first.</param>
/// <param name="Documents">Records taken out, by id or with their source, bad ones included.</param>
/// <param name="RemovedFrom">SHA-256 of the manifest of the mix that the last ones were taken out of, hexadecimal.</param>
/// <param name="Digest">SHA-256, hexadecimal, that tells the last removal from others: over the word <c>source</c> and its name, or <c>ids</c> and the ids in ascending order, each ended by a line feed.</param>
public sealed record RemovalSummary(IReadOnlyList<string> Sources, long Documents, string RemovedFrom, string Digest);

/// <summary>The policy behind a result.</summary>
/// <param name="Name">File name of the policy.</param>
/// <param name="Sha256">SHA-256 of the file, hexadecimal.</param>
/// <param name="Text">The file itself.</param>
public sealed record PolicySummary(string Name, string Sha256, string Text);

/// <summary>Conservation: read = kept + dropped + merged + quarantined.</summary>
/// <param name="Read">Records read.</param>
/// <param name="Kept">Distinct documents in the mix.</param>
/// <param name="Merged">Documents merged into a kept or dropped twin.</param>
/// <param name="Quarantined">Bad records put aside.</param>
/// <param name="Dropped">Documents not written, by reason.</param>
/// <param name="Written">The mix as trained on: documents × copies.</param>
public sealed record FlowSummary(
    Amount Read, Amount Kept, Amount Merged, Amount Quarantined, IReadOnlyList<DropSummary> Dropped, WrittenAmount Written);

/// <summary>Documents that were not written for one reason.</summary>
/// <param name="Reason">For instance <c>depth</c>, <c>not-sampled</c>, <c>removed</c>.</param>
/// <param name="Amount">How much.</param>
public sealed record DropSummary(string Reason, Amount Amount);

/// <summary>What the mix holds after copies.</summary>
/// <param name="Copies">Documents, each counted as often as it is to be trained on.</param>
/// <param name="Tokens">Tokens, likewise.</param>
public readonly record struct WrittenAmount(long Copies, long Tokens);

/// <summary>The synthetic share of the corpus as found and of the mix, by tokens.</summary>
/// <param name="Before">Of all documents read.</param>
/// <param name="After">Of the written mix; its upper end is what the cap binds.</param>
/// <param name="Cap">The policy's limit; null when it states none.</param>
public sealed record SyntheticShareSummary(Estimate Before, Estimate After, double? Cap);

/// <summary>One source of the policy.</summary>
public sealed record SourceSummary
{
    /// <summary>Name in the policy.</summary>
    public required string Name { get; init; }

    /// <summary>The declared origin.</summary>
    public required string Origin { get; init; }

    /// <summary>Whether its human documents never leave the mix.</summary>
    public required bool Anchor { get; init; }

    /// <summary>Licence, where the policy states one.</summary>
    public string? License { get; init; }

    /// <summary>What its unknown documents count as under the cap: <c>declared</c>, <c>measured</c>, <c>assumed</c> (the policy's <c>assume-synthetic</c>) or <c>worst-case</c>.</summary>
    public required string Calibration { get; init; }

    /// <summary>Synthetic share by tokens as it enters the cap, before the mix.</summary>
    public required Estimate SyntheticShare { get; init; }

    /// <summary>The same of what the mix holds of it, copies counted.</summary>
    public required Estimate WrittenShare { get; init; }

    /// <summary>Records read.</summary>
    public required Amount Read { get; init; }

    /// <summary>Distinct documents in the mix.</summary>
    public required Amount Kept { get; init; }

    /// <summary>Documents merged away.</summary>
    public required Amount Merged { get; init; }

    /// <summary>Bad records.</summary>
    public required Amount Quarantined { get; init; }

    /// <summary>Documents not written, by reason.</summary>
    public required IReadOnlyList<DropSummary> Dropped { get; init; }

    /// <summary>What of the mix comes from here, after copies.</summary>
    public required WrittenAmount Written { get; init; }
}

/// <summary>A part of the corpus before and after.</summary>
/// <param name="Name">The part.</param>
/// <param name="Before">Distinct documents read.</param>
/// <param name="Kept">Distinct documents in the mix.</param>
/// <param name="Written">After copies.</param>
public sealed record BreakdownRow(string Name, Amount Before, Amount Kept, WrittenAmount Written);

/// <summary>One stratum: its share, by tokens, in the anchor, before and after.</summary>
public sealed record StratumSummary
{
    /// <summary>The dimension, for instance <c>lang</c>.</summary>
    public required string Dimension { get; init; }

    /// <summary>The value, for instance <c>gd</c>, or <c>(none)</c>.</summary>
    public required string Value { get; init; }

    /// <summary>Documents of the anchor in it.</summary>
    public required long AnchorDocuments { get; init; }

    /// <summary>Its share of the anchor's tokens.</summary>
    public required double AnchorShare { get; init; }

    /// <summary>Its share of all tokens read.</summary>
    public required double BeforeShare { get; init; }

    /// <summary>Its share of the written tokens.</summary>
    public required double AfterShare { get; init; }

    /// <summary>The share it must keep; null when it has no floor.</summary>
    public double? Floor { get; init; }

    /// <summary><c>held</c>, <c>not-promised</c> (too few documents support it) or <c>no-floor</c>.</summary>
    public required string Status { get; init; }
}

/// <summary>One constraint of the policy.</summary>
public sealed record ConstraintSummary
{
    /// <summary><c>synthetic-share</c>, <c>budget</c> or <c>floor lang=gd</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The policy's limit: a share, or tokens for the budget.</summary>
    public required double Limit { get; init; }

    /// <summary>What the weights give in expectation.</summary>
    public required double Expected { get; init; }

    /// <summary>What was written.</summary>
    public required double Written { get; init; }

    /// <summary>Standard error of the draw.</summary>
    public required double StandardError { get; init; }

    /// <summary>Dual variable: how strongly the constraint pulls; 0 when it does not bind.</summary>
    public required double Multiplier { get; init; }

    /// <summary><c>held</c> or <c>not-promised</c>; a mix that breaks what is promised is never written.</summary>
    public required string Status { get; init; }
}

/// <summary>How the solver ended.</summary>
/// <param name="Objective">The weighted relative entropy reached, in token-nats.</param>
/// <param name="DualityGap">Objective minus dual value, in token-nats.</param>
/// <param name="RelativeGap">The gap divided by max(1, |objective|).</param>
/// <param name="Iterations">Newton steps of the last solve.</param>
/// <param name="Rounds">How often it was solved again for the sampling margin.</param>
/// <param name="Unknowns">Dual variables.</param>
public sealed record SolverSummary(
    double Objective, double DualityGap, double RelativeGap, int Iterations, int Rounds, int Unknowns);

/// <summary>Documents whose weight lies in [Low, High).</summary>
/// <param name="Low">Lower edge.</param>
/// <param name="High">Upper edge.</param>
/// <param name="Origin">Their origin.</param>
/// <param name="Documents">How many.</param>
/// <param name="Tokens">Their tokens, before copies.</param>
public sealed record WeightBin(double Low, double High, string Origin, long Documents, long Tokens);

/// <summary>Duplicates found.</summary>
public sealed record DuplicateSummary
{
    /// <summary>Whether exact copies were merged.</summary>
    public required bool Exact { get; init; }

    /// <summary>Estimated Jaccard from which documents count as near-duplicates; null when near-duplicates were kept.</summary>
    public double? Near { get; init; }

    /// <summary>Bands of the signature.</summary>
    public required int Bands { get; init; }

    /// <summary>Rows of a band.</summary>
    public required int Rows { get; init; }

    /// <summary>Clusters with at least two documents.</summary>
    public required long Clusters { get; init; }

    /// <summary>Exact copies merged.</summary>
    public required Amount ExactMerged { get; init; }

    /// <summary>Near copies merged.</summary>
    public required Amount NearMerged { get; init; }

    /// <summary>The largest clusters.</summary>
    public required IReadOnlyList<DuplicateExample> Examples { get; init; }
}

/// <summary>A cluster, with texts to look at.</summary>
/// <param name="Size">Documents in it.</param>
/// <param name="Kept">The kept member.</param>
/// <param name="Members">Some of the others.</param>
public sealed record DuplicateExample(long Size, DuplicateMember Kept, IReadOnlyList<DuplicateMember> Members);

/// <summary>A member of a cluster.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Its source.</param>
/// <param name="Jaccard">Estimated Jaccard with the kept member; 1 for the kept one and for exact copies.</param>
/// <param name="Excerpt">The first characters of its text.</param>
public sealed record DuplicateMember(string Id, string Source, double Jaccard, string Excerpt);

/// <summary>The same content declared human here and synthetic there.</summary>
/// <param name="Id">The content's id.</param>
/// <param name="HumanSource">Source of the human evidence.</param>
/// <param name="SyntheticSource">Source of the synthetic evidence.</param>
/// <param name="Winner"><c>human</c> or <c>synthetic</c>.</param>
/// <param name="Why">The rule that decided.</param>
public sealed record ConflictSummary(string Id, string HumanSource, string SyntheticSource, string Winner, string Why);

/// <summary>A file of the mix.</summary>
/// <param name="Path">Relative to the run folder.</param>
/// <param name="Sha256">SHA-256 of the file, hexadecimal.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Documents">Lines or rows.</param>
/// <param name="Copies">Documents × copies.</param>
/// <param name="Tokens">Tokens × copies.</param>
public sealed record OutputFile(string Path, string Sha256, long Bytes, long Documents, long Copies, long Tokens);
