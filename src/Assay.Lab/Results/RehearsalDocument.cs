using System.Text.Json.Serialization;

namespace Assay.Lab.Results;

/// <summary>The document of <c>assay rehearse --json</c>.</summary>
public sealed record RehearsalDocument
{
    /// <summary>Its schema.</summary>
    [JsonPropertyOrder(-3)]
    public string Schema { get; init; } = "assay/rehearse/1";

    /// <summary>Version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string Version { get; init; }

    /// <summary>Root of all randomness.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong Seed { get; init; }

    /// <summary>What stood for the model.</summary>
    public required string Proxy { get; init; }

    /// <summary>Generations after generation 0.</summary>
    public required int Generations { get; init; }

    /// <summary>Replicates of each arm.</summary>
    public required int Replicates { get; init; }

    /// <summary>The policies, in the order given.</summary>
    public required IReadOnlyList<RehearsedPolicy> Policies { get; init; }
}
