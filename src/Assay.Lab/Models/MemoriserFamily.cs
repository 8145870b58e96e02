using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Fits Hutter's memoriser.</summary>
public sealed class MemoriserFamily : IModelFamily<Draws>
{
    /// <inheritdoc/>
    public IModel<Draws> Fit(TrainingSet<Draws> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        return new MemoriserModel(trainingSet.Unweighted());
    }
}
