using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Probability that a document is machine-made, given its score: never falls as scores rise.</summary>
/// <remarks>A step function over classes of scores where references tell, a shifted logistic curve of the log-odds elsewhere.</remarks>
public sealed class SharePosterior
{
    private readonly ScoreBins? _bins;
    private readonly double[] _steps;
    private readonly double _shift;

    private SharePosterior(ScoreBins? bins, double[] steps, double shift)
    {
        (_bins, _steps, _shift) = (bins, steps, shift);
    }

    /// <summary>The probability, in [0, 1].</summary>
    /// <param name="logOdds">The document's score.</param>
    public double Of(double logOdds) => _bins is { } bins ? _steps[bins.Of(logOdds)] : Logistic(logOdds + _shift);

    /// <summary>A step for each class, made monotone by pooling neighbours that fall (Ayer et al. 1955), which keeps their mean.</summary>
    /// <param name="bins">The classes.</param>
    /// <param name="steps">Machine share of each.</param>
    /// <param name="mass">Documents in each.</param>
    internal static SharePosterior Steps(ScoreBins bins, double[] steps, double[] mass)
    {
        double[] level = new double[steps.Length];
        double[] weight = new double[steps.Length];
        int[] length = new int[steps.Length];
        int blocks = 0;
        for (int b = 0; b < steps.Length; b++)
        {
            (level[blocks], weight[blocks], length[blocks]) = (steps[b], mass[b], 1);
            for (blocks++; blocks > 1 && level[blocks - 2] > level[blocks - 1]; blocks--)
            {
                double both = weight[blocks - 2] + weight[blocks - 1];
                level[blocks - 2] = both > 0
                    ? (level[blocks - 2] * weight[blocks - 2] + level[blocks - 1] * weight[blocks - 1]) / both
                    : (level[blocks - 2] + level[blocks - 1]) / 2;
                weight[blocks - 2] = both;
                length[blocks - 2] += length[blocks - 1];
            }
        }

        double[] monotone = new double[steps.Length];
        for (int block = 0, b = 0; block < blocks; block++)
        {
            Array.Fill(monotone, level[block], b, length[block]);
            b += length[block];
        }

        return new SharePosterior(bins, monotone, 0);
    }

    /// <summary>The logistic curve, shifted so that its mean over the target is the share.</summary>
    /// <param name="target">The documents.</param>
    /// <param name="share">In [0, 1].</param>
    internal static SharePosterior Shifted(ScoreSample target, double share)
    {
        (double low, double high) = (-60, 60);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            double sum = 0;
            foreach (double score in target.LogOdds)
            {
                sum += Logistic(score + middle);
            }

            (low, high) = sum < share * target.Count ? (middle, high) : (low, middle);
        }

        return new SharePosterior(null, [], (low + high) / 2);
    }

    /// <summary>The probability at even odds beforehand, without any calibration.</summary>
    /// <param name="logOdds">The document's score.</param>
    public static double OfLogOdds(double logOdds) => Logistic(logOdds);

    /// <summary>1/(1 + e^−x), the same bits on every machine.</summary>
    internal static double Logistic(double x) => 1 / (1 + PortableMath.Exp(-Math.Clamp(x, -60, 60)));
}
