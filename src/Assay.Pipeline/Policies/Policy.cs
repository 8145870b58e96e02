using System.Collections.Immutable;
using Assay.Core.Documents;
using Assay.Core.Statistics;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Policies;

/// <summary>What goes into a mix: the policy file, read and checked. The keys are described by <see cref="PolicyKeys"/>.</summary>
public sealed record Policy
{
    /// <summary>Which turn of the loop the mix trains; 0 is trained on real data alone.</summary>
    public int Generation { get; init; }

    /// <summary>Tokens that the written mix is to hold: reached up to the margin of the draw, never exceeded; null takes everything that the limits allow.</summary>
    public long? BudgetTokens { get; init; }

    /// <summary>Root of all randomness.</summary>
    public RunSeed Seed { get; init; } = new(42);

    /// <summary>The day from which text may be machine-made: sources published before it can be evidence for human.</summary>
    public DateOnly ModelEra { get; init; } = new(2022, 11, 30);

    /// <summary>The corpora, in the order of the file.</summary>
    public required ImmutableArray<SourcePolicy> Sources { get; init; }

    /// <summary>What scores documents of unknown origin: <see cref="DefaultDetector"/>, <see cref="NoDetector"/>, or a model file relative to the policy's folder.</summary>
    public string Detector { get; init; } = DefaultDetector;

    /// <summary>What a score does to a document of unknown origin, beside the cap.</summary>
    public FilterPolicy Filter { get; init; } = new();

    /// <summary>Limits on the mix.</summary>
    public LimitsPolicy Limits { get; init; } = new();

    /// <summary>The tails to keep.</summary>
    public TailsPolicy Tails { get; init; } = new();

    /// <summary>What counts as a copy.</summary>
    public DuplicatesPolicy Duplicates { get; init; } = new();

    /// <summary>Where and how the mix is written.</summary>
    public OutputPolicy Output { get; init; } = new();

    /// <summary>Run folders or manifests of the mixes that earlier generations were trained on.</summary>
    public ImmutableArray<string> Parents { get; init; } = [];

    /// <summary>The detector that comes with the program.</summary>
    public const string DefaultDetector = "default";

    /// <summary>No detector: nothing is scored.</summary>
    public const string NoDetector = "none";

    /// <summary>Whether the documents of a source are scored: where a calibration or a threshold makes use of it.</summary>
    /// <param name="source">One of <see cref="Sources"/>.</param>
    public bool IsScored(SourcePolicy source) =>
        source.Calibration is not null || (Filter.DropAboveScore is not null && source.Origin != Origin.Synthetic && !source.IsDatedHuman(ModelEra));
}

/// <summary>One corpus of the policy.</summary>
public sealed record SourcePolicy
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>Files, folders or globs, relative to the policy's folder.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>How the files are stored; null goes by their names.</summary>
    public CorpusFormat? Format { get; init; }

    /// <summary>The declared origin.</summary>
    public Origin Origin { get; init; }

    /// <summary>The model that wrote it, when one did.</summary>
    public string? Model { get; init; }

    /// <summary>Models between it and a human, when declared.</summary>
    public int? Depth { get; init; }

    /// <summary>The whole source was published before this day.</summary>
    public DateOnly? PublishedBefore { get; init; }

    /// <summary>Who answers for it that people wrote it.</summary>
    public string? VouchedBy { get; init; }

    /// <summary>SPDX licence expression of documents that state none themselves.</summary>
    public string? License { get; init; }

    /// <summary>Whether its human documents never leave the mix.</summary>
    public bool Anchor { get; init; }

    /// <summary>Synthetic share, in [0, 1], that its unknown documents are assumed to have; null counts them as wholly synthetic.</summary>
    public double? AssumeSynthetic { get; init; }

    /// <summary>Documents of known origin, or labels, that make its synthetic share measurable; null when there are none.</summary>
    public CalibrationPolicy? Calibration { get; init; }

    /// <summary>Base weight b of its documents; 1 is the corpus as found.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Which field of a record carries what.</summary>
    public FieldMap Fields { get; init; } = new();

    /// <summary>Whether the source may be evidence that its documents are human: declared so, and dated or vouched for.</summary>
    /// <param name="modelEra">The policy's model era.</param>
    public bool IsDatedHuman(DateOnly modelEra) => Origin == Origin.Human && PublishedBefore is { } day && day <= modelEra;
}

/// <summary>What makes the synthetic share of a source measurable. None of these documents enters the mix by being named here.</summary>
public sealed record CalibrationPolicy
{
    /// <summary>Files, folders or globs of documents that people wrote, of the same kind as the source's; relative to the policy's folder.</summary>
    public ImmutableArray<string> Human { get; init; } = [];

    /// <summary>Files, folders or globs of machine-made documents of the same kind.</summary>
    public ImmutableArray<string> Machine { get; init; } = [];

    /// <summary>Files of reviewers' labels of the source's own documents, relative to the policy's folder.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Whether labels without an inclusion probability are a simple random sample of the source's documents.</summary>
    public bool LabelsAreRandom { get; init; }
}

/// <summary>What a score does to a document of unknown origin, beside the cap.</summary>
public sealed record FilterPolicy
{
    /// <summary>Documents with a larger calibrated probability are dropped, in (0, 1]; null drops none.</summary>
    public double? DropAbove { get; init; }

    /// <summary>Documents with larger log-odds are dropped, calibrated or not; null drops none.</summary>
    public double? DropAboveScore { get; init; }

    /// <summary>Exponent of the base weight (1 − p)^b of a document with the calibrated probability p; 0 weighs all alike.</summary>
    public double WeightExponent { get; init; } = 3;
}

/// <summary>Limits on the mix.</summary>
public sealed record LimitsPolicy
{
    /// <summary>What the upper end of the synthetic share, by tokens, may reach, in [0, 1]; null sets no cap.</summary>
    public double? SyntheticShare { get; init; } = 0.3;

    /// <summary>Largest depth that may enter.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>No document more often than this; 1 or more.</summary>
    public int Repeats { get; init; } = 3;
}

/// <summary>The tails to keep.</summary>
public sealed record TailsPolicy
{
    /// <summary>Dimensions whose strata are guarded; <c>rarity</c> is measured, the others are fields of the documents.</summary>
    public ImmutableArray<string> Strata { get; init; } = [];

    /// <summary>Share of its anchor share that each stratum keeps, in [0, 1].</summary>
    public double Floor { get; init; } = 0.9;

    /// <summary>Strata with fewer anchor documents have no floor.</summary>
    public int MinAnchorDocuments { get; init; } = 50;

    /// <summary>Word types that together hold at most this share of the anchor's words, the rarest first, count as rare.</summary>
    public double RareMass { get; init; } = 0.05;

    /// <summary>Quantiles of the anchor documents' rarity that separate the bands, ascending, in (0, 1).</summary>
    public ImmutableArray<double> RarityBands { get; init; } = [0.5, 0.9];

    /// <summary>The name of the dimension that Assay measures itself.</summary>
    public const string RarityDimension = "rarity";
}

/// <summary>What counts as a copy.</summary>
public sealed record DuplicatesPolicy
{
    /// <summary>Whether documents with the same content are merged.</summary>
    public bool Exact { get; init; } = true;

    /// <summary>Estimated Jaccard from which documents are merged, in (0, 1]; null keeps near-duplicates.</summary>
    public double? Near { get; init; } = 0.7;

    /// <summary>Words of a shingle.</summary>
    public int Words { get; init; } = 5;

    /// <summary>Bands of a signature.</summary>
    public int Bands { get; init; } = 14;

    /// <summary>Rows of a band.</summary>
    public int Rows { get; init; } = 8;
}

/// <summary>Where and how the mix is written.</summary>
public sealed record OutputPolicy
{
    /// <summary>The run folder, relative to the policy's folder.</summary>
    public string Path { get; init; } = "mix";

    /// <summary>Format of the mix: <c>jsonl</c>, <c>jsonl.gz</c>, <c>jsonl.zst</c> or <c>parquet</c>.</summary>
    public string Format { get; init; } = "jsonl.gz";

    /// <summary>Bytes of text after which a new file begins.</summary>
    public long ShardBytes { get; init; } = 256L << 20;

    /// <summary>Whether a document with n copies is written n times.</summary>
    public bool Expand { get; init; }
}
