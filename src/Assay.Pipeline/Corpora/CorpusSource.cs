using System.Collections.Immutable;

namespace Assay.Pipeline.Corpora;

/// <summary>Where the files of a source lie and how they are stored.</summary>
public sealed record CorpusSource
{
    /// <summary>The source's name in the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the folder that relative paths start from: the policy's.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>What the user can do about a path that leads nowhere, as a sentence.</summary>
    public string PathRemedy { get; init; } = "Correct the source's `path` in the policy; it counts from the policy's folder.";

    /// <summary>Files, folders or globs, with forward slashes; see <see cref="ShardPlanner"/>.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>How the files are stored; null goes by their names.</summary>
    public CorpusFormat? Format { get; init; }

    /// <summary>Which field carries what.</summary>
    public FieldMap Fields { get; init; } = new();

    /// <summary>About how many bytes a shard covers where files can be cut or grouped; 1 or more.</summary>
    public long ShardBytes { get; init; } = ShardPlanner.DefaultShardBytes;
}
