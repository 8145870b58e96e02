using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Fresh real data and synthetic data side by side, with a stated weight for the real part whatever the sizes (He, Xu and Cheng 2502.18049).</summary>
/// <param name="weight">Weight of the real part, in (0, 1]; .618 is best for equal sizes.</param>
/// <param name="syntheticRatio">Synthetic items to a real one, above 0.</param>
public sealed class WeightedReal(double weight, double syntheticRatio) : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        var real = new Part<TData>(history.FreshReal(history.Samples), IsReal: true, weight / history.Samples);
        int synthetic = Math.Max(1, (int)Math.Round(history.Samples * syntheticRatio));
        return weight == 1
            ? new(history.Kind, real)
            : new(history.Kind, real, new Part<TData>(history.Generate(synthetic), IsReal: false, (1 - weight) / synthetic));
    }
}
