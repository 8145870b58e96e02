namespace Assay.Pipeline.Inspection;

/// <summary>What a look at a source told.</summary>
internal sealed record CorpusSample
{
    /// <summary>The source's files.</summary>
    public required CorpusGroup Group { get; init; }

    /// <summary>The records looked at.</summary>
    public required RecordProfile Profile { get; init; }

    /// <summary>Documents of the source; null when nothing allows to tell.</summary>
    public required long? Documents { get; init; }

    /// <summary>Whether <see cref="Documents"/> was counted, not extrapolated from the records looked at.</summary>
    public required bool IsCounted { get; init; }

    /// <summary>Whether every record of the source was looked at.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Files that could not be read, with the reason.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
