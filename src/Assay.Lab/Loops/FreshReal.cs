using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>A share of each generation's set is real data never seen before; a share of 1 is the null that alarms are calibrated on.</summary>
/// <param name="share">In [0, 1].</param>
public sealed class FreshReal(double share) : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        int real = Part(history.Samples, share);
        List<Part<TData>> parts = [];
        if (real > 0)
        {
            parts.Add(new(history.FreshReal(real), IsReal: true));
        }

        if (real < history.Samples)
        {
            parts.Add(new(history.Generate(history.Samples - real), IsReal: false));
        }

        return new(history.Kind, parts);
    }
}
