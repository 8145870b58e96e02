using MathNet.Numerics.Distributions;

namespace Assay.Core.Detection;

/// <summary>How well scores rank machine text above human text.</summary>
public static class RankStatistics
{
    /// <summary>Area under the receiver operating characteristic: the chance that a machine text scores above a human one, ties half.</summary>
    /// <param name="human">Scores of human text.</param>
    /// <param name="machine">Scores of machine text.</param>
    /// <returns>In [0, 1]; null when either is empty.</returns>
    public static double? Auroc(ReadOnlySpan<double> human, ReadOnlySpan<double> machine)
    {
        if (human.IsEmpty || machine.IsEmpty)
        {
            return null;
        }

        double[] sorted = human.ToArray();
        Array.Sort(sorted);
        double wins = 0;
        foreach (double score in machine)
        {
            int below = LowerBound(sorted, score);
            wins += below + (0.5 * (UpperBound(sorted, score) - below));
        }

        return wins / ((double)human.Length * machine.Length);
    }

    /// <summary>The lowest threshold that at most a share of the human scores lie above.</summary>
    /// <param name="human">Scores of human text, at least one.</param>
    /// <param name="share">False-positive rate, in [0, 1).</param>
    public static double Threshold(ReadOnlySpan<double> human, double share)
    {
        double[] sorted = human.ToArray();
        Array.Sort(sorted);
        int above = (int)Math.Floor(share * sorted.Length);
        return sorted[sorted.Length - 1 - Math.Min(above, sorted.Length - 1)];
    }

    /// <summary>The lowest of the scores above which at most a share of all human text of the same kind lies, with a given confidence.</summary>
    /// <param name="human">Scores of a random sample of human text.</param>
    /// <param name="share">The false-positive rate that is not to be passed, in (0, 1).</param>
    /// <param name="confidence">Chance with which it is not, in (0, 1).</param>
    /// <returns>Null where there are too few: 90 for a share of .05 and a confidence of .99.</returns>
    /// <remarks>The share above the j-th highest of n has the law Beta(j, n − j + 1), whatever that of the scores (Wilks 1941).</remarks>
    public static double? ToleranceThreshold(ReadOnlySpan<double> human, double share, double confidence)
    {
        double[] sorted = human.ToArray();
        Array.Sort(sorted);
        int j = 0;
        while (j < sorted.Length && Beta.CDF(j + 1, sorted.Length - j, share) >= confidence)
        {
            j++;
        }

        return j == 0 ? null : sorted[^j];
    }

    /// <summary>Share of scores above a threshold.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="threshold">The threshold.</param>
    /// <returns>In [0, 1]; null without scores.</returns>
    public static double? ShareAbove(ReadOnlySpan<double> scores, double threshold)
    {
        int above = 0;
        foreach (double score in scores)
        {
            above += score > threshold ? 1 : 0;
        }

        return scores.IsEmpty ? null : (double)above / scores.Length;
    }

    private static int LowerBound(double[] sorted, double value)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int UpperBound(double[] sorted, double value)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
