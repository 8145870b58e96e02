using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;
using Assay.Lab.Training.Optimisation;

namespace Assay.Lab.Models.Vae;

/// <summary>Trains autoencoders on pictures, each from nothing, as the published notebook does: Adam at a constant rate, losses summed over a batch.</summary>
/// <param name="bench">What they work with, one replicate at a time.</param>
/// <param name="shape">Their sizes.</param>
public sealed class VaeFamily(Workbench bench, VaeShape shape) : IModelFamily<Images>
{
    /// <summary>How often each picture is seen, above 0.</summary>
    public double Epochs { get; init; } = 30;

    /// <summary>Pictures to a step, 1 or more.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>The learning rate, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Whether a generation that learns from one model alone sees pictures drawn anew for every step instead of a finite set.</summary>
    public bool Endless { get; init; }

    /// <summary>Who watches the training; null where nobody does.</summary>
    public TrainingWatch? Watch { get; init; }

    /// <summary>Where fitted models are kept; null where they are not.</summary>
    public ModelStore? Store { get; init; }

    /// <inheritdoc/>
    public IModel<Images> Fit(TrainingSet<Images> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        ArgumentNullException.ThrowIfNull(prng);
        Images images = trainingSet.Unweighted();
        var seed = new RunSeed(prng.NextUInt64());
        var vae = new Autoencoder(bench, shape, new Prng(seed.For("weights")));
        bool isReal = trainingSet.Parts.All(p => p.IsReal);
        var fit = new ModelFit("vae", FormattableString.Invariant($"{shape} {Epochs} {Batch} {LearningRate} {images.Endless is not null}"), seed.Value, isReal);
        ModelStore.Fit(Store, fit, vae.Parameters, images.Pixels, () => Train(vae, images, seed));
        return new VaeModel(vae, Endless);
    }

    private void Train(Autoencoder vae, Images images, RunSeed seed)
    {
        var adam = new AdamW(bench, vae.Parameters, new AdamWOptions { WeightDecay = 1e-5, DecayInGradient = true });
        Prng order = new(seed.For("order")), noise = new(seed.For("noise"));
        int[] places = [.. Enumerable.Range(0, images.Count)];
        int steps = Math.Max(1, (int)Math.Round(Epochs * images.Count / Batch)), at = places.Length;
        TrainingWatch.Course? course = Watch?.Begin(steps, Batch);
        for (int step = 0; step < steps; step++)
        {
            if (at + Batch > places.Length)
            {
                Shuffle(places, order);
                at = 0;
            }

            int count = Math.Min(Batch, places.Length);
            Tensor pictures = images.Endless is { } source ? source.Draw(count, varianceScale: 1, order) : Load(images, places.Skip(at).Take(count), bench.Pool.Rent(count, Images.Length));
            at += Batch;
            double loss = vae.Learn(pictures, noise) / count;
            bench.Pool.ReturnAll();
            adam.Step(LearningRate);
            course?.Report(step + 1, loss);
        }
    }

    /// <summary>Copies pictures as shades from 0 to 1.</summary>
    internal static Tensor Load(Images images, IEnumerable<int> places, Tensor target)
    {
        int row = 0;
        foreach (int place in places)
        {
            ReadOnlySpan<byte> pixels = images.Pixels.AsSpan(place * Images.Length, Images.Length);
            Span<float> shades = target.Row(row++);
            for (int i = 0; i < shades.Length; i++)
            {
                shades[i] = pixels[i] / 255f;
            }
        }

        return target;
    }

    private static void Shuffle(int[] places, Prng prng)
    {
        for (int i = places.Length - 1; i > 0; i--)
        {
            int j = prng.NextInt32(i + 1);
            (places[i], places[j]) = (places[j], places[i]);
        }
    }
}
