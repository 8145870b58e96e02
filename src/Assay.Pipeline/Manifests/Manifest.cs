using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Manifests;

/// <summary><c>manifest.json</c>: what went in, under which policy, and what came out, each by its hash.</summary>
public sealed record Manifest
{
    /// <summary>Name and version of this shape.</summary>
    [JsonPropertyOrder(-3)]
    public string Schema { get; init; } = "assay/manifest/1";

    /// <summary>Version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string Version { get; init; }

    /// <summary>The policy's seed.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong Seed { get; init; }

    /// <summary>The policy's generation.</summary>
    public required int Generation { get; init; }

    /// <summary>The policy.</summary>
    public required PolicySummary Policy { get; init; }

    /// <summary>Key of the decisions behind the mix, as in <c>decide.json</c>.</summary>
    public required string Decisions { get; init; }

    /// <summary>Key of the anchor's word types that rarity was measured against; null when it was not measured.</summary>
    public string? RarityReference { get; init; }

    /// <summary>Id of the detector that scored documents; null when nothing was scored.</summary>
    public string? Detector { get; init; }

    /// <summary>The mixes of earlier generations.</summary>
    public required IReadOnlyList<ParentManifest> Parents { get; init; }

    /// <summary>The files, or parts of files, that were read.</summary>
    public required IReadOnlyList<InputPart> Inputs { get; init; }

    /// <summary>The files, or parts of files, that sources were calibrated by; their documents are not in the mix by being here.</summary>
    public IReadOnlyList<InputPart> CalibrationInputs { get; init; } = [];

    /// <summary>The files of reviewers' labels.</summary>
    public IReadOnlyList<LabelInput> LabelInputs { get; init; } = [];

    /// <summary>Where every record went.</summary>
    public required FlowSummary Flow { get; init; }

    /// <summary>Before and after, by source.</summary>
    public required IReadOnlyList<SourceSummary> Sources { get; init; }

    /// <summary>Before and after, by origin.</summary>
    public required IReadOnlyList<BreakdownRow> Origins { get; init; }

    /// <summary>Before and after, by depth.</summary>
    public required IReadOnlyList<BreakdownRow> Depths { get; init; }

    /// <summary>Before and after, by stratum.</summary>
    public required IReadOnlyList<StratumSummary> Strata { get; init; }

    /// <summary>The synthetic share before and after.</summary>
    public required SyntheticShareSummary SyntheticShare { get; init; }

    /// <summary>What was taken out on demand; null for a mix that nothing was taken out of.</summary>
    public RemovalSummary? Removal { get; init; }

    /// <summary>The files of the mix.</summary>
    public required IReadOnlyList<OutputFile> Outputs { get; init; }

    /// <summary>Builds the manifest of a finished mix.</summary>
    internal static Manifest Of(
        PolicyFile file, string runFolder, MixResult result, string decisions, ScannedCorpus corpus) => new()
        {
            Version = result.Version,
            Seed = result.Seed,
            Generation = result.Generation,
            Policy = result.Policy,
            Decisions = decisions,
            RarityReference = corpus.Probes.OfType<RarityProbe>().SingleOrDefault()?.ReferenceKey,
            Parents = [.. file.Policy.Parents.Select(parent => ParentManifest.Read(file, runFolder, parent))],
            Detector = corpus.Probes.OfType<DetectorProbe>().SingleOrDefault()?.Detector.Id,
            Inputs = [.. corpus.Shards.Select(shard => InputPart.Of(shard, corpus.AllSummaries[shard.Index]))],
            CalibrationInputs = [.. corpus.Calibration.Select(shard => InputPart.Of(shard, corpus.AllSummaries[shard.Index]))],
            LabelInputs = [.. corpus.Planned.Labels.SelectMany(labels => labels.Files.Select(f => new LabelInput(file.Policy.Sources[labels.Source].Name, f.Path, f.Sha256)))],
            Flow = result.Flow,
            Sources = result.Sources,
            Origins = result.Origins,
            Depths = result.Depths,
            Strata = result.Strata,
            SyntheticShare = result.SyntheticShare,
            Removal = result.Removal,
            Outputs = result.Outputs,
        };
}

/// <summary>A file, or a part of one, that was read.</summary>
/// <param name="Source">Its source in the policy.</param>
/// <param name="Path">Relative to the policy's folder.</param>
/// <param name="Format">How it is stored.</param>
/// <param name="Start">First byte or row, when it is a part.</param>
/// <param name="End">End of the part, exclusive; 0 for the whole file.</param>
/// <param name="Sha256">SHA-256, hexadecimal: of the bytes of the part; for a run of Parquet rows of the file's hash and the range; for text files of names and bytes.</param>
/// <param name="Read">Its records.</param>
public sealed record InputPart(string Source, string Path, string Format, long Start, long End, string Sha256, Amount Read)
{
    internal static InputPart Of(PlannedShard shard, ShardSummary summary) => new(
        shard.Source.Name, shard.Shard.DisplayPath, shard.Shard.Format.Word, shard.Shard.Start, shard.Shard.End, shard.Sha256, summary.Read);
}

/// <summary>A file of reviewers' labels.</summary>
/// <param name="Source">The source whose documents they are about.</param>
/// <param name="Path">As the policy names it.</param>
/// <param name="Sha256">SHA-256 of the file, hexadecimal.</param>
public sealed record LabelInput(string Source, string Path, string Sha256);

/// <summary>The mix of an earlier generation.</summary>
/// <param name="Path">Its manifest, relative to this run's folder.</param>
/// <param name="Sha256">SHA-256 of that manifest, hexadecimal.</param>
/// <param name="Generation">Its generation.</param>
public sealed record ParentManifest(string Path, string Sha256, int Generation)
{
    /// <summary>Reads what is needed of a parent.</summary>
    /// <param name="file">The policy that names it.</param>
    /// <param name="runFolder">The folder of the run that has it as a parent.</param>
    /// <param name="parent">A run folder or a manifest, relative to the policy's folder.</param>
    /// <exception cref="UserErrorException">There is no manifest.</exception>
    public static ParentManifest Read(PolicyFile file, string runFolder, string parent)
    {
        string path = System.IO.Path.Combine(file.Folder, parent);
        path = Directory.Exists(path) ? System.IO.Path.Combine(path, "manifest.json") : path;
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            using JsonDocument manifest = JsonDocument.Parse(bytes);
            return new ParentManifest(
                System.IO.Path.GetRelativePath(runFolder, path).Replace('\\', '/'),
                Convert.ToHexStringLower(SHA256.HashData(bytes)),
                manifest.RootElement.GetProperty("generation").GetInt32());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserErrorException(
                new SourceLine(file.Path), $"the parent \"{parent}\" has no manifest that can be read: {e.Message}", "Name the run folder of an earlier mix, or remove it from `parents`.", e);
        }
    }
}
