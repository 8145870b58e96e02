using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>How much likelier each word feature is in machine text than in human text, counted and not fitted: naive Bayes.</summary>
/// <remarks>
/// A regression drops what another word already tells in its sources; a ratio keeps every word's own evidence, the rare ones' too, and carries over
/// to kinds of text on which the regression fails (docs/metrics.md).
/// </remarks>
internal static class WordRatios
{
    /// <summary>Added to either share: about a piece in twenty thousand.</summary>
    private const double Floor = 5e-5;

    /// <summary>ln((m + <see cref="Floor"/>)/(h + <see cref="Floor"/>)) of each feature, with m and h the weights of the machine and human pieces that
    /// hold it over those of all; 0 for features never seen.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which are seen.</param>
    /// <param name="weights">The weight of each piece.</param>
    internal static float[] Of(TrainingSet set, int[] rows, double[] weights)
    {
        double[][] held = [new double[WordModel.Size], new double[WordModel.Size]];
        double[] totals = [0, 0];
        foreach (int row in rows)
        {
            int label = set.IsMachine[row] ? 1 : 0;
            totals[label] += weights[row];
            foreach (uint entry in set.Words[row])
            {
                held[label][entry & (WordModel.Size - 1)] += weights[row];
            }
        }

        float[] ratios = new float[WordModel.Size];
        for (int feature = 0; feature < ratios.Length; feature++)
        {
            (double human, double machine) = (held[0][feature], held[1][feature]);
            ratios[feature] = human + machine == 0 ? 0 : (float)PortableMath.Log(((machine / totals[1]) + Floor) / ((human / totals[0]) + Floor));
        }

        return ratios;
    }
}
