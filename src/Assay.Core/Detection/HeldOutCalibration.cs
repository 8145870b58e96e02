namespace Assay.Core.Detection;

/// <summary>Turns scores of left-out sources into log-odds, with slope, offset and threshold from the other sources alone.</summary>
internal static class HeldOutCalibration
{
    /// <summary>Calibrates.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="scores">Scores by scorers that did not see a piece's source.</param>
    /// <param name="usable">Which pieces calibrate.</param>
    /// <param name="options">The false-positive rate of the threshold.</param>
    /// <returns>Log-odds and threshold of each piece. A single source calibrates itself.</returns>
    internal static (double[] LogOdds, double[] Thresholds) Of(TrainingSet set, double[] scores, bool[] usable, DetectorOptions options)
    {
        var (logOdds, thresholds) = (new double[scores.Length], new double[scores.Length]);
        for (int source = 0; source < set.Sources.Length; source++)
        {
            int[] others =
            [
                .. Enumerable.Range(0, scores.Length).Where(
                    row => usable[row] && !double.IsNaN(scores[row]) && (set.Sources.Length == 1 || set.SourceOf[row] != source)),
            ];
            var calibration = Calibration.Fit(set, scores, others, options.FalsePositiveRate);
            foreach (int row in Enumerable.Range(0, scores.Length).Where(row => set.SourceOf[row] == source))
            {
                (logOdds[row], thresholds[row]) = (calibration.LogOdds(scores[row]), calibration.Threshold);
            }
        }

        return (logOdds, thresholds);
    }
}
