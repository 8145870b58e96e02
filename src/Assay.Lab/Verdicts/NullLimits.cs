using Assay.Lab.Experiments;
using Assay.Lab.Measures;

namespace Assay.Lab.Verdicts;

/// <summary>How far measures stray when each generation is given fresh real data.</summary>
/// <remarks>
/// An alarm needs two consecutive generations beyond the k-th most extreme of N null draws. For independent generations its
/// probability is exactly k(k + 1)/((N + 1)(N + 2)) for each pair, whatever the distribution; k is the largest for which that
/// times the pairs and the measures stays below the level. The uncertainty of the limit itself is thereby paid for.
/// </remarks>
internal sealed class NullLimits
{
    private readonly Dictionary<string, Limit> _limits = new(StringComparer.Ordinal);

    public NullLimits(ExperimentResult nullRun, int generations, double level)
    {
        MeasureInfo[] watched = [.. nullRun.Measures.Where(m => m.Role != MeasureRole.Shown)];
        double pairs = Math.Max(1, generations - 2) * (double)watched.Length;
        foreach (MeasureInfo measure in watched)
        {
            // Generation 1 trains on the reference itself; the later ones are the null.
            double[] draws = [.. Enumerable.Range(2, nullRun.Generations - 1).SelectMany(t => nullRun.Values(measure.Name, t)).Where(v => !double.IsNaN(v))];
            Array.Sort(draws);
            double n = draws.Length;
            int k = 0;
            while (pairs * (k + 1) * (k + 2) / ((n + 1) * (n + 2)) <= level)
            {
                k++;
            }

            if (k == 0 || k > n / 2)
            {
                throw new ArgumentException($"{n} null draws are too few for {generations} generations.", nameof(nullRun));
            }

            bool high = measure.Role == MeasureRole.Error;
            double mean = draws.Average();
            double deviation = Math.Sqrt(draws.Sum(d => (d - mean) * (d - mean)) / n);
            _limits[measure.Name] = new Limit(measure.Role, high ? draws[^k] : draws[k - 1], ExperimentResult.Quantile(draws, .5), deviation);
            FalseAlarmBound += Math.Max(1, generations - 2) * k * (k + 1) / ((n + 1) * (n + 2));
        }
    }

    /// <summary>The fewest draws that allow an alarm at all.</summary>
    public static int LeastDraws(int generations, IReadOnlyList<MeasureInfo> measures, double level) =>
        (int)Math.Ceiling(Math.Sqrt(2.0 * Math.Max(1, generations - 2) * measures.Count(m => m.Role != MeasureRole.Shown) / level));

    public double FalseAlarmBound { get; }

    public IEnumerable<string> Names => _limits.Keys;

    public Limit this[string measure] => _limits[measure];

    /// <param name="Role">What it shows.</param>
    /// <param name="Border">Beyond it, twice in a row, is an alarm.</param>
    /// <param name="Median">Where the null lies.</param>
    /// <param name="Deviation">How it scatters.</param>
    internal sealed record Limit(MeasureRole Role, double Border, double Median, double Deviation)
    {
        public bool IsBeyond(double value) => Role == MeasureRole.Error ? value > Border : value < Border;

        /// <summary>Whether it can show late collapse.</summary>
        public bool IsSpread => Role is MeasureRole.Spread or MeasureRole.Entropy;

        /// <summary>Below it half of the effective support is gone; of an entropy below ln 2 no half can go, but three quarters of it.</summary>
        public double Half => Role == MeasureRole.Entropy ? Math.Max(Median - Math.Log(2), Median / 4) : Median - Math.Log(2);

        /// <summary>How bad a value is; more is worse.</summary>
        public double Badness(double value) => Role == MeasureRole.Error ? value : -value;
    }
}
