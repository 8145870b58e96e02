using System.Collections.Concurrent;
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
    public ExperimentResult Run(RunOptions options, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        RunTogether([this], options, progress, cancellationToken)[0];

    /// <summary>Runs the replicates of several experiments from one queue, so that no worker waits while any is left: the first
    /// experiment's begin first, then the second's, and so on.</summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="options">How long and how often, of each.</param>
    /// <param name="progress">Told the number of finished replicates of all.</param>
    /// <param name="cancellationToken">Stops the run; replicates finished by then count.</param>
    /// <returns>For each experiment what running it alone returns.</returns>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static IReadOnlyList<ExperimentResult> RunTogether(
        IReadOnlyList<Experiment> experiments, RunOptions options, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        Course[] courses = [.. experiments.Select(e => new Course(e, options))];
        var queue = Partitioner.Create(Enumerable.Range(0, courses.Length * options.Replicates), EnumerablePartitionerOptions.NoBuffering);
        int finished = 0;
        try
        {
            Parallel.ForEach(
                queue,
                new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken },
                job =>
                {
                    courses[job / options.Replicates].Run(job % options.Replicates, cancellationToken);
                    progress?.Report(Interlocked.Increment(ref finished));
                });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What has finished is a result of its own: a replicate's numbers do not depend on the others.
        }

        return [.. courses.Select(c => c.Result)];
    }

    /// <summary>What an experiment has come to.</summary>
    private sealed class Course(Experiment experiment, RunOptions options)
    {
        private readonly List<Exhibit> _exhibits = [];
        private readonly double[]?[] _replicates = new double[options.Replicates][];

        public ExperimentResult Result =>
            new(experiment.Measures, experiment.Law, options, [.. _replicates.OfType<double[]>()]) { Exhibits = _replicates[0] is null ? [] : _exhibits };

        public void Run(int replicate, CancellationToken cancellationToken)
        {
            double[] values = new double[options.Generations * experiment.Measures.Count];
            experiment.RunReplicate(options.Seed.For($"replicate/{replicate}"), options.Generations, values, replicate == 0 ? _exhibits : null, cancellationToken);
            _replicates[replicate] = values;
        }
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

    /// <summary>Runs one replicate and keeps what there is to see of it.</summary>
    /// <param name="seed">Root of its randomness.</param>
    /// <param name="generations">How many fits.</param>
    /// <param name="values">Receives generation after generation, measure after measure.</param>
    /// <param name="exhibits">Receives an exhibit a generation, where the experiment has any; null for replicates that are not shown.</param>
    /// <param name="cancellationToken">Stops it between generations.</param>
    internal virtual void RunReplicate(
        RunSeed seed, int generations, Span<double> values, ICollection<Exhibit>? exhibits, CancellationToken cancellationToken) =>
        RunReplicate(seed, generations, values, cancellationToken);
}
