using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Nothing known of the source: the shares it would have if it were like sources that the detector had not seen either.</summary>
/// <remarks>
/// Each observed source lends its human scores and each its machine scores, in all pairs, as they are and with the target's scores raised and
/// lowered by half of what the observed human medians lie apart: an unseen domain may shift beyond those that were seen. The range is the hull of their
/// intervals; it is no confidence interval.
/// </remarks>
internal static class FromObservedShift
{
    private const int Classes = 10;

    /// <summary>Answers by documents and by tokens.</summary>
    public static ShareAnswer Answer(ScoreSample target, ShareEvidence evidence, ShareOptions options)
    {
        if (evidence.Observed.Length < 2)
        {
            return SourceShare.None(target, options, $"{Known(evidence, options)} Give known human documents, references of both kinds, or labels.", ShareMethods.ObservedShift);
        }

        (double low, double high) = Hull(target, evidence, ShareUnit.Documents, options);
        return new ShareAnswer
        {
            Documents = Range(low, high, target, ShareUnit.Documents, evidence, options),
            Tokens = Range(target, evidence, options),
            Posterior = SharePosterior.Shifted(target, high),
        };
    }

    private static Estimate Range(ScoreSample target, ShareEvidence evidence, ShareOptions options)
    {
        (double low, double high) = Hull(target, evidence, ShareUnit.Tokens, options);
        return Range(low, high, target, ShareUnit.Tokens, evidence, options);
    }

    private static (double Low, double High) Hull(ScoreSample target, ShareEvidence evidence, ShareUnit unit, ShareOptions options)
    {
        (double low, double high) = (1, 0);
        double[] medians = [.. evidence.Observed.Select(source => Median(source.Human.LogOdds))];
        double beyond = (medians.Max() - medians.Min()) / 2;
        foreach (double shift in (double[])[-beyond, 0, beyond])
        {
            var shifted = new ScoreSample([.. target.LogOdds.Select(score => score + shift)], target.Tokens, target.Groups);
            foreach (ObservedSource human in evidence.Observed)
            {
                foreach (ObservedSource machine in evidence.Observed)
                {
                    ScoreBins bins = ScoreBins.Between(human.Human.LogOdds, machine.Machine.LogOdds, Classes);
                    MixtureAnswer answer = MixtureShare.Estimate(shifted, human.Human, machine.Machine, bins, unit, options.EachLevel);
                    (low, high) = (Math.Min(low, answer.Low), Math.Max(high, answer.High));
                }
            }
        }

        return (low, high);
    }

    private static double Median(double[] scores)
    {
        double[] sorted = [.. scores];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    private static Estimate Range(double low, double high, ScoreSample target, ShareUnit unit, ShareEvidence evidence, ShareOptions options) => new()
    {
        Low = low,
        High = high,
        Level = options.Level,
        Method = ShareMethods.ObservedShift,
        Unit = unit.Word,
        N = target.Count,
        Answer = EstimateAnswer.Bound,
        Reason = $"{Known(evidence, options)} The range is what the share would be if it were like one of {evidence.Observed.Length} sources the detector had not seen; it is no confidence interval.",
    };

    private static string Known(ShareEvidence evidence, ShareOptions options) => evidence.Human.Count + evidence.Machine.Count + evidence.Labels.Count == 0
        ? "Nothing is known of the source."
        : $"What is known of the source is too little ({evidence.Human.Count} human and {evidence.Machine.Count} machine documents, {evidence.Labels.Count} labels): the least are {options.LeastReferences} human documents or {SourceShare.LeastLabels} labels.";
}
