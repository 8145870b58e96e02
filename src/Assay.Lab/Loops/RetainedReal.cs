using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>A random share of the original real data comes back in each generation beside new synthetic data, as in the 10% runs of Shumailov et al.</summary>
/// <param name="share">Real share of the set, in [0, 1].</param>
public sealed class RetainedReal(double share) : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        int real = Part(history.Samples, share);
        if (real == 0)
        {
            return history.Synthetic(history.Generate(history.Samples));
        }

        var kept = new Part<TData>(history.Subsample(history.Real, real), IsReal: true);
        return real == history.Samples
            ? new(history.Kind, kept)
            : new(history.Kind, kept, new Part<TData>(history.Generate(history.Samples - real), IsReal: false));
    }
}
