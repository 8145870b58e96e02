using MathNet.Numerics.Distributions;

namespace Assay.Core.Share;

/// <summary>The share from reviewers' labels of a random part of the target; holds whatever the detector is worth.</summary>
/// <remarks>
/// Prediction-powered inference over a finite corpus, which is the difference (generalised regression) estimator of survey sampling with the
/// coefficient that makes its estimated variance least (Angelopoulos et al. 2023, "PPI++"; Särndal, Swensson and Wretman 1992, ch. 6). With
/// few labels of either kind no normal law can be relied on: then the interval is exact for counts, or Fay and Feuer's for weighted counts.
/// </remarks>
internal static class LabelledShare
{
    /// <summary>With fewer labels of either kind the interval comes from counts alone.</summary>
    public const int EnoughOfEach = 15;

    /// <summary>Estimates the share.</summary>
    /// <param name="prediction">The detector's opinion of each document of the target, any finite numbers.</param>
    /// <param name="weight">What each document counts: 1, or its tokens.</param>
    /// <param name="labels">Labels, each document at most once.</param>
    /// <param name="level">Nominal coverage, in (0, 1).</param>
    public static LabelledAnswer Estimate(double[] prediction, double[] weight, IReadOnlyList<DocumentLabel> labels, double level)
    {
        double machine = labels.Sum(l => l.Machine);
        return Math.Min(machine, labels.Count - machine) < EnoughOfEach
            ? Counted(weight, labels, level)
            : Regressed(prediction, weight, labels, level);
    }

    private static LabelledAnswer Regressed(double[] prediction, double[] weight, IReadOnlyList<DocumentLabel> labels, double level)
    {
        // Weighted least squares with the very weights of the variance: no coefficient gives a smaller one.
        (double q, double qh, double qy, double qhh, double qhy) = (0, 0, 0, 0, 0);
        foreach (DocumentLabel label in labels)
        {
            double v = VarianceWeight(weight[label.Index], label.InclusionProbability);
            double h = prediction[label.Index];
            (q, qh, qy, qhh, qhy) = (q + v, qh + v * h, qy + v * label.Machine, qhh + v * h * h, qhy + v * h * label.Machine);
        }

        double spread = qhh - qh * qh / q;
        double slope = q > 0 && spread > 1e-12 * qhh ? (qhy - qh * qy / q) / spread : 0;
        double intercept = q > 0 ? (qy - slope * qh) / q : 0;
        double total = 0;
        double sum = 0;
        for (int i = 0; i < weight.Length; i++)
        {
            total += weight[i];
            sum += weight[i] * (intercept + slope * prediction[i]);
        }

        double variance = 0;
        foreach (DocumentLabel label in labels)
        {
            double residual = label.Machine - intercept - slope * prediction[label.Index];
            sum += weight[label.Index] * residual / label.InclusionProbability;
            variance += VarianceWeight(weight[label.Index], label.InclusionProbability) * residual * residual;
        }

        double value = Math.Clamp(sum / total, 0, 1);
        double error = Math.Sqrt(variance * labels.Count / (labels.Count - 2)) / total;
        double half = error * StudentT.InvCDF(0, 1, labels.Count - 2, (1 + level) / 2);
        return new LabelledAnswer(value, Math.Max(0, value - half), Math.Min(1, value + half), "prediction-powered");
    }

    private static double VarianceWeight(double weight, double inclusion) => (1 - inclusion) * (weight / inclusion) * (weight / inclusion);

    private static LabelledAnswer Counted(double[] weight, IReadOnlyList<DocumentLabel> labels, double level)
    {
        double total = weight.Sum();
        bool fewMachine = labels.Sum(l => l.Machine) * 2 <= labels.Count;
        bool equal = labels.All(l => l.InclusionProbability == labels[0].InclusionProbability && weight[l.Index] == weight[labels[0].Index])
            && labels.All(l => l.Machine is 0 or 1);
        (double value, double low, double high) = equal && weight.All(w => w == weight[0])
            ? Hypergeometric.Interval(weight.Length, labels.Count, labels.Count(l => l.Machine == (fewMachine ? 1 : 0)), level)
            : WeightedCounts(weight, labels, fewMachine, total, level);
        return fewMachine
            ? new LabelledAnswer(value, low, high, equal ? "exact-count" : "weighted-count")
            : new LabelledAnswer(1 - value, 1 - high, 1 - low, equal ? "exact-count" : "weighted-count");
    }

    /// <summary>Fay and Feuer's gamma interval for a weighted sum of rare counts.</summary>
    private static (double Value, double Low, double High) WeightedCounts(
        double[] weight, IReadOnlyList<DocumentLabel> labels, bool fewMachine, double total, double level)
    {
        (double sum, double squares, double largest, double all) = (0, 0, 0, 0);
        foreach (DocumentLabel label in labels)
        {
            double w = weight[label.Index] / label.InclusionProbability / total;
            double count = fewMachine ? label.Machine : 1 - label.Machine;
            (sum, squares, largest, all) = (sum + w * count, squares + w * w * count, Math.Max(largest, w), all + w);
        }

        double tail = (1 - level) / 2;
        double low = sum > 0 ? squares / sum * Gamma.InvCDF(sum * sum / squares, 1, tail) : 0;
        (double mean, double variance) = (sum + largest, squares + largest * largest);
        double high = variance / mean * Gamma.InvCDF(mean * mean / variance, 1, 1 - tail);
        return (Math.Min(1, sum / all), Math.Clamp(low, 0, 1), Math.Min(1, high));
    }
}

/// <summary>What the labels say.</summary>
/// <param name="Value">The share.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Method">How the interval was found.</param>
internal readonly record struct LabelledAnswer(double Value, double Low, double High, string Method);
