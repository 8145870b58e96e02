using System.Collections.Immutable;

namespace Assay.Core.Detection;

/// <summary>What a detector was trained on, how good it is where it was tested, and what it cannot see.</summary>
public sealed record DetectorCard
{
    /// <summary>The model's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>BCP 47 tag of the language it was trained for.</summary>
    public required string Language { get; init; }

    /// <summary>The form of the text that it reads: <c>normal-1</c>, or <c>raw</c>.</summary>
    public required string TextForm { get; init; }

    /// <summary>The seed of its training.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What it was trained on, by name.</summary>
    public required ImmutableArray<DetectorCardSource> TrainedOn { get; init; }

    /// <summary>Log-odds from which a document counts as machine-made where a verdict is asked for.</summary>
    public required double Threshold { get; init; }

    /// <summary>How the threshold was chosen.</summary>
    public required string ThresholdRule { get; init; }

    /// <summary>Predicted against observed share of machine text, on sources that were left out of training.</summary>
    public required ImmutableArray<ReliabilityBin> Reliability { get; init; }

    /// <summary>Figures on each source, trained on all others.</summary>
    public required ImmutableArray<DetectorCardFigure> LeaveOneSourceOut { get; init; }

    /// <summary>What it cannot see, in sentences.</summary>
    public required ImmutableArray<string> CannotSee { get; init; }
}

/// <summary>A source that a detector was trained on.</summary>
public sealed record DetectorCardSource
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 over the texts and labels that were taken, in order, as 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Pieces of at most 250 words that people wrote.</summary>
    public required int HumanChunks { get; init; }

    /// <summary>Pieces that machines wrote.</summary>
    public required int MachineChunks { get; init; }

    /// <summary>Words of all.</summary>
    public required long Words { get; init; }

    /// <summary>Licences as the records state them.</summary>
    public required ImmutableArray<string> Licenses { get; init; }

    /// <summary>Generators of the machine text, as the records state them.</summary>
    public required ImmutableArray<string> Generators { get; init; }
}

/// <summary>One bar of a reliability curve.</summary>
/// <param name="Low">Lowest predicted probability of the bin.</param>
/// <param name="High">Highest.</param>
/// <param name="Predicted">Mean predicted probability, each source and label weighing alike.</param>
/// <param name="Observed">Observed share of machine text under the same weights.</param>
/// <param name="Chunks">Pieces in the bin.</param>
public readonly record struct ReliabilityBin(double Low, double High, double Predicted, double Observed, int Chunks);

/// <summary>How well a detector that never saw a source tells its texts apart.</summary>
/// <param name="Source">The source.</param>
/// <param name="Human">Human pieces.</param>
/// <param name="Machine">Machine pieces.</param>
/// <param name="Auroc">Area under the curve; null without both labels.</param>
/// <param name="TprAt1">Detected share of machine text at 1% false positives; null without both labels.</param>
/// <param name="FprAtThreshold">Share of human text above the threshold; null without human text.</param>
/// <param name="TprAtThreshold">Share of machine text above the threshold; null without machine text.</param>
/// <param name="HumanQuantiles">Log-odds of human pieces at 0, 1, …, 100%; empty without human text.</param>
/// <param name="MachineQuantiles">The same of machine pieces.</param>
public sealed record DetectorCardFigure(
    string Source, int Human, int Machine, double? Auroc, double? TprAt1, double? FprAtThreshold, double? TprAtThreshold,
    ImmutableArray<double> HumanQuantiles, ImmutableArray<double> MachineQuantiles);
