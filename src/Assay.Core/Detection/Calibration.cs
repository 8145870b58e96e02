namespace Assay.Core.Detection;

/// <summary>Log-odds = slope · score + offset, and the threshold that keeps a false-positive rate.</summary>
internal readonly record struct Calibration(double Slope, double Offset, double Threshold)
{
    /// <summary>Fits on held-out scores.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="rows">Which calibrate; each label of each source weighs alike.</param>
    /// <param name="falsePositiveRate">The share of human weight that may lie above the threshold.</param>
    internal static Calibration Fit(TrainingSet set, double[] scores, int[] rows, double falsePositiveRate)
    {
        double[] weights = BalancedWeights.Alike(set, rows);
        (double slope, double offset) = PlattScaling.Fit(
            [.. rows.Select(row => scores[row])], [.. rows.Select(row => set.IsMachine[row])], [.. rows.Select(row => weights[row])]);
        int[] human = [.. rows.Where(row => !set.IsMachine[row]).OrderByDescending(row => scores[row]).ThenBy(row => row)];
        return new Calibration(slope, offset, (slope * ScoreAt(human, scores, weights, falsePositiveRate)) + offset);
    }

    /// <summary>The log-odds of a score.</summary>
    internal double LogOdds(double score) => (Slope * score) + Offset;

    /// <summary>The lowest score that at most a share of the weight lies above.</summary>
    private static double ScoreAt(int[] human, double[] scores, double[] weights, double share)
    {
        double allowed = share * human.Sum(row => weights[row]);
        double above = 0;
        foreach (int row in human)
        {
            above += weights[row];
            if (above > allowed)
            {
                return scores[row];
            }
        }

        return human.Length > 0 ? scores[human[^1]] : double.PositiveInfinity;
    }
}
