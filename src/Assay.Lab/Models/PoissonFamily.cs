using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Fits Poisson laws: the rate is the mean count.</summary>
public sealed class PoissonFamily : IModelFamily<Draws>
{
    /// <inheritdoc/>
    public IModel<Draws> Fit(TrainingSet<Draws> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        double sum = 0, weight = 0;
        foreach (Part<Draws> part in trainingSet.Parts)
        {
            foreach (int count in part.Data.Values)
            {
                sum += part.Weight * count;
            }

            weight += part.Weight * part.Data.Values.Length;
        }

        return new PoissonModel(sum / weight);
    }
}
