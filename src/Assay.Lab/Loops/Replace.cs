using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Each generation trains on the newest model's output alone.</summary>
public sealed class Replace : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history) => history.Synthetic(history.Generate(history.Samples));
}
