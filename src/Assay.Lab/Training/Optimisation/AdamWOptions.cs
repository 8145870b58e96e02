namespace Assay.Lab.Training.Optimisation;

/// <summary>The settings of <see cref="AdamW"/> that stay the same over a run.</summary>
public sealed record AdamWOptions
{
    /// <summary>β₁: how much of the mean gradient is remembered, in [0, 1).</summary>
    public double FirstMemory { get; init; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is remembered, in [0, 1).</summary>
    public double SecondMemory { get; init; } = 0.999;

    /// <summary>Share of a weight that a step takes away, times the learning rate; 0 or more.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Whether the decay is added to the gradient, as in the first Adam, instead of taken off the weight.</summary>
    public bool DecayInGradient { get; init; }

    /// <summary>Added to the root of the mean squared gradient, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;
}
