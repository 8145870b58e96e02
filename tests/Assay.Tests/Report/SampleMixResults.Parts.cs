using Assay.Core.Statistics;
using Assay.Pipeline.Results;

namespace Assay.Tests.Report;

internal static partial class SampleMixResults
{
    private const string TypicalPolicy = """
        # The third turn of the loop: keep the human letters, add what generation 2 wrote.
        generation: 3
        budget: { tokens: 6_000_000 }
        seed: 18446744073709551557
        sources:
          - { name: sotu,         path: "sotu/*.jsonl",      origin: human, published-before: 2022-11-30, license: CC0-1.0, anchor: true }
          - { name: moby-dick,    path: "moby-dick/*.jsonl", origin: human, published-before: 2022-11-30, license: CC0-1.0, anchor: true }
          - { name: letters,      path: "letters/*.parquet", origin: human, published-before: 2022-11-30, license: CC-BY-4.0 }
          - { name: crawl,        path: "crawl/*.jsonl.gz",  origin: unknown, assume-synthetic: 0.2 }
          - { name: essays-gen1,  path: "gen1/*.jsonl",      origin: synthetic, model: ours@1, depth: 1 }
          - { name: stories-gen2, path: "gen2/*.jsonl",      origin: synthetic, model: ours@2, depth: 2 }
          - { name: stories-gen3, path: "gen3/*.jsonl",      origin: synthetic, model: ours@3, depth: 3 }
        limits:
          synthetic-share: 0.21
          depth: 2
          repeats: 3
        tails:
          strata: [lang, domain, rarity]
          floor: 0.9
        duplicates: { exact: true, near: 0.7 }
        output: { path: mix-3, format: jsonl.gz }
        """;

    private static StratumSummary[] TypicalStrata() =>
    [
        Stratum("lang", "en", 318, 0.9412, 0.9568, 0.9433, "held"),
        Stratum("lang", "gd", 64, 0.0046, 0.0021, 0.0049, "held"),
        Stratum("lang", "cy", 51, 0.0023, 0.0009, 0.0016, "not-promised"),
        Stratum("lang", "(none)", 0, 0, 0.0302, 0.0288, "no-floor"),
        Stratum("domain", "speech", 226, 0.5210, 0.3120, 0.4702, "held"),
        Stratum("domain", "letters", 61, 0.3900, 0.2284, 0.3719, "held"),
        Stratum("domain", "fiction", 74, 0.0890, 0.2410, 0.1012, "held"),
        Stratum("domain", "web", 0, 0, 0.1067, 0.0319, "no-floor"),
        Stratum("domain", "instructions", 0, 0, 0.1119, 0.0248, "no-floor"),
        Stratum("rarity", "common", 201, 0.6120, 0.7411, 0.6217, "held"),
        Stratum("rarity", "uncommon", 103, 0.3310, 0.2284, 0.3222, "held"),
        Stratum("rarity", "rare", 57, 0.0570, 0.0305, 0.0561, "held"),
    ];

    private static WeightBin[] TypicalWeights()
    {
        // Counts of documents in twelve bins of a quarter, from weight 0 to 3.
        (string Origin, long[] Documents)[] origins =
        [
            ("human", [0, 0, 0, 0, 402, 311, 148, 60, 21, 8, 3, 1]),
            ("synthetic", [12, 61, 88, 140, 96, 42, 9, 0, 0, 0, 0, 0]),
            ("unknown", [4, 18, 51, 122, 208, 140, 61, 11, 4, 0, 0, 0]),
        ];
        return [.. origins.SelectMany(o => o.Documents.Select((count, bin) =>
            new WeightBin(bin * 0.25, (bin + 1) * 0.25, o.Origin, count, count * 2410)))];
    }

    private static DuplicateSummary TypicalDuplicates() => new()
    {
        Exact = true,
        Near = 0.7,
        Bands = 14,
        Rows = 8,
        Clusters = 121,
        ExactMerged = new Amount(71, 902_114, 180_380),
        NearMerged = new Amount(97, 1_288_420, 257_020),
        Examples =
        [
            new DuplicateExample(
                9,
                new DuplicateMember(Id("notice"), "letters", 1, "My dear brother, the harbour has been frozen since Tuesday and the post goes by sledge, so you must forgive a short letter. The children are well; Anna has learned to skate."),
                [
                    new DuplicateMember(Id("notice-2"), "crawl", 0.92, "My dear brother, the harbour has been frozen since Thursday and the mail goes by sledge, so you must forgive a short letter. The children are well; Anna has learned to skate."),
                    new DuplicateMember(Id("notice-3"), "essays-gen1", 0.77, "Dear brother, the harbour has been frozen since Tuesday and the post now goes by sled, so please forgive this short letter. The children are well; Anna has learned to skate beautifully."),
                ]),
            new DuplicateExample(
                4,
                new DuplicateMember(Id("cookies"), "crawl", 1, "This page explains how the cooperative sells its grain. Prices are set every Monday. <script>alert('an excerpt is text')</script> Ask at the counter for the printed list."),
                [new DuplicateMember(Id("cookies"), "crawl", 1, "This page explains how the cooperative sells its grain. Prices are set every Monday. <script>alert('an excerpt is text')</script> Ask at the counter for the printed list.")]),
            new DuplicateExample(
                2,
                new DuplicateMember(Id("short"), "stories-gen2", 1, "Once the lamp was out, nobody in the mill spoke for a long time."),
                [new DuplicateMember(Id("short-2"), "stories-gen3", 0.71, "Once the lamp was out nobody at the mill said a word for a very long time.")]),
        ],
    };

    /// <summary>25 sources with names of 60 characters, 60 strata, many warnings, numbers of a web-scale corpus.</summary>
    public static MixResult Extreme()
    {
        string[] origins = ["human", "synthetic", "mixed", "unknown"];
        SourceSummary[] sources = [.. Enumerable.Range(0, 25).Select(i => Source(
            $"source-{i:00}-with-a-name-as-long-as-any-that-a-policy-will-hold".PadRight(60, 'x'),
            origins[i % 4],
            anchor: i % 8 == 0,
            i % 3 == 0 ? "LicenseRef-A-Very-Particular-Licence-Of-One-Publisher-1.0" : null,
            i % 4 == 3 ? "worst-case" : "declared",
            (i % 4) switch { 0 => Declared(0, 1_000_000), 1 => Declared(1, 1_000_000), 2 => NoAnswer("unlike the calibration data"), _ => Bound(0.03, null, 1_000_000, "known human documents alone") },
            read: (1_000_000_007L * (i + 1), 2_000_000_011L * (i + 1) * (i + 1)),
            merged: 100_000_000L * i, quarantined: 1_000_003, depth: i % 2 * 50_000_000L, notSampled: i % 5 * 90_000_000L, copies: 1 + (i % 3)))];
        StratumSummary[] strata = [.. Enumerable.Range(0, 60).Select(i => Stratum(
            i < 40 ? "a-dimension-with-a-long-name" : "domain",
            i % 7 == 0 ? $"(none) {i}" : $"unbreakable-stratum-value-{i:00}-{new string('w', i % 30)}",
            i * 37, Math.Pow(0.86, i) * 0.14, Math.Pow(0.8, i) * 0.2, Math.Pow(0.87, i) * 0.13,
            (i % 6) switch { 0 or 1 => "not-promised", 2 => "no-floor", _ => "held" }))];
        return Typical() with
        {
            Seed = ulong.MaxValue,
            Generation = 412,
            Flow = Flow(sources),
            SyntheticShare = new SyntheticShareSummary(
                NoAnswer("The corpus is unlike the calibration data: the test of fit rejects both references (p < 0.001)."),
                new Estimate { Value = 0.4211, Low = 0.3001, High = 0.5512, Method = "mixture likelihood", Unit = "tokens", N = 1, Answer = EstimateAnswer.Estimate },
                0.3),
            Sources = sources,
            Calibration = [Calibrated(sources[3].Name), NotAnswered(sources[7].Name)],
            Origins = Breakdown(sources, s => s.Origin, origins),
            Depths = Breakdown(sources, s => s.Name[8..9], [.. Enumerable.Range(0, 10).Select(i => $"{i}"), "unknown"]),
            Strata = strata,
            Constraints =
            [
                Constraint("synthetic-share", 0.3, 0.29, 0.5512, 0.01, 12345.678, "held"),
                .. strata.Where(s => s.Floor is not null).Select(s => Constraint($"floor {s.Dimension}={s.Value}", s.Floor!.Value, s.AfterShare, s.AfterShare, 1e-5, 0, s.Status)),
            ],
            Weights = [.. origins.SelectMany(o => Enumerable.Range(0, 30).Select(i => new WeightBin(i * 0.1, (i + 1) * 0.1, o, i * 1_000_000_007L, i * 2_000_000_000_000L)))],
            Conflicts = [.. Enumerable.Range(0, 30).Select(i => new ConflictSummary(Id($"c{i}"), sources[i % 25].Name, sources[(i + 1) % 25].Name, i % 2 == 0 ? "human" : "synthetic", "A rule with a long explanation that has to wrap inside of its cell whatever the width of the window may be."))],
            Assumptions = [.. Enumerable.Range(0, 12).Select(i => $"The unknown documents of {sources[i].Name} count as wholly synthetic; nobody measured it.")],
            Removal = new RemovalSummary(["crawl"], 0, new string('a', 64), new string('b', 64)),
            Warnings = [.. Enumerable.Range(0, 40).Select(i => $"Warning {i}: {new string('a', 90)} is a word that no line can break by itself.")],
            Outputs = [.. Enumerable.Range(0, 64).Select(i => new OutputFile($"mix/part-{i:00000}.parquet", Sha256($"part-{i}"), 1_073_741_824, 5_000_000, 9_000_000, 12_000_000_000))],
        };
    }
}
