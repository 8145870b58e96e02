using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Each generation trains on the real data and on everything generated since.</summary>
public sealed class Accumulate : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        history.Kept.Add(new(history.Generate(history.Samples), IsReal: false));
        return new(history.Kind, [.. history.Kept]);
    }
}
