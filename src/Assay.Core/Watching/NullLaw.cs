using Assay.Core.Tails;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Watching;

/// <summary>How one quantity strays between two fresh corpora of the same source, learnt from splits.</summary>
/// <param name="Deviations">For each split, the quantity less its mean, in standard deviations.</param>
/// <param name="Centre">Its mean.</param>
/// <param name="Deviation">Its standard deviation.</param>
/// <param name="Growth">By which power of the size its variance falls, in [0, 1].</param>
/// <param name="Freedom">Degrees of freedom of that standard deviation: how well so many blocks, some of them odd, let it be known.</param>
internal sealed record NullLaw(double[] Deviations, double Centre, double Deviation, double Growth, double Freedom)
{
    private const double FewestFreedom = 4;

    /// <summary>Learns the law; null where the quantity does not vary, or is not defined.</summary>
    /// <param name="values">One a split.</param>
    /// <param name="halves">One a split of half the size.</param>
    /// <param name="fresh">The blocks on the fresh side of each split.</param>
    public static NullLaw? Learn(double[] values, double[] halves, ulong[] fresh)
    {
        (double centre, double deviation) = Moments(values);
        (_, double halfDeviation) = Moments(halves);
        if (!(deviation > 0) || !(halfDeviation > 0) || !double.IsFinite(centre))
        {
            return null;
        }
        double growth = Math.Clamp(2 * Math.Log2(halfDeviation / deviation), 0, 1);
        double[] deviations = [.. values.Select(v => (v - centre) / deviation)];
        return new(deviations, centre, deviation, growth, FreedomOf(deviations, fresh));
    }

    /// <summary>The standard deviation at other sizes.</summary>
    /// <param name="variance">Sum of the reciprocal sizes, by that of the splits.</param>
    public double DeviationAt(double variance) => Deviation * Math.Sqrt(Math.Pow(variance, variance > 1 ? 1 : Growth));

    /// <summary>From how unequally blocks contribute: a variance of n terms of kurtosis κ is as well known as one of 2n/(κ − 1) normal ones.</summary>
    private static double FreedomOf(double[] deviations, ulong[] fresh)
    {
        double[] parts = new double[BlockTypes.Blocks];
        for (int block = 0; block < parts.Length; block++)
        {
            double with = 0, without = 0;
            int count = 0;
            for (int s = 0; s < fresh.Length; s++)
            {
                bool isFresh = (fresh[s] >> block & 1) != 0;
                with += isFresh ? deviations[s] : 0;
                without += isFresh ? 0 : deviations[s];
                count += isFresh ? 1 : 0;
            }
            // What a block adds where it is fresh and not where it is known.
            parts[block] = count == 0 || count == fresh.Length ? 0 : (with / count) - (without / (fresh.Length - count));
        }
        double mean = parts.Average();
        double squares = parts.Sum(p => (p - mean) * (p - mean)) / parts.Length;
        double kurtosis = parts.Sum(p => Math.Pow(p - mean, 4)) / parts.Length / (squares * squares);
        return Math.Clamp(2 * parts.Length / Math.Max(1e-9, kurtosis - 1), FewestFreedom, parts.Length - 1);
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }
}

/// <summary>Chance that the largest of several correlated deviations is as large as it is.</summary>
/// <remarks>
/// The splits show how the largest deviation of all quantities together is distributed, down to about one in ten of them reliably. Beyond, it is
/// continued as the largest of M independent Student variables, M chosen to meet the splits there. Their degrees of freedom join two doubts:
/// that quantities have heavier tails than the normal law, and that standard deviations were learnt from a limited number of blocks.
/// </remarks>
internal sealed class LargestDeviation
{
    private const double Junction = 0.1;

    private readonly double _independent;
    private readonly double _freedom;

    /// <param name="laws">The quantities; their deviations are aligned by split.</param>
    public LargestDeviation(IReadOnlyCollection<NullLaw> laws)
    {
        int splits = laws.First().Deviations.Length;
        double[] largest = new double[splits];
        for (int s = 0; s < splits; s++)
        {
            largest[s] = laws.Max(law => -law.Deviations[s]);
        }
        Array.Sort(largest);
        double tails = laws.Max(law => law.Deviations.Average(d => d * d * d * d)) - 3;
        double ownFreedom = 4 + (6 / Math.Max(tails, 0.01));
        double junction = largest[(int)Math.Ceiling((1 - Junction) * splits) - 1];
        double single = StudentT.CDF(0, 1, ownFreedom, -junction);
        _independent = Math.Clamp(double.LogP1(-Junction) / double.LogP1(-single), 1, laws.Count);
        _freedom = 1 / ((1 / ownFreedom) + laws.Average(law => 1 / law.Freedom));
    }

    /// <summary>The chance.</summary>
    /// <param name="deviation">The largest deviation towards loss, in standard deviations.</param>
    public double ChanceOf(double deviation) =>
        Math.Clamp(-double.ExpM1(_independent * double.LogP1(-StudentT.CDF(0, 1, _freedom, -deviation))), double.Epsilon, 1);

    /// <summary>The deviation that has a chance: where the alarm line lies.</summary>
    /// <param name="chance">In (0, 1).</param>
    public double LineAt(double chance) =>
        -StudentT.InvCDF(0, 1, _freedom, -double.ExpM1(double.LogP1(-chance) / _independent));
}
