using System.Globalization;
using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Known human documents alone: adjusted probabilistic count, a lower end that assumes nothing, an upper end under a floor.</summary>
internal static class FromHumanAnchor
{
    /// <summary>Answers by documents and by tokens.</summary>
    public static ShareAnswer Answer(ScoreSample target, ShareEvidence evidence, ShareOptions options)
    {
        var bounds = new HumanAnchorBounds(target, evidence.Human);
        Estimate documents = Estimate(target, evidence, bounds, ShareUnit.Documents, options);
        return new ShareAnswer
        {
            Documents = documents,
            Tokens = Estimate(target, evidence, bounds, ShareUnit.Tokens, options),
            Posterior = SharePosterior.Shifted(target, documents.Value ?? documents.High ?? 1),
        };
    }

    private static Estimate Estimate(ScoreSample target, ShareEvidence evidence, HumanAnchorBounds bounds, ShareUnit unit, ShareOptions options)
    {
        double low = bounds.Lower(unit, options.EachLevel);
        double high = Math.Max(low, bounds.Upper(unit, options.EachLevel, options.DetectionFloor));
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

    /// <summary>Adjusted probabilistic count: (mean of h over the target − over the human documents) / (over machine documents − over the human ones).</summary>
    /// <remarks>
    /// h is the chance to score above eight random human documents of the same source (<see cref="AnchorRank"/>), so that a domain's shift of all
    /// scores falls out. How well machine documents do is the median over sources that the detector had not seen either.
    /// </remarks>
    /// <returns>In [0, 1]; null where no such sources are known, or machine documents score no higher.</returns>
    private static double? AdjustedCount(ScoreSample target, ShareEvidence evidence, ShareUnit unit)
    {
        double[] elsewhere = [.. evidence.Observed.Select(source => Mean(new AnchorRank(source.Human.LogOdds), source.Machine, ShareUnit.Documents)).Order()];
        if (elsewhere.Length == 0)
        {
            return null;
        }

        double machine = (elsewhere[(elsewhere.Length - 1) / 2] + elsewhere[elsewhere.Length / 2]) / 2;
        var rank = new AnchorRank(evidence.Human.LogOdds);
        double human = Mean(rank, evidence.Human, unit);
        return machine - human > 0.05 ? Math.Clamp((Mean(rank, target, unit) - human) / (machine - human), 0, 1) : null;
    }

    private static double Mean(AnchorRank rank, ScoreSample sample, ShareUnit unit)
    {
        (double sum, double total) = (0, 0);
        for (int i = 0; i < sample.Count; i++)
        {
            double weight = EffectiveNumber.Weight(sample, i, unit);
            sum += weight * rank.Of(sample.LogOdds[i]);
            total += weight;
        }

        return sum / total;
    }
}
