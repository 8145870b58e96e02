using System.Globalization;
using Assay.Core.Statistics;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Share;

/// <summary>Human and machine references of the same source: mixture likelihood, two-sided, with a test of fit.</summary>
internal static class FromReferences
{
    /// <summary>Answers by documents and by tokens.</summary>
    public static ShareAnswer Answer(ScoreSample target, ShareEvidence evidence, ShareOptions options)
    {
        ScoreBins bins = ScoreBins.Between(evidence.Human.LogOdds, evidence.Machine.LogOdds, Classes);
        MixtureAnswer documents = MixtureShare.Estimate(target, evidence.Human, evidence.Machine, bins, ShareUnit.Documents, options.EachLevel);
        FitTest fit = Fit(documents, bins, options);
        if (!fit.Passed)
        {
            return SourceShare.None(
                target, options, $"The documents are unlike the calibration data: no mixture of them has such scores ({Words(fit.PValue)}).", ShareMethods.MixtureLikelihood, fit);
        }

        MixtureAnswer tokens = MixtureShare.Estimate(target, evidence.Human, evidence.Machine, bins, ShareUnit.Tokens, options.EachLevel);
        return new ShareAnswer
        {
            Documents = Estimate(documents, target, ShareUnit.Documents, options),
            Tokens = Estimate(tokens, target, ShareUnit.Tokens, options),
            Posterior = SharePosterior.Steps(bins, documents.Likelihood.Posterior(documents.Value), documents.Target),
            Fit = fit,
        };
    }

    /// <summary>
    /// Few, at quantiles of the references: with more, the likelihood explains rare machine documents by classes that no human reference
    /// happened to enter, and the share comes out too small; with fewer, what scores tell is lost.
    /// </summary>
    internal const int Classes = 8;

    private static string Words(double p) => p < 1e-6 ? "p < 0.000001" : string.Create(CultureInfo.InvariantCulture, $"p = {p:0.######}");

    private static FitTest Fit(MixtureAnswer answer, ScoreBins bins, ShareOptions options)
    {
        int freedom = bins.Count - 2;
        double p = freedom > 0 ? 1 - ChiSquared.CDF(freedom, answer.Deviance) : 1;
        return new FitTest(answer.Deviance, Math.Max(0, freedom), p, p >= options.FitError);
    }

    private static Estimate Estimate(MixtureAnswer answer, ScoreSample target, ShareUnit unit, ShareOptions options) => new()
    {
        Value = answer.Value,
        Low = answer.Low,
        High = answer.High,
        Level = options.Level,
        Method = ShareMethods.MixtureLikelihood,
        Unit = unit.Word,
        N = target.Count,
        Answer = EstimateAnswer.Estimate,
    };
}
