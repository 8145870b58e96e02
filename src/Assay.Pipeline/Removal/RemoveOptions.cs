using Assay.Core.Documents;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>What to remove, and where to.</summary>
public sealed record RemoveOptions
{
    /// <summary>The finished run.</summary>
    public required string RunFolder { get; init; }

    /// <summary>The new run.</summary>
    public required string OutFolder { get; init; }

    /// <summary>Name of the source to take out; null when documents are.</summary>
    public string? Source { get; init; }

    /// <summary>Ids of the documents to take out.</summary>
    public IReadOnlySet<DocumentId> Ids { get; init; } = new HashSet<DocumentId>();

    /// <summary>Threads.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Bytes after which a plain file is cut; must be as in the finished run.</summary>
    public long ShardBytes { get; init; } = new MixRunOptions().ShardBytes;

    /// <summary>Everything that is wrong with the options.</summary>
    public IEnumerable<string> Problems() => new MixRunOptions { Workers = Workers, ShardBytes = ShardBytes }.Problems();
}
