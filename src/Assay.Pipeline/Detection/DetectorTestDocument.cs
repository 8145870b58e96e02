using System.Collections.Immutable;
using Assay.Core.Detection;

namespace Assay.Pipeline.Detection;

/// <summary>The JSON document of <c>assay detector test</c>.</summary>
public sealed record DetectorTestDocument
{
    /// <summary>Name and version of the shape.</summary>
    public string Schema { get; init; } = "assay/detector-test/1";

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Root of all randomness.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What was tested: <c>model</c>, or <c>leave-one-source-out</c> for the way of training.</summary>
    public required string Test { get; init; }

    /// <summary>The model's id; null when none was given.</summary>
    public required string? Model { get; init; }

    /// <summary>The model's name; null when none was given.</summary>
    public required string? ModelName { get; init; }

    /// <summary>The model's stated threshold, a log-odds; null where each source has its own.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Figures on the text in normal form.</summary>
    public required ImmutableArray<DetectorTestGroup> Normal { get; init; }

    /// <summary>Figures on the text as it is: what of them is better than in normal form was learnt from file formats.</summary>
    public required ImmutableArray<DetectorTestGroup> Raw { get; init; }

    /// <summary>What the reader should know.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}
