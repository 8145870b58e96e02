namespace Assay.Lab.Training.Optimisation;

/// <summary>How large steps are over a run: a linear rise, then a fall.</summary>
public sealed record LearningRate
{
    /// <summary>Largest rate, above 0.</summary>
    public double Peak { get; init; } = 1e-3;

    /// <summary>Steps of the rise, 0 or more.</summary>
    public int WarmUp { get; init; }

    /// <summary>How it falls to <see cref="Floor"/> over the rest of the run.</summary>
    public Decline Decline { get; init; } = Decline.Cosine;

    /// <summary>The rate at the end, as a share of the peak, in [0, 1].</summary>
    public double Floor { get; init; } = 0.1;

    /// <summary>The rate of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">Steps of the run.</param>
    public double At(int step, int steps)
    {
        if (step < WarmUp)
        {
            return Peak * (step + 1) / WarmUp;
        }

        double gone = Math.Clamp((step - WarmUp) / Math.Max(1.0, steps - WarmUp), 0, 1);
        double left = Decline switch
        {
            Decline.Linear => 1 - gone,
            Decline.Cosine => 0.5 * (1 + Math.Cos(Math.PI * gone)),
            _ => 1,
        };
        return Peak * (Floor + ((1 - Floor) * left));
    }
}
