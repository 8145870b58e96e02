namespace Assay.Lab.Rehearsal;

/// <summary>A detector with stated error rates, and what its flags do to a document.</summary>
/// <param name="DetectionRate">Probability that machine text is flagged, in [0, 1].</param>
/// <param name="FalseAlarmRate">Probability that human text is flagged, in [0, 1].</param>
/// <param name="Strength">b in the weight (1 − p)^b, 0 or more; 0 leaves weights alone.</param>
public sealed record DetectorRates(double DetectionRate, double FalseAlarmRate, double Strength = 3)
{
    /// <summary>Probability that a document is machine text, given its flag (Bayes).</summary>
    /// <param name="isFlagged">The flag.</param>
    /// <param name="share">Machine share of the documents it stands among, in [0, 1].</param>
    public double Posterior(bool isFlagged, double share)
    {
        double machine = share * (isFlagged ? DetectionRate : 1 - DetectionRate);
        double human = (1 - share) * (isFlagged ? FalseAlarmRate : 1 - FalseAlarmRate);
        return machine + human > 0 ? machine / (machine + human) : share;
    }

    /// <summary>What is wrong with the rates, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (DetectionRate is not (>= 0 and <= 1) || FalseAlarmRate is not (>= 0 and <= 1))
        {
            yield return $"The detector's rates are {DetectionRate} and {FalseAlarmRate}; they must lie in [0, 1].";
        }

        if (!(Strength >= 0) || double.IsInfinity(Strength))
        {
            yield return $"The detector's strength is {Strength}; it must be 0 or more.";
        }
    }
}
