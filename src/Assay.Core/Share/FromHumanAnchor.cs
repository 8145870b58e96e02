using System.Globalization;
using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Known human documents alone: adjusted probabilistic count, a lower end that assumes nothing, an upper end under a floor.</summary>
internal static class FromHumanAnchor
{
    /// <summary>Answers by documents and by tokens.</summary>
    public static ShareAnswer Answer(ScoreSample target, ShareEvidence evidence, ShareOptions options)
    {
        Estimate documents = Estimate(target, evidence, ShareUnit.Documents, options);
        return new ShareAnswer
        {
            Documents = documents,
            Tokens = Estimate(target, evidence, ShareUnit.Tokens, options),
            Posterior = SharePosterior.Shifted(target, documents.Value ?? documents.High ?? 1),
        };
    }

    private static Estimate Estimate(ScoreSample target, ShareEvidence evidence, ShareUnit unit, ShareOptions options)
    {
        double low = HumanAnchorBounds.Lower(target, evidence.Human, unit, options.EachLevel);
        double high = Math.Max(low, HumanAnchorBounds.Upper(target, evidence.Human, unit, options.EachLevel, options.DetectionFloor));
        double? value = AdjustedCount(target, evidence, unit) is { } count ? Math.Clamp(count, low, high) : null;
        return new Estimate
        {
            Value = value,
            Low = low,
            High = high,
            Level = options.Level,
            Method = ShareMethods.HumanAnchor,
            Unit = unit.Word,
            N = target.Count,
            Answer = EstimateAnswer.Bound,
            Reason = string.Create(
                CultureInfo.InvariantCulture,
                $"The lower end rests on the known human documents alone; the upper end assumes that at least {options.DetectionFloor:0.##} of the machine documents score above all but 5% of these. Each end holds by itself."),
        };
    }

    /// <summary>(mean of p over the target − over the human documents) / (over machine documents of other sources − over the human documents).</summary>
    /// <returns>In [0, 1]; null where no machine documents were ever scored, or they score no higher.</returns>
    private static double? AdjustedCount(ScoreSample target, ShareEvidence evidence, ShareUnit unit)
    {
        double machine = evidence.Observed.Length == 0 ? 0 : evidence.Observed.Average(source => Mean(source.Machine, ShareUnit.Documents));
        double human = Mean(evidence.Human, unit);
        return machine - human > 0.05 ? Math.Clamp((Mean(target, unit) - human) / (machine - human), 0, 1) : null;
    }

    private static double Mean(ScoreSample sample, ShareUnit unit)
    {
        (double sum, double total) = (0, 0);
        for (int i = 0; i < sample.Count; i++)
        {
            double weight = unit == ShareUnit.Documents ? 1 : sample.Tokens[i];
            sum += weight * SharePosterior.Logistic(sample.LogOdds[i]);
            total += weight;
        }

        return sum / total;
    }
}
