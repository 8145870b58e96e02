using System.Text.Json;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Results;

namespace Assay.Tests.Report;

/// <summary>Results of a mix to look at: a usual one, one in which everything is empty or 0, and one in which everything is too long.</summary>
internal static partial class SampleMixResults
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly JsonSerializerOptions JsonWithoutNulls = new(Json)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The result as <c>--json</c> writes it.</summary>
    /// <param name="result">Any result.</param>
    /// <param name="nulls">Whether absent values are written as null or left out; the viewer reads both.</param>
    public static string ToJson(MixResult result, bool nulls = true) =>
        JsonSerializer.Serialize(result, nulls ? Json : JsonWithoutNulls);

    /// <summary>Seven sources, a cap that binds, one floor that too few documents support.</summary>
    public static MixResult Typical()
    {
        SourceSummary[] sources =
        [
            Source("sotu", "human", anchor: true, "CC0-1.0", "declared", Declared(0, 226), read: (226, 1_790_400), merged: 4, quarantined: 0, depth: 0, notSampled: 0, copies: 1.36),
            Source("moby-dick", "human", anchor: true, "CC0-1.0", "declared", Declared(0, 135), read: (135, 262_180), merged: 3, quarantined: 0, depth: 0, notSampled: 0, copies: 1.36),
            Source("letters", "human", anchor: false, "CC-BY-4.0", "declared", Declared(0, 638), read: (640, 1_310_770), merged: 41, quarantined: 2, depth: 0, notSampled: 0, copies: 1.29),
            Source("crawl", "unknown", anchor: false, null, "measured", Measured(0.164, 0.141, 0.189, 567), read: (720, 612_350), merged: 96, quarantined: 5, depth: 0, notSampled: 44, copies: 1.04),
            Source("essays-gen1", "synthetic", anchor: false, "Apache-2.0", "declared", Declared(1, 310), read: (310, 802_040), merged: 12, quarantined: 0, depth: 0, notSampled: 71, copies: 1),
            Source("stories-gen2", "synthetic", anchor: false, "Apache-2.0", "declared", Declared(1, 200), read: (200, 668_900), merged: 6, quarantined: 0, depth: 0, notSampled: 45, copies: 1),
            Source("stories-gen3", "synthetic", anchor: false, null, "declared", Declared(1, 80), read: (80, 294_120), merged: 6, quarantined: 0, depth: 74, notSampled: 0, copies: 1),
        ];
        return new MixResult
        {
            Version = "0.1.0",
            Seed = 18_446_744_073_709_551_557,
            Generation = 3,
            Policy = new PolicySummary("policy.yaml", Sha256("policy"), TypicalPolicy),
            Flow = Flow(sources),
            SyntheticShare = new SyntheticShareSummary(
                new Estimate { Value = 0.3178, Low = 0.3074, High = 0.3287, Method = "declared origins; unknown at the assumed share", Unit = "tokens", N = 2304, Answer = EstimateAnswer.Estimate },
                new Estimate { Low = 0.1834, High = 0.2007, Method = "declared origins; unknown at the assumed share", Unit = "tokens", N = 1902, Answer = EstimateAnswer.Bound, Reason = "crawl is not calibrated: its share is the policy's assumption." },
                0.21),
            Sources = sources,
            Detector = new DetectorUsed("0123456789abcdef0123456789abcdef", "English, permissive records", "en", ["Continuations by base models."]),
            Calibration = [Calibrated("crawl")],
            Origins = Breakdown(sources, s => s.Origin, ["human", "synthetic", "mixed", "unknown"]),
            Depths = Breakdown(sources, s => s.Origin switch { "human" => "0", "unknown" => "unknown", _ => s.Name[^1..] }, ["0", "1", "2", "3", "unknown"]),
            Strata = TypicalStrata(),
            Constraints =
            [
                Constraint("synthetic-share", 0.21, 0.1998, 0.2007, 0.0041, 0.8124, "held"),
                Constraint("budget", 6_000_000, 5_934_200, 5_920_500, 24_210, -0.2210, "held"),
                Constraint("floor lang=gd", 0.00414, 0.0052, 0.0049, 0.0004, 0.3071, "held"),
                Constraint("floor domain=letters", 0.351, 0.3722, 0.3719, 0.0071, 0, "held"),
                Constraint("floor rarity=rare", 0.0513, 0.0555, 0.0561, 0.0017, 0.1189, "held"),
                Constraint("floor lang=cy", 0.0021, 0.0018, 0.0016, 0.0006, 1.4402, "not-promised"),
            ],
            Solver = new SolverSummary(184_220.4, 0.00031, 1.7e-9, 11, 2, 6),
            Weights = TypicalWeights(),
            Duplicates = TypicalDuplicates(),
            Conflicts =
            [
                new ConflictSummary(Id("conflict-1"), "letters", "essays-gen1", "human", "The source is allow-listed and the document is dated 1911-04-02, before the model era."),
                new ConflictSummary(Id("conflict-2"), "crawl", "stories-gen2", "synthetic", "No dated, allow-listed source vouches for the human claim."),
            ],
            Assumptions = ["The unknown documents of crawl count as 20% synthetic (assume-synthetic in the policy); nobody measured it."],
            Warnings = ["The floor of lang=cy is not promised: 51 documents of the anchor support it and the draw may miss them.", "7 records were put into quarantine; the file quarantine.jsonl says why."],
            Outputs =
            [
                new OutputFile("mix/part-00000.jsonl.gz", Sha256("part-0"), 9_812_004, 1204, 1420, 3_790_218),
                new OutputFile("mix/part-00001.jsonl.gz", Sha256("part-1"), 5_702_911, 698, 804, 2_130_282),
            ],
        };
    }

    /// <summary>A run over nothing: every list that may be empty is, every number is 0.</summary>
    public static MixResult Empty() => new()
    {
        Version = "0.1.0",
        Seed = 0,
        Generation = 0,
        Policy = new PolicySummary("empty.yaml", Sha256("empty"), ""),
        Flow = new FlowSummary(default, default, default, default, [], default),
        SyntheticShare = new SyntheticShareSummary(NoAnswer("The corpus holds no tokens."), NoAnswer("The mix holds no tokens."), null),
        Sources = [],
        Calibration = [],
        Origins = [],
        Depths = [],
        Strata = [],
        Constraints = [],
        Solver = new SolverSummary(0, 0, 0, 0, 0, 0),
        Weights = [],
        Duplicates = new DuplicateSummary { Exact = false, Bands = 14, Rows = 8, Clusters = 0, ExactMerged = default, NearMerged = default, Examples = [] },
        Conflicts = [],
        Assumptions = [],
        Warnings = [],
        Outputs = [],
    };

    private static SourceSummary Source(
        string name, string origin, bool anchor, string? license, string calibration, Estimate share,
        (long Documents, long Tokens) read, long merged, long quarantined, long depth, long notSampled, double copies)
    {
        // Every document of a sample source is as long as the others: amounts follow from counts. Bad records have no tokens.
        long documents = read.Documents - quarantined;
        Amount Of(long count) => documents == 0 ? default : new(count, (long)((Int128)count * read.Tokens * 5 / documents), (long)((Int128)count * read.Tokens / documents));
        var bad = new Amount(quarantined, quarantined * 212, 0);
        long kept = documents - merged - depth - notSampled;
        Amount keptAmount = Of(documents) is { } all ? new(kept, all.Bytes - Of(merged).Bytes - Of(depth).Bytes - Of(notSampled).Bytes, all.Tokens - Of(merged).Tokens - Of(depth).Tokens - Of(notSampled).Tokens) : default;
        DropSummary[] dropped = [new("depth", Of(depth)), new("not-sampled", Of(notSampled))];
        return new SourceSummary
        {
            Name = name,
            Origin = origin,
            Anchor = anchor,
            License = license,
            Calibration = calibration,
            SyntheticShare = share,
            WrittenShare = share,
            Read = Of(documents) + bad,
            Kept = keptAmount,
            Merged = Of(merged),
            Quarantined = bad,
            Dropped = [.. dropped.Where(d => d.Amount.Documents > 0)],
            Written = new WrittenAmount((long)(kept * copies), (long)(keptAmount.Tokens * copies)),
        };
    }

    private static FlowSummary Flow(IReadOnlyList<SourceSummary> sources) => new(
        Sum(sources.Select(s => s.Read)),
        Sum(sources.Select(s => s.Kept)),
        Sum(sources.Select(s => s.Merged)),
        Sum(sources.Select(s => s.Quarantined)),
        [.. sources.SelectMany(s => s.Dropped).GroupBy(d => d.Reason).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new DropSummary(g.Key, Sum(g.Select(d => d.Amount))))],
        Sum(sources.Select(s => s.Written)));

    private static BreakdownRow[] Breakdown(IReadOnlyList<SourceSummary> sources, Func<SourceSummary, string> part, string[] parts)
    {
        bool IsPart(SourceSummary source, string name) => string.Equals(part(source), name, StringComparison.Ordinal);
        return [.. parts.Select(name => new BreakdownRow(
            name,
            Sum(sources.Where(s => IsPart(s, name)).Select(s => s.Read)),
            Sum(sources.Where(s => IsPart(s, name)).Select(s => s.Kept)),
            Sum(sources.Where(s => IsPart(s, name)).Select(s => s.Written))))];
    }

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(default(Amount), (a, b) => a + b);

    private static WrittenAmount Sum(IEnumerable<WrittenAmount> amounts) =>
        amounts.Aggregate(default(WrittenAmount), (a, b) => new(a.Copies + b.Copies, a.Tokens + b.Tokens));

    private static Estimate Declared(double share, long n) =>
        new() { Value = share, Low = share, High = share, Method = "declared origin", Unit = "tokens", N = n, Answer = EstimateAnswer.Estimate };

    private static Estimate Bound(double? low, double? high, long n, string reason) =>
        new() { Low = low, High = high, Method = "assumed", Unit = "tokens", N = n, Answer = EstimateAnswer.Bound, Reason = reason };

    private static Estimate NoAnswer(string reason) =>
        new() { Method = "none", Unit = "tokens", N = 0, Answer = EstimateAnswer.None, Reason = reason };

    private static ConstraintSummary Constraint(string name, double limit, double expected, double written, double se, double multiplier, string status) =>
        new() { Name = name, Limit = limit, Expected = expected, Written = written, StandardError = se, Multiplier = multiplier, Status = status };

    private static StratumSummary Stratum(string dimension, string value, long documents, double anchor, double before, double after, string status, double floor = 0.9) =>
        new()
        {
            Dimension = dimension,
            Value = value,
            AnchorDocuments = documents,
            AnchorShare = anchor,
            BeforeShare = before,
            AfterShare = after,
            Floor = status is "no-floor" ? null : anchor * floor,
            Status = status,
        };

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Id(string text) => Sha256(text)[..32];
}
