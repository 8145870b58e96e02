using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Share;

/// <summary>Gaussian scores, unit variance, machine ones a distance apart.</summary>
internal static class SyntheticScores
{
    public static ScoreSample Draw(Prng prng, int human, int machine, double distance, double shift = 0)
    {
        double[] scores = new double[human + machine];
        int[] tokens = new int[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = prng.NextGaussian() + shift + (i < machine ? distance : 0);
            tokens[i] = 100 + prng.NextInt32(i < machine ? 300 : 200);
        }

        return new ScoreSample(scores, tokens);
    }

    /// <summary>Share of the machine documents, which stand first.</summary>
    public static double TrueShare(ScoreSample sample, int machine, ShareUnit unit) => unit == ShareUnit.Documents
        ? (double)machine / sample.Count
        : sample.Lengths[..machine].ToArray().Sum() / (double)sample.Lengths.ToArray().Sum();
}
