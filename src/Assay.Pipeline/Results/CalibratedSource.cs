using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Pipeline.Results;

/// <summary>What was measured of the documents of unknown origin of one source, and what the mix made of it.</summary>
public sealed record CalibratedSource
{
    /// <summary>Its name in the policy.</summary>
    public required string Source { get; init; }

    /// <summary>What calibrated it: <c>labels</c>, <c>references</c> (of both kinds), <c>human</c>, or <c>nothing</c> where there is no answer.</summary>
    public required string By { get; init; }

    /// <summary>Known human documents that have a score.</summary>
    public required long Human { get; init; }

    /// <summary>Known machine-made documents that have a score.</summary>
    public required long Machine { get; init; }

    /// <summary>Labelled documents among those that the share is estimated over.</summary>
    public required long Labelled { get; init; }

    /// <summary>Distinct documents that the share is estimated over.</summary>
    public required long Documents { get; init; }

    /// <summary>Their tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>Distinct documents of the source that also stand in a calibration file and are left out of the estimate.</summary>
    public required long AlsoInCalibration { get; init; }

    /// <summary>Distinct documents that are too short for a score; under the cap they count as the policy assumes, else as synthetic.</summary>
    public required long TooShortDocuments { get; init; }

    /// <summary>Their tokens.</summary>
    public required long TooShortTokens { get; init; }

    /// <summary>Machine-made fraction of the documents.</summary>
    public required Estimate ByDocuments { get; init; }

    /// <summary>Machine-made fraction of their tokens; its upper end is what enters the cap.</summary>
    public required Estimate ByTokens { get; init; }

    /// <summary>The same documents as the mix holds them, copies counted.</summary>
    public required Estimate Written { get; init; }

    /// <summary>The test of fit; null where there are no references of both kinds.</summary>
    public FitTest? Fit { get; init; }

    /// <summary>Scores of the documents, of the mix and of the references.</summary>
    public required IReadOnlyList<SourceScoreBar> Scores { get; init; }

    /// <summary>What the base weights (1 − p)^b cost in human text and leave of machine text, for several b; empty where there is no answer.</summary>
    public required IReadOnlyList<DownWeight> TradeOff { get; init; }

    /// <summary>The policy's b.</summary>
    public required double WeightExponent { get; init; }

    /// <summary>What the mix itself comes to, all limits and the draw included: the trade-off with copies as weights; null where there is no answer.</summary>
    public MixTradeOff? Mix { get; init; }

    /// <summary>Documents that the policy's <c>filter</c> dropped.</summary>
    public required Amount Filtered { get; init; }
}

/// <summary>What the mix made of the human text of a source.</summary>
/// <param name="HumanKept">Expected share of its human tokens that are in the mix, copies not counted, in [0, 1].</param>
/// <param name="MachineShare">Expected machine share of its tokens in the mix, copies counted.</param>
/// <param name="EffectiveHuman">Effective sample size of the human text in the mix (Kish, by copies) over all its human text.</param>
public sealed record MixTradeOff(double HumanKept, double MachineShare, double EffectiveHuman);

/// <summary>Scores of one class: how much of each sample lies in it.</summary>
/// <param name="Low">Lower end of the log-odds.</param>
/// <param name="High">Upper end.</param>
/// <param name="Before">Fraction of the documents that the share is estimated over.</param>
/// <param name="After">Fraction of their copies in the mix; null when there are none.</param>
/// <param name="Human">Fraction of the known human documents; null without any.</param>
/// <param name="Machine">Fraction of the known machine-made documents; null without any.</param>
public sealed record SourceScoreBar(double Low, double High, double Before, double? After, double? Human, double? Machine);
