using Assay.Lab.Theory;

namespace Assay.Lab.Experiments;

/// <summary>Laws by the name of the measure that they predict.</summary>
internal static class GaussianLaws
{
    public static double? Replace(GaussianReplaceLaw law, string measure, int t) => measure switch
    {
        "mean" => 0,
        "log-variance" => law.LogVariance(t),
        "spread" => law.LogVariance(t) / 2,
        "squared-mean" => law.SquaredMean(t),
        "w2" => law.Transport(t),
        "deviation" => law.Deviation(t),
        "variance" => law.Variance(t),
        _ => null,
    };

    /// <summary>Loops whose expected square stays 1: the variance is what the squared mean leaves.</summary>
    public static double? Pooled(double squaredMean, string measure) => measure switch
    {
        "mean" => 0,
        "squared-mean" => squaredMean,
        "variance" => 1 - squaredMean,
        _ => null,
    };
}
