using Assay.Core.Distributions;
using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>
/// Real and synthetic data accumulate; each generation draws its set from them, with less weight on what a detector flags
/// (after Drayson, Yilmaz and Lampos 2502.15654).
/// </summary>
/// <param name="detectionRate">Probability that a synthetic item is flagged, in [0, 1].</param>
/// <param name="falseAlarmRate">Probability that a real item is flagged, in [0, 1].</param>
/// <param name="flaggedWeight">Weight of a flagged item beside 1 for the others, in (0, 1].</param>
public sealed class DetectorWeighted(double detectionRate, double falseAlarmRate, double flaggedWeight) : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        // Real data keep flowing in beside the synthetic: a detector sorts a mixture, it does not make one.
        history.Kept.Add(new(history.FreshReal(history.Samples), IsReal: true));
        history.Kept.Add(new(history.Generate(history.Samples), IsReal: false));
        TData pool = history.Kind.Concatenate([.. history.Kept.Select(p => p.Data)]);
        double[] weights = new double[history.Kind.Size(pool)];
        int at = 0;
        foreach (Part<TData> part in history.Kept)
        {
            double rate = part.IsReal ? falseAlarmRate : detectionRate;
            for (int end = at + history.Kind.Size(part.Data); at < end; at++)
            {
                weights[at] = history.Prng.NextDouble() < rate ? flaggedWeight : 1;
            }
        }

        var table = new AliasTable(weights);
        int[] drawn = new int[history.Samples];
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = table.Next(history.Prng);
        }

        return history.Synthetic(history.Kind.Pick(pool, drawn));
    }
}
