using Assay.Core.Statistics;
using Assay.Lab.Training.Optimisation;

namespace Assay.Lab.Models.Transformer;

/// <summary>How a transformer is trained.</summary>
public sealed record GptTrainingOptions
{
    /// <summary>Steps of the run, 1 or more.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Texts to a step, 1 or more.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>The learning rate over the run.</summary>
    public LearningRate Rate { get; init; } = new() { WarmUp = 20 };

    /// <summary>AdamW's settings.</summary>
    public AdamWOptions Optimiser { get; init; } = new() { WeightDecay = 0.1, SecondMemory = 0.99 };

    /// <summary>Largest length of the gradient, above 0.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>Root of the order of texts.</summary>
    public RunSeed Seed { get; init; } = new(42);
}
