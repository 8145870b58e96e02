using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Scan;

/// <summary>A document as probes see it: its UTF-8, split into words once for all of them.</summary>
internal readonly ref struct ScannedDocument
{
    /// <summary>The record behind it, for its fields.</summary>
    public required ShardReader Record { get; init; }

    /// <summary>The text: valid UTF-8, never empty.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>The hash of each word, in order (<c>word-hash-1</c>).</summary>
    public required ReadOnlySpan<ulong> Words { get; init; }

    /// <summary>Tokens by the rule <c>tokens-1</c>.</summary>
    public required long Tokens { get; init; }
}
