using System.Collections.Immutable;
using System.Security.Cryptography;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Policies;

namespace Assay.Pipeline.Scan;

/// <summary>Reviewers' labels of the documents of one source.</summary>
/// <param name="Source">0-based source.</param>
/// <param name="Files">The files, as the policy names them, each with its SHA-256, hexadecimal.</param>
/// <param name="Labels">The labels of all of them.</param>
internal sealed record SourceLabels(int Source, ImmutableArray<(string Path, string Sha256)> Files, LabelSet Labels)
{
    /// <summary>Reads the labels that a policy names.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="folder">The folder that its paths are relative to.</param>
    /// <exception cref="Core.Errors.UserErrorException">A file cannot be read, or a line is no label.</exception>
    public static ImmutableArray<SourceLabels> Read(Policy policy, string folder) =>
    [
        .. Enumerable.Range(0, policy.Sources.Length).Where(source => policy.Sources[source].Calibration is { Labels.IsEmpty: false }).Select(source =>
        {
            CalibrationPolicy calibration = policy.Sources[source].Calibration!;
            var labels = new LabelSet([.. calibration.Labels.SelectMany(path => LabelFile.Read(Path.Combine(folder, path), path))], calibration.LabelsAreRandom);
            return new SourceLabels(
                source,
                [.. calibration.Labels.Select(path => (path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, path))))))],
                labels);
        }),
    ];
}
