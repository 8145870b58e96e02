using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Loops;
using Assay.Lab.Measures;
using Assay.Lab.Models;

namespace Assay.Lab.Experiments;

/// <summary>An experiment on one kind of data.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
public sealed class Experiment<TData> : Experiment
{
    private readonly IReadOnlyList<Measure<TData>> _measures;

    /// <summary>Puts an experiment together.</summary>
    /// <param name="measures">What is measured in every generation, one measure or more.</param>
    public Experiment(params IReadOnlyList<Measure<TData>> measures)
    {
        ArgumentOutOfRangeException.ThrowIfZero(measures.Count, nameof(measures));
        _measures = measures;
        Measures = [.. measures.Select(m => new MeasureInfo(m.Name, m.Unit, m.Role))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MeasureInfo> Measures { get; }

    /// <summary>The world of one replicate: called once for each, with randomness of its own.</summary>
    public required Func<Prng, World<TData>> World { get; init; }

    /// <summary>What the next generation trains on.</summary>
    public TrainingLoop Loop { get; init; } = new Replace();

    /// <summary>How models sample.</summary>
    public Decoder Decoder { get; init; } = Decoder.Unbiased;

    /// <summary>Sample size, 1 or more.</summary>
    public int Samples { get; init; } = 100;

    /// <inheritdoc/>
    internal override Experiment? Null() => NoNull is not null ? null : new Experiment<TData>(_measures)
    {
        World = World,
        Loop = new FreshReal(1),
        Decoder = Decoder.Unbiased,
        Samples = Samples,
    };

    /// <inheritdoc/>
    internal override void RunReplicate(RunSeed seed, int generations, Span<double> values, CancellationToken cancellationToken)
    {
        World<TData> world = World(new Prng(seed.For("world")));
        var history = new History<TData>(world, Samples, Decoder, seed);
        var fitting = new Prng(seed.For("fit"));
        history.Begin(history.FreshReal(Loop.RealSamples(Samples)));
        var training = new TrainingSet<TData>(world.Kind, new Part<TData>(history.Real, IsReal: true));
        for (int generation = 1; generation <= generations; generation++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (generation > 1)
            {
                training = Loop.Compose(history);
            }

            history.Add(world.Family.Fit(training, fitting));
            var snapshot = new Snapshot<TData>(world, history, training, seed);
            foreach (Measure<TData> measure in _measures)
            {
                values[0] = measure.Of(snapshot);
                values = values[1..];
            }
        }
    }
}
