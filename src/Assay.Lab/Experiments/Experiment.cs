using Assay.Core.Statistics;

namespace Assay.Lab.Experiments;

/// <summary>A product of a model, a loop, a decoder and measures, ready to run.</summary>
public abstract class Experiment
{
    /// <summary>What is measured in every generation.</summary>
    public abstract IReadOnlyList<MeasureInfo> Measures { get; }

    /// <summary>Expected value of a measure in a generation, where an exact law is known; null otherwise.</summary>
    public Func<string, int, double?> Law { get; init; } = static (_, _) => null;

    /// <summary>Runs the replicates.</summary>
    /// <param name="options">How long and how often.</param>
    /// <param name="progress">Told the number of finished replicates.</param>
    /// <param name="cancellationToken">Stops the run; replicates finished by then count.</param>
    /// <returns>The finished replicates, in their order, whatever order they finished in.</returns>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public ExperimentResult Run(RunOptions options, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        int width = options.Generations * Measures.Count;
        double[]?[] replicates = new double[options.Replicates][];
        int finished = 0;
        try
        {
            Parallel.For(
                0,
                options.Replicates,
                new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken },
                r =>
                {
                    double[] values = new double[width];
                    RunReplicate(options.Seed.For($"replicate/{r}"), options.Generations, values, cancellationToken);
                    replicates[r] = values;
                    progress?.Report(Interlocked.Increment(ref finished));
                });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What has finished is a result of its own: a replicate's numbers do not depend on the others.
        }

        return new ExperimentResult(Measures, Law, options, [.. replicates.OfType<double[]>()]);
    }

    /// <summary>Null draws that a verdict is calibrated on, and generations in a null replicate; costly models take fewer.</summary>
    public (int Draws, int Generations) Calibration { get; init; } = (2000, 11);

    /// <summary>Why no fresh real data can be drawn for a verdict to rest on, as a sentence; null where they can.</summary>
    public string? NoNull { get; init; }

    /// <summary>The same experiment with fresh real data in each generation: what no collapse looks like; null where there is no such thing.</summary>
    internal virtual Experiment? Null() => null;

    /// <summary>Runs one replicate.</summary>
    /// <param name="seed">Root of its randomness.</param>
    /// <param name="generations">How many fits.</param>
    /// <param name="values">Receives generation after generation, measure after measure.</param>
    /// <param name="cancellationToken">Stops it between generations.</param>
    internal abstract void RunReplicate(RunSeed seed, int generations, Span<double> values, CancellationToken cancellationToken);
}
