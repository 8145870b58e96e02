using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Fits a kernel density of fixed bandwidth.</summary>
/// <param name="bandwidth">Standard deviation of the bells, above 0.</param>
public sealed class KernelDensityFamily(double bandwidth) : IModelFamily<Points>
{
    /// <inheritdoc/>
    public IModel<Points> Fit(TrainingSet<Points> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        return new KernelDensityModel(trainingSet.Unweighted(), bandwidth);
    }
}
