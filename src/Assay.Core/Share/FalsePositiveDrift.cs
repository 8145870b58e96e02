using Assay.Core.Detection;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Share;

/// <summary>Whether a detector's threshold still flags as few known human documents as it promised.</summary>
/// <param name="Threshold">Log-odds above which a document is flagged.</param>
/// <param name="Nominal">The promised false-positive rate.</param>
/// <param name="Documents">Known human documents.</param>
/// <param name="Flagged">Those above the threshold.</param>
/// <param name="Rate">Flagged over all.</param>
/// <param name="Low">Lower end of the rate's exact 95% interval (Clopper and Pearson 1934).</param>
/// <param name="High">Upper end.</param>
/// <param name="Alarm">Whether the rate surely is more than twice the promised one: its lower end passes it, or its point does with 100 documents or more.</param>
/// <param name="SafeThreshold">Log-odds above which at most <see cref="SafeRate"/> of the source's human documents lie, with a confidence of <see cref="SafeConfidence"/>; null with fewer than 90.</param>
public sealed record FalsePositiveDrift(double Threshold, double Nominal, int Documents, int Flagged, double Rate, double Low, double High, bool Alarm, double? SafeThreshold)
{
    /// <summary>False-positive rate that the safe threshold keeps.</summary>
    public const double SafeRate = 0.05;

    /// <summary>Chance with which it keeps it.</summary>
    public const double SafeConfidence = 0.99;

    private const double AlarmFactor = 2;
    private const int EnoughForThePoint = 100;

    /// <summary>Measures the drift.</summary>
    /// <param name="human">Known human documents.</param>
    /// <param name="threshold">Log-odds above which a document is flagged.</param>
    /// <param name="nominal">The promised rate, in (0, 1).</param>
    /// <returns>Null without documents.</returns>
    public static FalsePositiveDrift? Measure(ScoreSample human, double threshold, double nominal)
    {
        ArgumentNullException.ThrowIfNull(human);
        int n = human.Count;
        if (n == 0)
        {
            return null;
        }

        int flagged = human.LogOdds.Count(score => score > threshold);
        double low = flagged == 0 ? 0 : Beta.InvCDF(flagged, n - flagged + 1, 0.025);
        double high = flagged == n ? 1 : Beta.InvCDF(flagged + 1, n - flagged, 0.975);
        double rate = (double)flagged / n;
        bool alarm = low > AlarmFactor * nominal || (n >= EnoughForThePoint && rate > AlarmFactor * nominal);
        return new FalsePositiveDrift(threshold, nominal, n, flagged, rate, low, high, alarm, RankStatistics.ToleranceThreshold(human.LogOdds, SafeRate, SafeConfidence));
    }
}
