using System.Collections.Immutable;
using Assay.Core.Detection;
using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Scorers;

namespace Assay.Pipeline.Measure;

/// <summary>What <c>assay measure</c> is asked.</summary>
public sealed record MeasureOptions
{
    /// <summary>The corpus: files, folders or globs.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>Known human documents of the same source.</summary>
    public ImmutableArray<string> Human { get; init; } = [];

    /// <summary>Known machine documents of the same source.</summary>
    public ImmutableArray<string> Machine { get; init; } = [];

    /// <summary>Files of reviewers' labels.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Whether labels without an inclusion probability are a simple random sample of the corpus.</summary>
    public bool LabelsAreRandom { get; init; }

    /// <summary>How many documents to choose for labelling; 0 for none.</summary>
    public int SuggestLabels { get; init; }

    /// <summary>Fields whose values are strata.</summary>
    public ImmutableArray<string> Strata { get; init; } = [];

    /// <summary>The field of the text; null where it is to be found by looking.</summary>
    public string? TextField { get; init; }

    /// <summary>Share of the records of corpus, human or machine documents that may be bad and are left out, in [0, 1); 0 for none.</summary>
    public double BadShare { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    /// <summary>The detector.</summary>
    public required Detector Detector { get; init; }

    /// <summary>What scores in the detector's place; null for the detector itself.</summary>
    public ScorerSpec? Scorer { get; init; }

    /// <summary>How a scorer outside the program is asked.</summary>
    public ScorerOptions ScorerOptions { get; init; } = new();

    /// <summary>Level, floor and limits of the estimate.</summary>
    public ShareOptions Share { get; init; } = new();

    /// <summary>The root of what is drawn at random: the documents to label.</summary>
    public RunSeed Seed { get; init; } = new(42);

    /// <summary>Threads that score; they change no number. 1 or more.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
