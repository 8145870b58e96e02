namespace Assay.Pipeline.Corpora;

/// <summary>A unit of work: a whole file, a byte range of plain JSONL, a run of Parquet row groups, or a run of small text files.</summary>
public sealed record Shard
{
    /// <summary>Name of the source in the policy.</summary>
    public required string SourceName { get; init; }

    /// <summary>Full path of the file; for <see cref="CorpusFormat.Text"/> the folder that <see cref="Files"/> are relative to.</summary>
    public required string Path { get; init; }

    /// <summary>The path as messages and manifests show it: relative to the policy's folder, with forward slashes.</summary>
    public required string DisplayPath { get; init; }

    /// <summary>How the file is stored.</summary>
    public required CorpusFormat Format { get; init; }

    /// <summary>First byte (plain JSONL) or first row (Parquet) of the range. A JSONL record belongs to the range it starts in.</summary>
    public long Start { get; init; }

    /// <summary>End of the range, exclusive; 0 when the shard is the whole file.</summary>
    public long End { get; init; }

    /// <summary>For <see cref="CorpusFormat.Text"/>: the files, relative to <see cref="Path"/>, in ordinal order; otherwise empty.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Bytes on disk that the shard covers: what progress counts.</summary>
    public required long Bytes { get; init; }

    /// <summary>Which field carries what.</summary>
    public required FieldMap Fields { get; init; }
}
