using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Lab.Results;
using Assay.Lab.Verdicts;

namespace Assay.Tests.Lab.Guide;

/// <summary>What the guide says about one experiment: approved in docs/img/lab/results.json, written by <c>bench lab pictures</c>.</summary>
public sealed record GuideEntry
{
    /// <summary>Where the entries are kept, from the repository's root.</summary>
    public const string ResultsPath = "docs/img/lab/results.json";

    /// <summary>The guide, from the repository's root.</summary>
    public const string GuidePath = "docs/guide/lab.md";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The experiment, of the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>What the command says beside its name.</summary>
    public required string Arguments { get; init; }

    /// <summary>The measure of the picture.</summary>
    public required string Measure { get; init; }

    /// <summary>Its mean over the replicates in the last generation.</summary>
    public double? Mean { get; init; }

    /// <summary>Its standard error; null for one replicate.</summary>
    public double? StandardError { get; init; }

    /// <summary>Its exact law; null where none is known.</summary>
    public double? Law { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Verdict { get; init; }

    /// <summary>The line of the guide: command, result, verdict.</summary>
    public string Line()
    {
        string error = StandardError is { } e ? $" ± {Number(e, 2)}" : "";
        string law = Law is { } l ? $", law {Number(l, 4)}" : "";
        return $"`assay lab run {Name}{Arguments}` ends with {Measure} {Number(Mean, 4)}{error}{law}; verdict: {Verdict}.";
    }

    /// <summary>What a run says.</summary>
    /// <param name="document">Its document.</param>
    /// <param name="measure">The measure of the picture.</param>
    /// <param name="arguments">What the command says beside its name.</param>
    public static GuideEntry Of(LabDocument document, string measure, string arguments)
    {
        LabGeneration last = document.Measures.Single(m => string.Equals(m.Name, measure, StringComparison.Ordinal)).Generations[^1];
        return new()
        {
            Name = document.Experiment.Name,
            Arguments = arguments,
            Measure = measure,
            Mean = last.Mean,
            StandardError = document.Replicates > 1 ? last.StandardError : null,
            Law = last.Theory,
            Verdict = document.Verdict is { } verdict ? Words(verdict) : "none can be given",
        };
    }

    /// <summary>Reads the approved entries.</summary>
    public static GuideEntry[] Read(string path) => JsonSerializer.Deserialize<GuideEntry[]>(File.ReadAllText(path), s_json)!;

    /// <summary>Writes them.</summary>
    public static void Write(string path, IEnumerable<GuideEntry> entries) => File.WriteAllText(path, JsonSerializer.Serialize(entries, s_json) + "\n");

    private static string Words(ExperimentVerdict verdict) => verdict.Kind == CollapseKind.None
        ? "no collapse"
        : FormattableString.Invariant($"{verdict.Kind.ToString().ToLowerInvariant()} collapse from generation {verdict.Generation:0.#}, {verdict.Trend!.Value.ToString().ToLowerInvariant()}");

    private static string Number(double? value, int digits) => value?.ToString($"G{digits}", CultureInfo.InvariantCulture).Replace('-', '−') ?? "";
}
