using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>A family of models: it learns one from data.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
public interface IModelFamily<TData>
{
    /// <summary>Fits a model.</summary>
    /// <param name="trainingSet">What to train on.</param>
    /// <param name="prng">For initial values and the order of training.</param>
    IModel<TData> Fit(TrainingSet<TData> trainingSet, Prng prng);
}
