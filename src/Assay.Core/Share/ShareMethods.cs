namespace Assay.Core.Share;

/// <summary>The words of <c>Estimate.Method</c> for shares, as docs/metrics.md explains them.</summary>
public static class ShareMethods
{
    /// <summary>Human and machine references: mixture likelihood over classes of scores.</summary>
    public const string MixtureLikelihood = "mixture-likelihood";

    /// <summary>Human references alone: adjusted probabilistic count, distribution-free lower end, upper end under a floor.</summary>
    public const string HumanAnchor = "human-anchor";

    /// <summary>Reviewers' labels and the detector's opinion.</summary>
    public const string PredictionPowered = "prediction-powered";

    /// <summary>Reviewers' labels, counted exactly.</summary>
    public const string ExactCount = "exact-count";

    /// <summary>Reviewers' labels, weighted counts with gamma ends.</summary>
    public const string WeightedCount = "weighted-count";

    /// <summary>Nothing known of the source: what the shares would be if it were like sources seen before.</summary>
    public const string ObservedShift = "observed-shift";
}
