namespace Assay.Core.Distributions;

/// <summary>How steeply frequency falls with rank.</summary>
public static class ZipfExponent
{
    /// <summary>Least-squares slope of ln count on ln rank, sign turned.</summary>
    /// <param name="counts">How often each type occurs, in any order.</param>
    /// <param name="minimumCount">Rarer types stay out: their ranks are ties broken by chance.</param>
    /// <returns>About 1 for natural text, 0 or more; null when fewer than three types are frequent enough.</returns>
    public static double? Fit(ReadOnlySpan<long> counts, long minimumCount = 5)
    {
        List<long> frequent = [];
        foreach (long count in counts)
        {
            if (count >= minimumCount && count > 0)
            {
                frequent.Add(count);
            }
        }

        if (frequent.Count < 3)
        {
            return null;
        }

        frequent.Sort((a, b) => b.CompareTo(a));
        double meanX = 0, meanY = 0;
        for (int i = 0; i < frequent.Count; i++)
        {
            meanX += Math.Log(i + 1) / frequent.Count;
            meanY += Math.Log(frequent[i]) / frequent.Count;
        }

        double covariance = 0, variance = 0;
        for (int i = 0; i < frequent.Count; i++)
        {
            double x = Math.Log(i + 1) - meanX;
            covariance += x * (Math.Log(frequent[i]) - meanY);
            variance += x * x;
        }

        return -covariance / variance;
    }
}
