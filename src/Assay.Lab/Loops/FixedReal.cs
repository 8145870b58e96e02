using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>The same real data stay in every generation's set; the rest is new from the newest model.</summary>
/// <param name="share">Real share of the set, in (0, 1].</param>
public sealed class FixedReal(double share) : TrainingLoop
{
    /// <inheritdoc/>
    public override int RealSamples(int samples) => Part(samples, share);

    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        int synthetic = history.Samples - RealSamples(history.Samples);
        return synthetic == 0
            ? new(history.Kind, history.Kept[0])
            : new(history.Kind, history.Kept[0], new Part<TData>(history.Generate(synthetic), IsReal: false));
    }
}
