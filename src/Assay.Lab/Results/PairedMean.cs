using MathNet.Numerics.Distributions;

namespace Assay.Lab.Results;

/// <summary>A mean over replicates with Student's 95% interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Lower end; null for one replicate.</param>
/// <param name="High">Upper end; null for one replicate.</param>
/// <param name="N">Number of replicates.</param>
public sealed record PairedMean(double Mean, double? Low, double? High, int N)
{
    internal static PairedMean Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        if (all.Length < 2)
        {
            return new PairedMean(mean, null, null, all.Length);
        }

        double error = Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1) / all.Length);
        double half = StudentT.InvCDF(0, 1, all.Length - 1, 0.975) * error;
        return new PairedMean(mean, mean - half, mean + half, all.Length);
    }
}
