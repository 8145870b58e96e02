using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Each generation trains on the output of the last k models in equal parts.</summary>
/// <param name="models">k, 1 or more; 1 is <see cref="Replace"/>.</param>
public sealed class Window(int models) : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        int count = Math.Min(models, history.Models.Count);
        int[] sizes = new int[count];
        for (int i = 0; i < history.Samples; i++)
        {
            sizes[history.Prng.NextInt32(count)]++; // each item comes from a model picked at random
        }

        List<Part<TData>> parts = [];
        for (int i = 0; i < count; i++)
        {
            if (sizes[i] > 0)
            {
                parts.Add(new(history.Generate(history.Models[^(i + 1)], sizes[i]), IsReal: false));
            }
        }

        return new(history.Kind, parts);
    }
}
