using MathNet.Numerics.Distributions;

namespace Assay.Core.Share;

/// <summary>The share from human and machine references of the same source: mixture likelihood over classes of scores.</summary>
internal static class MixtureShare
{
    /// <summary>At least so much of the variance counts as error, however well scores tell: near-perfect ones would promise more than 8 classes can hold.</summary>
    private const double LeastError = 0.3;

    /// <summary>Estimates the share of the documents at hand.</summary>
    public static MixtureAnswer Estimate(ScoreSample target, ScoreSample human, ScoreSample machine, ScoreBins bins, ShareUnit unit, double level)
    {
        double[] direction = bins.Direction(human, machine);
        double[] masses = bins.Masses(target, unit, direction);
        var likelihood = new MixtureLikelihood(bins.Masses(human, unit, direction), bins.Masses(machine, unit, direction), masses);
        double value = likelihood.Maximise();
        double top = likelihood.LogLikelihood(value);
        double limit = ChiSquared.InvCDF(1, level);
        double fit = 2 * Math.Max(0, likelihood.Saturated() - top);
        return new MixtureAnswer
        {
            Value = value,
            Low = End(likelihood, value, top, 0, limit),
            High = End(likelihood, value, top, 1, limit),
            Deviance = fit,
            Likelihood = likelihood,
            Target = masses,
        };
    }

    /// <summary>Where the likelihood ratio, corrected for the finite corpus, passes its limit between the maximum and an end.</summary>
    private static double End(MixtureLikelihood likelihood, double value, double top, double end, double limit)
    {
        if (value == end || Excess(likelihood, end, top) <= limit)
        {
            return end;
        }

        (double inside, double outside) = (value, end);
        for (int i = 0; i < 40 && Math.Abs(outside - inside) > 1e-6; i++)
        {
            double middle = (inside + outside) / 2;
            if (Excess(likelihood, middle, top) <= limit)
            {
                inside = middle;
            }
            else
            {
                outside = middle;
            }
        }

        return outside;
    }

    /// <summary>
    /// −2 ln of the likelihood ratio over the part of its variance that is error: α(1 − α)/T of it is how many machine documents a corpus
    /// drawn at random would have had, and the share of this corpus does not vary.
    /// </summary>
    private static double Excess(MixtureLikelihood likelihood, double share, double top)
    {
        double ratio = 2 * Math.Max(0, top - likelihood.LogLikelihood(share));
        double drawn = share * (1 - share) / likelihood.TargetTotal * likelihood.Curvature(share);
        return ratio / Math.Max(LeastError, 1 - drawn);
    }
}

/// <summary>What the mixture likelihood says.</summary>
internal sealed record MixtureAnswer
{
    public required double Value { get; init; }

    public required double Low { get; init; }

    public required double High { get; init; }

    /// <summary>Twice the log-likelihood that a mixture of the references leaves unexplained.</summary>
    public required double Deviance { get; init; }

    public required MixtureLikelihood Likelihood { get; init; }

    /// <summary>Documents of the target in each class, or their effective number.</summary>
    public required double[] Target { get; init; }
}
