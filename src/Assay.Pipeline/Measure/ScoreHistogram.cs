using Assay.Core.Share;

namespace Assay.Pipeline.Measure;

/// <summary>Scores of corpus and references in the same classes.</summary>
internal static class ScoreHistogram
{
    private const int Classes = 40;

    /// <summary>Counts scores between the least and the greatest one.</summary>
    public static IReadOnlyList<ScoreBar> Of(ScoreSample corpus, ScoreSample human, ScoreSample machine)
    {
        double[] all = [.. corpus.Scores, .. human.Scores, .. machine.Scores];
        if (all.Length == 0)
        {
            return [];
        }

        (double low, double high) = (Math.Floor(all.Min()), Math.Ceiling(all.Max()));
        double width = Math.Max(high - low, 1) / Classes;
        double[] Shares(ScoreSample sample)
        {
            double[] shares = new double[Classes];
            foreach (double score in sample.Scores)
            {
                shares[Math.Min(Classes - 1, (int)((score - low) / width))] += 1.0 / sample.Count;
            }

            return shares;
        }

        (double[] c, double[] h, double[] m) = (Shares(corpus), Shares(human), Shares(machine));
        return
        [
            .. Enumerable.Range(0, Classes).Select(i => new ScoreBar(
                low + i * width, low + (i + 1) * width, c[i], human.Count > 0 ? h[i] : null, machine.Count > 0 ? m[i] : null)),
        ];
    }
}
