using System.Runtime.InteropServices;
using Assay.Core.Statistics;
using Assay.Lab.Tokenisers;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;
using Assay.Lab.Training.Optimisation;

namespace Assay.Lab.Models.Transformer;

/// <summary>Trains transformers on documents of equal length, each from nothing.</summary>
/// <param name="bench">What they work with, one replicate at a time.</param>
/// <param name="tokeniser">What their tokens mean.</param>
/// <param name="shape">Their sizes; the context is the length of a document.</param>
public sealed class GptTextFamily(Workbench bench, ITokeniser tokeniser, GptShape shape) : IModelFamily<Texts>
{
    /// <summary>How often each document is seen, above 0.</summary>
    public double Epochs { get; init; } = 4;

    /// <summary>Documents to a step, 1 or more.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>The learning rate's peak, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Who watches the training; null where nobody does.</summary>
    public TrainingWatch? Watch { get; init; }

    /// <summary>Where fitted models are kept; null where they are not.</summary>
    public ModelStore? Store { get; init; }

    /// <inheritdoc/>
    public IModel<Texts> Fit(TrainingSet<Texts> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        ArgumentNullException.ThrowIfNull(prng);
        Texts texts = trainingSet.Unweighted();
        var seed = new RunSeed(prng.NextUInt64());
        var model = new Gpt(bench, shape, new Prng(seed.For("weights")));
        int steps = Math.Max(1, (int)Math.Round(Epochs * texts.Documents.Length / Batch));
        bool isReal = trainingSet.Parts.All(p => p.IsReal);
        var fit = new ModelFit("gpt", FormattableString.Invariant($"{shape} {steps} {Batch} {LearningRate} {tokeniser.Boundary}"), seed.Value, isReal);
        ModelStore.Fit(Store, fit, model.Parameters, MemoryMarshal.AsBytes(texts.Tokens.AsSpan()), () => new GptTrainer(model, texts.Documents, tokeniser.Boundary, new GptTrainingOptions
        {
            Steps = steps,
            Batch = Batch,
            Rate = new LearningRate { Peak = LearningRate, WarmUp = Math.Min(50, steps / 10) },
            Seed = seed.For("order"),
        }).Run(Watch));
        return new GptTextModel(model, tokeniser.Boundary, texts);
    }
}
