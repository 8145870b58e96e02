namespace Assay.Lab.Experiments;

/// <summary>Everything that was measured.</summary>
public sealed class ExperimentResult
{
    private readonly Func<string, int, double?> _law;
    private readonly double[][] _replicates;

    internal ExperimentResult(IReadOnlyList<MeasureInfo> measures, Func<string, int, double?> law, RunOptions options, double[][] replicates)
    {
        (Measures, _law, Options, _replicates) = (measures, law, options, replicates);
    }

    /// <summary>What was measured.</summary>
    public IReadOnlyList<MeasureInfo> Measures { get; }

    /// <summary>What was asked for.</summary>
    public RunOptions Options { get; }

    /// <summary>What there is to see of the first replicate, generation 1 first; empty where there is nothing but numbers.</summary>
    public IReadOnlyList<Exhibit> Exhibits { get; init; } = [];

    /// <summary>Replicates that finished.</summary>
    public int Replicates => _replicates.Length;

    /// <summary>Fits in a replicate.</summary>
    public int Generations => Options.Generations;

    /// <summary>A value.</summary>
    /// <param name="replicate">From 0.</param>
    /// <param name="generation">From 1.</param>
    /// <param name="measure">Place of the measure, from 0.</param>
    public double this[int replicate, int generation, int measure] =>
        _replicates[replicate][((generation - 1) * Measures.Count) + measure];

    /// <summary>Place of a measure.</summary>
    /// <param name="measure">Its name.</param>
    /// <exception cref="ArgumentException">It was not measured.</exception>
    public int IndexOf(string measure)
    {
        for (int i = 0; i < Measures.Count; i++)
        {
            if (string.Equals(Measures[i].Name, measure, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"\"{measure}\" was not measured.", nameof(measure));
    }

    /// <summary>All replicates' values of a measure in a generation.</summary>
    /// <param name="measure">Its name.</param>
    /// <param name="generation">From 1.</param>
    public double[] Values(string measure, int generation)
    {
        int index = IndexOf(measure);
        return [.. Enumerable.Range(0, Replicates).Select(r => this[r, generation, index])];
    }

    /// <summary>A replicate's course of a measure, generation 1 first.</summary>
    /// <param name="replicate">From 0.</param>
    /// <param name="measure">Its name.</param>
    public double[] Course(int replicate, string measure)
    {
        int index = IndexOf(measure);
        return [.. Enumerable.Range(1, Generations).Select(t => this[replicate, t, index])];
    }

    /// <summary>A measure in a generation, over the replicates.</summary>
    /// <param name="measure">Its name.</param>
    /// <param name="generation">From 1.</param>
    public MeasureSummary Summary(string measure, int generation)
    {
        double[] values = [.. Values(measure, generation).Where(v => !double.IsNaN(v))];
        Array.Sort(values);
        if (values.Length == 0)
        {
            return new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, _law(measure, generation));
        }

        double mean = values.Average();
        double squares = values.Sum(v => (v - mean) * (v - mean));
        double error = values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1) / values.Length) : double.NaN;
        return new(
            mean, error, Quantile(values, .5), Quantile(values, .05), Quantile(values, .25), Quantile(values, .75), Quantile(values, .95),
            values.Length, _law(measure, generation));
    }

    /// <summary>Linear interpolation between order statistics.</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int low = (int)place;
        return low + 1 < sorted.Length ? sorted[low] + ((place - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }
}
