using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Each generation trains on the newest model's output alone, on more of it each time: n·t^exponent items in generation t.</summary>
/// <param name="exponent">0 is <see cref="Replace"/>; above 1 the error of an unbiased loop stays bounded.</param>
public sealed class Grow(double exponent) : TrainingLoop
{
    /// <summary>Sample size of a generation.</summary>
    /// <param name="samples">Sample size of generation 1.</param>
    /// <param name="generation">1 or more.</param>
    public int Size(int samples, int generation) => (int)Math.Round(samples * Math.Pow(generation, exponent));

    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history) =>
        history.Synthetic(history.Generate(Size(history.Samples, history.Generation + 1)));
}
