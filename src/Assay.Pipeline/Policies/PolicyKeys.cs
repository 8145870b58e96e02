using System.Collections.Immutable;

namespace Assay.Pipeline.Policies;

/// <summary>Every key of a policy file. This table is the one place that says what a policy may hold.</summary>
internal static class PolicyKeys
{
    /// <summary>Which field of a record carries what.</summary>
    private static readonly ImmutableArray<PolicyKey> Fields =
    [
        new("text", KeyKind.Text, "Field with the document's text.") { Default = "text" },
        new("id", KeyKind.Text, "Field with the corpus's own name for a document; written as source_id.") { Default = "id" },
        new("source", KeyKind.Text, "Field with the place inside the source a document came from, a site or a book; written as SOURCE/PLACE.") { Default = "source" },
        new("origin", KeyKind.Text, "Field with the declared origin.") { Default = "origin" },
        new("model", KeyKind.Text, "Field with the model that wrote the document.") { Default = "model" },
        new("depth", KeyKind.Text, "Field with the number of models between the document and a human.") { Default = "depth" },
        new("created", KeyKind.Text, "Field with the date the document was written or published.") { Default = "created" },
        new("lang", KeyKind.Text, "Field with the language tag.") { Default = "lang" },
        new("license", KeyKind.Text, "Field with the licence.") { Default = "license" },
        new("strata", KeyKind.TextMap, "Field of each stratum dimension, where its name is not the dimension's own."),
        new("keep", KeyKind.TextList, "Further fields to keep in the mix."),
    ];

    private static readonly ImmutableArray<PolicyKey> Calibration =
    [
        new("human", KeyKind.TextList, "Documents that people wrote, of the same kind as the source's: files, folders or globs. A few hundred."),
        new("machine", KeyKind.TextList, "Machine-made documents of the same kind; with them the share has two ends that hold. A hundred or more."),
        new("labels", KeyKind.TextList, "Files of reviewers' labels of the source's own documents: JSON lines with id, label, reviewer and inclusionProbability, as `assay measure --suggest-labels` writes them."),
        new("labels-random", KeyKind.Boolean, "Whether labels without an inclusionProbability are a simple random sample of the source's documents.") { Default = "false" },
    ];

    private static readonly ImmutableArray<PolicyKey> Filter =
    [
        new("drop-above", KeyKind.NumberOrOff, "Documents of a calibrated source with a larger probability of being machine-made are dropped.") { Min = 0, AboveMin = true, Max = 1, Default = "false" },
        new("drop-above-score", KeyKind.NumberOrOff, "Documents of unknown origin with larger log-odds are dropped, calibrated or not.") { Min = -100, Max = 100, Default = "false" },
        new("weight-exponent", KeyKind.Number, "b of the base weight (1 − p)^b that a document with the calibrated probability p has; 0 weighs all alike.") { Min = 0, Max = 100, Default = "3" },
    ];

    private static readonly ImmutableArray<PolicyKey> Source =
    [
        new("name", KeyKind.Text, "Unique name of the source.") { Required = true },
        new("path", KeyKind.TextList, "Files, folders or globs, relative to the policy's folder.") { Required = true },
        new("format", KeyKind.Text, "How the files are stored; by default their names tell.") { Words = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "text"] },
        new("origin", KeyKind.Text, "Who wrote the documents. Human counts only with published-before or vouched-by.") { Words = ["human", "synthetic", "mixed", "unknown"], Default = "unknown" },
        new("model", KeyKind.Text, "The model that wrote the documents, for instance ours@2."),
        new("depth", KeyKind.Integer, "Models between the documents and a human.") { Min = 0, Max = 1000 },
        new("published-before", KeyKind.Date, "The whole source was published before this day; on or before model-era it is evidence for human."),
        new("vouched-by", KeyKind.Text, "Who answers for it that people wrote the documents."),
        new("license", KeyKind.Text, "SPDX licence expression of documents that state none."),
        new("anchor", KeyKind.Boolean, "Its human documents never leave the mix.") { Default = "false" },
        new("assume-synthetic", KeyKind.Number, "Synthetic share that its unknown documents are assumed to have; without it, and without a calibration that answers, they count as wholly synthetic under the cap.") { Min = 0, Max = 1 },
        new("calibration", KeyKind.Map, "Documents of known origin that make the share of its unknown documents measurable.") { Children = Calibration },
        new("weight", KeyKind.Number, "Base weight of its documents; 1 is the corpus as found.") { Min = 0, AboveMin = true, Max = 1000, Default = "1" },
        new("fields", KeyKind.Map, "Which field of a record carries what, in this source.") { Children = Fields },
    ];

    private static readonly ImmutableArray<PolicyKey> Limits =
    [
        new("synthetic-share", KeyKind.NumberOrOff, "What the upper end of the synthetic share, by tokens, may reach; false sets no cap.") { Min = 0, Max = 1, Default = "0.30" },
        new("depth", KeyKind.Integer, "Documents of a larger depth are dropped.") { Min = 0, Max = 1000, Default = "2" },
        new("repeats", KeyKind.Integer, "No document more often than this.") { Min = 1, Max = 1000, Default = "3" },
    ];

    private static readonly ImmutableArray<PolicyKey> Tails =
    [
        new("strata", KeyKind.TextList, "Dimensions whose strata are guarded: rarity is measured, the others are fields."),
        new("floor", KeyKind.Number, "Share of its anchor share that each stratum keeps; 1 is exact post-stratification.") { Min = 0, Max = 1, Default = "0.9" },
        new("min-anchor-documents", KeyKind.Integer, "Strata with fewer anchor documents have no floor.") { Min = 1, Max = 1e9, Default = "50" },
        new("rare-mass", KeyKind.Number, "Word types that together hold at most this share of the anchor's words, the rarest first, count as rare.") { Min = 0, AboveMin = true, Max = 1, BelowMax = true, Default = "0.05" },
        new("rarity-bands", KeyKind.NumberList, "Quantiles of the anchor documents' rarity that separate the bands, ascending.") { Min = 0, AboveMin = true, Max = 1, BelowMax = true, Default = "[0.5, 0.9]" },
    ];

    private static readonly ImmutableArray<PolicyKey> Duplicates =
    [
        new("exact", KeyKind.Boolean, "Merge documents with the same content (identity-1).") { Default = "true" },
        new("near", KeyKind.NumberOrOff, "Estimated Jaccard from which documents are merged; false keeps near-duplicates.") { Min = 0, AboveMin = true, Max = 1, Default = "0.7" },
        new("words", KeyKind.Integer, "Words of a shingle.") { Min = 1, Max = 100, Default = "5" },
        new("bands", KeyKind.Integer, "Bands of a signature.") { Min = 1, Max = 1024, Default = "14" },
        new("rows", KeyKind.Integer, "Rows of a band.") { Min = 1, Max = 64, Default = "8" },
    ];

    private static readonly ImmutableArray<PolicyKey> Output =
    [
        new("path", KeyKind.Text, "The run folder, relative to the policy's folder.") { Default = "mix" },
        new("format", KeyKind.Text, "Format of the mix.") { Words = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"], Default = "jsonl.gz" },
        new("shard-bytes", KeyKind.Integer, "Bytes of text after which a new file begins.") { Min = 1024, Max = 1L << 40, Default = "268435456" },
        new("expand", KeyKind.Boolean, "Write a document with n copies n times; otherwise once, with its copies beside it.") { Default = "false" },
    ];

    /// <summary>The keys of the file itself.</summary>
    public static ImmutableArray<PolicyKey> All { get; } =
    [
        new("generation", KeyKind.Integer, "Which turn of the loop the mix trains; 0 is trained on real data alone.") { Min = 0, Max = 1_000_000, Default = "0" },
        new("budget", KeyKind.Map, "Size of the mix; absent, everything that the limits allow.")
        {
            Children = [new("tokens", KeyKind.Integer, "Tokens that the written mix holds: documents are thinned out or repeated to reach them, and the draw never exceeds them.") { Min = 1, Max = 1e18, Required = true }],
        },
        new("seed", KeyKind.Integer, "Root of all randomness.") { Min = 0, Max = long.MaxValue, Default = "42" },
        new("model-era", KeyKind.Date, "The day from which text may be machine-made.") { Default = "2022-11-30" },
        new("sources", KeyKind.ListOfMaps, "The corpora.") { Required = true, Children = Source },
        new("fields", KeyKind.Map, "Which field of a record carries what; a source can say otherwise.") { Children = Fields },
        new("detector", KeyKind.Text, "What scores documents of unknown origin where a calibration or a threshold asks for it: default, none, or a model file.") { Default = "default" },
        new("filter", KeyKind.Map, "What a score does to a document of unknown origin, beside the cap.") { Children = Filter },
        new("limits", KeyKind.Map, "Limits on the mix.") { Children = Limits },
        new("tails", KeyKind.Map, "The tails to keep.") { Children = Tails },
        new("duplicates", KeyKind.Map, "What counts as a copy.") { Children = Duplicates },
        new("output", KeyKind.Map, "Where and how the mix is written.") { Children = Output },
        new("parents", KeyKind.TextList, "Run folders of the mixes that earlier generations were trained on."),
    ];
}
