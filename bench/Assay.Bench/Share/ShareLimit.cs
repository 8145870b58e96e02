namespace Assay.Bench.Share;

/// <summary>The error below which no unbiased estimator gets, even if it knew how a source's human and machine scores are distributed.</summary>
/// <remarks>
/// Cramér and Rao: the variance of an estimate of α from T scores is at least 1/(T·I), I = Σ (g − f)²/(αg + (1 − α)f) over classes of scores; the part
/// α(1 − α)/T of it by which a corpus drawn at random would differ from this one is no error here. The mean absolute error of a normal estimate is √(2/π) of the root.
/// </remarks>
internal static class ShareLimit
{
    private const int Classes = 32;

    /// <param name="source">The source; its scores are taken as the truth, in 32 classes.</param>
    /// <param name="share">α.</param>
    /// <param name="target">T.</param>
    public static double MeanError(ScoredSource source, double share, int target)
    {
        double[] human = [.. source.Scores.Where((_, i) => !source.IsMachine[i]).Order()];
        double[] machine = [.. source.Scores.Where((_, i) => source.IsMachine[i]).Order()];
        double[] edges = [.. Enumerable.Range(1, (Classes / 2) - 1).SelectMany(k => (double[])[human[(int)(k * 2L * human.Length / Classes)], machine[(int)(k * 2L * machine.Length / Classes)]]).Order()];
        (double[] f, double[] g) = (Histogram(human, edges), Histogram(machine, edges));
        double information = f.Zip(g, (h, m) => (m - h) * (m - h) / Math.Max((share * m) + ((1 - share) * h), 1e-12)).Sum();
        return Math.Sqrt(2 / Math.PI * Math.Max(0, (1 / (target * information)) - (share * (1 - share) / target)));
    }

    private static double[] Histogram(double[] scores, double[] edges)
    {
        double[] counts = new double[edges.Length + 1];
        foreach (double score in scores)
        {
            int at = Array.BinarySearch(edges, score);
            counts[at >= 0 ? at : ~at] += 1.0 / scores.Length;
        }

        return counts;
    }
}
