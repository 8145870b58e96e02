using System.Collections.Immutable;

namespace Assay.Pipeline.Watching;

/// <summary>A corpus to be watched: where it lies and which fields matter.</summary>
public sealed record WatchedCorpus
{
    /// <summary>File, folder, glob or run folder of <c>assay mix</c>, relative to the working folder.</summary>
    public required string Path { get; init; }

    /// <summary>The field that holds the text.</summary>
    public string TextField { get; init; } = "text";

    /// <summary>Fields whose values are strata.</summary>
    public ImmutableArray<string> Strata { get; init; } = [];

    /// <summary>The field that holds a vector, an array of numbers; null for none.</summary>
    public string? VectorField { get; init; }

    /// <summary>Share of the documents that is read, chosen by their hash; in (0, 1].</summary>
    public double Sample { get; init; } = 1;

    /// <summary>Share of the records that may be bad and is then left out; 0 stops at the first.</summary>
    public double BadShare { get; init; }

    /// <summary>Threads.</summary>
    public int Workers { get; init; } = 1;
}
