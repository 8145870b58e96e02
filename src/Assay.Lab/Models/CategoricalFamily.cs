using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Fits relative frequencies.</summary>
/// <param name="types">Number of events that can occur.</param>
public sealed class CategoricalFamily(int types) : IModelFamily<Draws>
{
    /// <inheritdoc/>
    public IModel<Draws> Fit(TrainingSet<Draws> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        double[] mass = new double[types];
        double total = 0;
        foreach (Part<Draws> part in trainingSet.Parts)
        {
            foreach (int value in part.Data.Values)
            {
                mass[value] += part.Weight;
            }

            total += part.Weight * part.Data.Values.Length;
        }

        for (int i = 0; i < types; i++)
        {
            mass[i] /= total;
        }

        return new CategoricalModel(mass);
    }
}
