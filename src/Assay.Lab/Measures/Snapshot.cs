using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>One generation of one replicate, as measures see it.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
public sealed class Snapshot<TData>
{
    private readonly RunSeed _seed;
    private readonly int _samples;
    private readonly Decoder _decoder;
    private Prng? _prng;
    private bool _hasSample;
    private TData? _sample;

    internal Snapshot(World<TData> world, Loops.History<TData> history, TrainingSet<TData> training, RunSeed seed)
    {
        (World, Generation, Training, Real) = (world, history.Generation, training, history.Real);
        (Model, FirstModel) = (history.Models[^1], history.Models[0]);
        (_samples, _decoder, _seed) = (history.Samples, history.Decoder, seed);
    }

    /// <summary>Where it takes place.</summary>
    public World<TData> World { get; }

    /// <summary>Number of fits so far, 1 or more.</summary>
    public int Generation { get; }

    /// <summary>The newest model.</summary>
    public IModel<TData> Model { get; }

    /// <summary>The model of generation 1, which learned real data alone.</summary>
    public IModel<TData> FirstModel { get; }

    /// <summary>What it trained on.</summary>
    public TrainingSet<TData> Training { get; }

    /// <summary>The real data of generation 1.</summary>
    public TData Real { get; }

    /// <summary>Randomness of its own: looking at a generation does not change the next one.</summary>
    public Prng Prng => _prng ??= new Prng(_seed.For($"measure/{Generation}"));

    /// <summary>Where measures that belong together keep what they have in common, for one generation.</summary>
    internal object? Scratch { get; set; }

    /// <summary>As many items as generation 1 was given, drawn from the newest model for measuring only; the same for all measures.</summary>
    public TData Sample
    {
        get
        {
            if (!_hasSample)
            {
                (_sample, _hasSample) = (Model.Sample(_samples, _decoder, Prng), true);
            }

            return _sample!;
        }
    }
}
