using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;

namespace Assay.Pipeline.Decide;

/// <summary>Turns what was measured of a source, and what became of its documents, into the report.</summary>
internal sealed class CalibrationReport(FactTable facts, DecisionTable decisions, Policy policy)
{
    private const int Classes = 40;
    private static readonly double[] ShownExponents = [0, 1, 3, 10];

    /// <summary>The report of one source.</summary>
    /// <param name="measured">What was measured.</param>
    public CalibratedSource Of(MeasuredSource measured) => new()
    {
        Source = policy.Sources[measured.Source].Name,
        By = WordOf(measured),
        Human = measured.Human.Scores.Count,
        Machine = measured.Machine.Scores.Count,
        Labelled = measured.Labelled,
        Documents = measured.Target.Length,
        Tokens = measured.Target.Sum(i => (long)facts.Tokens[i]),
        AlsoInCalibration = measured.AlsoInCalibration,
        TooShortDocuments = measured.TooShort,
        TooShortTokens = measured.TooShortTokens,
        ByDocuments = measured.Answer.Documents,
        ByTokens = measured.Answer.Tokens,
        Written = Written(measured),
        Fit = measured.Answer.Fit,
        Scores = Scores(measured),
        TradeOff = measured.HasAnswer ? TradeOff(measured) : [],
        WeightExponent = policy.Filter.WeightExponent,
        Mix = measured.HasAnswer ? InMix(measured) : null,
        Filtered = measured.Target.Where(i => decisions.Reason[i] == DropReason.MachineLike)
            .Aggregate(default(Amount), (sum, i) => sum + new Amount(1, facts.RecordBytes[i], facts.Tokens[i])),
    };

    private static string WordOf(MeasuredSource measured) => !measured.HasAnswer ? "nothing" : measured.Answer.Tokens.Method switch
    {
        ShareMethods.PredictionPowered or ShareMethods.ExactCount or ShareMethods.WeightedCount => "labels",
        ShareMethods.MixtureLikelihood => "references",
        _ => "human",
    };

    /// <summary>The share of the written documents: each by its probability at the ends and in between.</summary>
    private Estimate Written(MeasuredSource measured)
    {
        Estimate before = measured.Answer.Tokens;
        (double low, double value, double high, double total) = (0, 0, 0, 0);
        long documents = 0;
        foreach (int i in measured.Target)
        {
            double tokens = (double)facts.Tokens[i] * decisions.Copies[i];
            (low, value, high, total) = (
                low + tokens * decisions.SyntheticLow[i], value + tokens * decisions.SyntheticValue[i], high + tokens * decisions.SyntheticProbability[i], total + tokens);
            documents += decisions.Copies[i] > 0 ? 1 : 0;
        }

        return total == 0 || !measured.HasAnswer
            ? before with { Value = null, Low = null, High = null, N = documents, Answer = EstimateAnswer.None, Reason = total == 0 ? "The mix holds none of these documents." : before.Reason }
            : before with { Value = double.IsNaN(value) ? null : value / total, Low = low / total, High = high / total, N = documents };
    }

    private DownWeight[] TradeOff(MeasuredSource measured)
    {
        int[] left = [.. measured.Target.Where(i => decisions.Reason[i] != DropReason.MachineLike)];
        double[] probabilities = [.. left.Select(i => decisions.Posterior[i])];
        int[] tokens = [.. left.Select(i => facts.Tokens[i])];
        return [.. ShownExponents.Append(policy.Filter.WeightExponent).Distinct().Order().Select(b => DownWeight.Measure(probabilities, tokens, b))];
    }

    private MixTradeOff InMix(MeasuredSource measured)
    {
        (double human, double kept, double weighted, double squared, double machine) = (0, 0, 0, 0, 0);
        foreach (int i in measured.Target)
        {
            double people = facts.Tokens[i] * (1 - decisions.Posterior[i]);
            int copies = decisions.Copies[i];
            human += people;
            kept += copies > 0 ? people : 0;
            weighted += people * copies;
            squared += people * copies * copies;
            machine += facts.Tokens[i] * decisions.Posterior[i] * copies;
        }

        double all = machine + weighted;
        return new MixTradeOff(human == 0 ? 0 : kept / human, all == 0 ? 0 : machine / all, squared == 0 ? 0 : weighted * weighted / (human * squared));
    }

    private SourceScoreBar[] Scores(MeasuredSource measured)
    {
        double[] all = [.. measured.Sample.Scores, .. measured.Human.Scores.Scores, .. measured.Machine.Scores.Scores];
        if (all.Length == 0)
        {
            return [];
        }

        (double low, double high) = (Math.Floor(all.Min()), Math.Ceiling(all.Max()));
        double width = Math.Max(high - low, 1) / Classes;
        double[]? Shares(ReadOnlySpan<double> scores, Func<int, long> weight)
        {
            double[] shares = new double[Classes];
            double total = 0;
            for (int i = 0; i < scores.Length; i++)
            {
                shares[Math.Min(Classes - 1, (int)((scores[i] - low) / width))] += weight(i);
                total += weight(i);
            }

            return total == 0 ? null : [.. shares.Select(share => share / total)];
        }

        double[]? before = Shares(measured.Sample.Scores, _ => 1);
        double[]? after = Shares(measured.Sample.Scores, i => decisions.Copies[measured.Target[i]]);
        double[]? human = Shares(measured.Human.Scores.Scores, _ => 1);
        double[]? machine = Shares(measured.Machine.Scores.Scores, _ => 1);
        return [.. Enumerable.Range(0, Classes).Select(i => new SourceScoreBar(low + i * width, low + (i + 1) * width, before?[i] ?? 0, after?[i], human?[i], machine?[i]))];
    }
}
