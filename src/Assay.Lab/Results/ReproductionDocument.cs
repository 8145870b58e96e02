using System.Text.Json.Serialization;
using Assay.Core.Statistics;
using Assay.Lab.Reproduction;

namespace Assay.Lab.Results;

/// <summary>The document of <c>assay lab reproduce --json</c>.</summary>
public sealed record ReproductionDocument
{
    /// <summary>Its schema.</summary>
    [JsonPropertyOrder(-3)]
    public string Schema { get; init; } = "assay/lab-reproduce/1";

    /// <summary>Version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string Version { get; init; }

    /// <summary>Root of all randomness.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong Seed { get; init; }

    /// <summary>Whether every comparison passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>Largest |z| that a statistical comparison may have.</summary>
    public required double Limit { get; init; }

    /// <summary>Every comparison.</summary>
    public required IReadOnlyList<ReproductionRow> Rows { get; init; }

    /// <summary>Targets that did not run, with the reason.</summary>
    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>Sums up a reproduction.</summary>
    /// <param name="seed">Root of its randomness.</param>
    /// <param name="result">What came out.</param>
    /// <param name="version">Version of the program.</param>
    public static ReproductionDocument Of(RunSeed seed, ReproductionResult result, string version)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new()
        {
            Version = version,
            Seed = seed.Value,
            Passed = result.Passed,
            Limit = result.Limit,
            Rows = result.Rows,
            Skipped = result.Skipped,
        };
    }
}
