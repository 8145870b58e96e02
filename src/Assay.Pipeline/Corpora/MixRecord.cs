using Assay.Core.Documents;

namespace Assay.Pipeline.Corpora;

/// <summary>A document on its way into the mix.</summary>
public readonly ref struct MixRecord
{
    /// <summary>Identity by content.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>The text in UTF-8.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Name of its source in the policy.</summary>
    public required string Source { get; init; }

    /// <summary>Who wrote it, as its evidence says.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Probability, in [0, 1], that it counts as machine-made under the cap.</summary>
    public required double SyntheticProbability { get; init; }

    /// <summary>Models between it and a human; null when unknown.</summary>
    public required int? Depth { get; init; }

    /// <summary>The solver's weight, 0 or more.</summary>
    public required double Weight { get; init; }

    /// <summary>The draw: how often it is to be trained on, 1 or more.</summary>
    public required int Copies { get; init; }

    /// <summary>Tokens by the rule of docs/metrics.md, of one copy.</summary>
    public required long Tokens { get; init; }

    /// <summary>The corpus's own name for it in UTF-8; empty when it has none.</summary>
    public required ReadOnlySpan<byte> SourceId { get; init; }

    /// <summary>SPDX licence expression in UTF-8; empty when none is known.</summary>
    public required ReadOnlySpan<byte> License { get; init; }
}
