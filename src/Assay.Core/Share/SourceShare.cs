using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>How much of a source is machine-made: chooses the estimator that the evidence allows.</summary>
public static class SourceShare
{
    /// <summary>Estimates the share of documents of unknown origin.</summary>
    /// <param name="target">Their scores and lengths; those on which the detector abstains left out.</param>
    /// <param name="evidence">What is known of the source. Labels come before references of both kinds, these before human ones alone.</param>
    /// <param name="options">Level, floor and limits.</param>
    /// <returns>An estimate, a bound, or none with the reason; deterministic.</returns>
    /// <exception cref="ArgumentException">The options have problems, or a label lies outside the target.</exception>
    public static ShareAnswer Estimate(ScoreSample target, ShareEvidence evidence, ShareOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        if (target.Count == 0)
        {
            return None(target, options, "There is no document that is long enough to be scored.");
        }

        if (evidence.Labels.Count >= LeastLabels)
        {
            return FromLabels.Answer(target, evidence, options);
        }

        bool human = evidence.Human.Count >= options.LeastReferences;
        return human && evidence.Machine.Count >= options.LeastReferences ? FromReferences.Answer(target, evidence, options)
            : human ? FromHumanAnchor.Answer(target, evidence, options)
            : FromObservedShift.Answer(target, evidence, options);
    }

    /// <summary>The fewest labels that are used.</summary>
    public const int LeastLabels = 20;

    /// <summary>No answer, by documents and by tokens.</summary>
    internal static ShareAnswer None(ScoreSample target, ShareOptions options, string reason, string method = "none", FitTest? fit = null) => new()
    {
        Documents = Nothing(target, options, reason, method, ShareUnit.Documents),
        Tokens = Nothing(target, options, reason, method, ShareUnit.Tokens),
        Posterior = SharePosterior.Shifted(target, 1),
        Fit = fit,
    };

    private static Estimate Nothing(ScoreSample target, ShareOptions options, string reason, string method, ShareUnit unit) => new()
    {
        Level = options.Level,
        Method = method,
        Unit = unit.Word,
        N = target.Count,
        Answer = EstimateAnswer.None,
        Reason = reason,
    };
}
