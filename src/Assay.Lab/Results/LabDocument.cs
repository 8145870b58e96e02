using System.Text.Json.Serialization;
using Assay.Lab.Experiments;
using Assay.Lab.Verdicts;

namespace Assay.Lab.Results;

/// <summary>The document of <c>assay lab run --json</c>.</summary>
public sealed record LabDocument
{
    /// <summary>Its schema.</summary>
    [JsonPropertyOrder(-3)]
    public string Schema { get; init; } = "assay/lab/1";

    /// <summary>Version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string Version { get; init; }

    /// <summary>Root of all randomness.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong Seed { get; init; }

    /// <summary>What ran; as a file it can be run again.</summary>
    public required ExperimentSpec Experiment { get; init; }

    /// <summary>Fits in a replicate.</summary>
    public required int Generations { get; init; }

    /// <summary>Replicates that finished.</summary>
    public required int Replicates { get; init; }

    /// <summary>Replicates that were asked for; more than finished when the run was stopped.</summary>
    public required int ReplicatesAsked { get; init; }

    /// <summary>What was measured.</summary>
    public required IReadOnlyList<LabMeasure> Measures { get; init; }

    /// <summary>What the first replicate made, generation 1 first; empty where there is nothing but numbers.</summary>
    public required IReadOnlyList<Exhibit> Exhibits { get; init; }

    /// <summary>Whether it collapses; null when no verdict can be given.</summary>
    public ExperimentVerdict? Verdict { get; init; }

    /// <summary>Why there is no verdict; null when there is one.</summary>
    public string? NoVerdict { get; init; }

    /// <summary>Sums up a run.</summary>
    /// <param name="spec">What ran.</param>
    /// <param name="result">What came out, one finished replicate or more.</param>
    /// <param name="verdict">The verdict, if there is one.</param>
    /// <param name="noVerdict">Why there is none.</param>
    /// <param name="version">Version of the program.</param>
    public static LabDocument Of(ExperimentSpec spec, ExperimentResult result, ExperimentVerdict? verdict, string? noVerdict, string version)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new()
        {
            Version = version,
            Seed = result.Options.Seed.Value,
            Experiment = spec,
            Generations = result.Generations,
            Replicates = result.Replicates,
            ReplicatesAsked = result.Options.Replicates,
            Measures = [.. result.Measures.Select(m => LabMeasure.Of(m, result))],
            Exhibits = result.Exhibits,
            Verdict = verdict,
            NoVerdict = noVerdict,
        };
    }
}
