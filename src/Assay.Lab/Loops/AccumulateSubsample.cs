using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Everything is kept, but each generation trains on a random part of constant size: accumulation at a fixed budget.</summary>
public sealed class AccumulateSubsample : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        // One growing part: the pool is joined once a generation, not once a draw.
        TData pool = history.Kind.Concatenate([history.Kept[0].Data, history.Generate(history.Samples)]);
        history.Kept[0] = new(pool, IsReal: false);
        return history.Synthetic(history.Subsample(pool, history.Samples));
    }
}
