using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Reviewers' labels, with the detector's opinion where it helps.</summary>
internal static class FromLabels
{
    /// <summary>Answers by documents and by tokens.</summary>
    public static ShareAnswer Answer(ScoreSample target, ShareEvidence evidence, ShareOptions options)
    {
        foreach (DocumentLabel label in evidence.Labels)
        {
            if ((uint)label.Index >= (uint)target.Count || label.InclusionProbability is not (> 0 and <= 1) || label.Machine is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"The label {label} lies outside the target's {target.Count} documents or out of range.", nameof(evidence));
            }
        }

        double[] prediction = [.. target.LogOdds.Select(SharePosterior.Logistic)];
        LabelledAnswer documents = LabelledShare.Estimate(prediction, Weights(target, ShareUnit.Documents), evidence.Labels, options.EachLevel);
        LabelledAnswer tokens = LabelledShare.Estimate(prediction, Weights(target, ShareUnit.Tokens), evidence.Labels, options.EachLevel);
        return new ShareAnswer
        {
            Documents = Estimate(documents, evidence.Labels.Count, ShareUnit.Documents, options),
            Tokens = Estimate(tokens, evidence.Labels.Count, ShareUnit.Tokens, options),
            Posterior = SharePosterior.Shifted(target, documents.Value),
        };
    }

    private static double[] Weights(ScoreSample target, ShareUnit unit) =>
        [.. target.Tokens.Select(tokens => unit == ShareUnit.Documents ? 1.0 : tokens)];

    private static Estimate Estimate(LabelledAnswer answer, int labels, ShareUnit unit, ShareOptions options) => new()
    {
        Value = answer.Value,
        Low = answer.Low,
        High = answer.High,
        Level = options.Level,
        Method = answer.Method,
        Unit = unit.Word,
        N = labels,
        Answer = EstimateAnswer.Estimate,
    };
}
