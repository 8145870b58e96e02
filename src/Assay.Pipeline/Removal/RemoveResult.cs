using System.Text.Json.Serialization;
using Assay.Pipeline.Results;

namespace Assay.Pipeline.Removal;

/// <summary>What <c>assay remove</c> says.</summary>
public sealed record RemoveResult
{
    /// <summary>Name and version of this shape.</summary>
    [JsonPropertyOrder(-3)]
    public string Schema { get; init; } = "assay/remove/1";

    /// <summary>Version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string Version { get; init; }

    /// <summary>The policy's seed.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong Seed { get; init; }

    /// <summary>What was taken out of the corpus of the run.</summary>
    public required Amount Removed { get; init; }

    /// <summary>The mixes whose files still hold it, the run's own first, then its parents'.</summary>
    public required IReadOnlyList<HoldingMix> Holding { get; init; }

    /// <summary>The new mix.</summary>
    public required MixResult Mix { get; init; }
}
