using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Everything that has happened in one replicate, as a loop sees it.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
public sealed class History<TData>
{
    private readonly World<TData> _world;
    private readonly Prng _realPrng;
    private readonly Prng _samplePrng;
    private readonly List<IModel<TData>> _models = [];

    internal History(World<TData> world, int samples, Decoder decoder, RunSeed seed)
    {
        (_world, Samples, Decoder) = (world, samples, decoder);
        _realPrng = new Prng(seed.For("real"));
        _samplePrng = new Prng(seed.For("sample"));
        Prng = new Prng(seed.For("loop"));
        Real = default!;
    }

    /// <summary>Sample size of the experiment: what a set of constant size holds.</summary>
    public int Samples { get; }

    /// <summary>How models sample.</summary>
    public Decoder Decoder { get; }

    /// <summary>How to handle the data.</summary>
    public IDataKind<TData> Kind => _world.Kind;

    /// <summary>The real data that generation 1 was trained on.</summary>
    public TData Real { get; private set; }

    /// <summary>Every model so far, the oldest first.</summary>
    public IReadOnlyList<IModel<TData>> Models => _models;

    /// <summary>Number of fits so far; 1 once the first model has learned the real data.</summary>
    public int Generation => _models.Count;

    /// <summary>Sets that a loop keeps from generation to generation, real data first.</summary>
    public IList<Part<TData>> Kept { get; } = new List<Part<TData>>();

    /// <summary>For the choices of the loop itself.</summary>
    public Prng Prng { get; }

    /// <summary>New data of the newest model.</summary>
    /// <param name="size">Number of items.</param>
    public TData Generate(int size) => Generate(_models[^1], size);

    /// <summary>New data of a model.</summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    /// <param name="size">Number of items.</param>
    public TData Generate(IModel<TData> model, int size)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Sample(size, Decoder, _samplePrng);
    }

    /// <summary>New real data, never seen before.</summary>
    /// <param name="size">Number of items.</param>
    public TData FreshReal(int size) => _world.DrawReal(size, _realPrng);

    /// <summary>Items picked at random without replacement.</summary>
    /// <param name="data">The set.</param>
    /// <param name="size">How many; at most all.</param>
    public TData Subsample(TData data, int size)
    {
        int total = Kind.Size(data);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, total);
        int[] places = [.. Enumerable.Range(0, total)];
        for (int i = 0; i < size; i++) // the first steps of a shuffle
        {
            int j = i + Prng.NextInt32(total - i);
            (places[i], places[j]) = (places[j], places[i]);
        }

        return Kind.Pick(data, places.AsSpan(0, size));
    }

    /// <summary>A training set of synthetic items alone.</summary>
    /// <param name="data">The items.</param>
    public TrainingSet<TData> Synthetic(TData data) => new(Kind, new Part<TData>(data, IsReal: false));

    internal void Begin(TData real)
    {
        Real = real;
        Kept.Add(new Part<TData>(real, IsReal: true));
    }

    internal void Add(IModel<TData> model) => _models.Add(model);
}
