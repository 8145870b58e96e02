using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Where an experiment takes place: the truth, and the family of models that learns it.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
/// <param name="Kind">How to handle the data.</param>
/// <param name="Family">What learns.</param>
/// <param name="DrawReal">Draws real data: a number of items, with the generator given.</param>
public sealed record World<TData>(IDataKind<TData> Kind, IModelFamily<TData> Family, Func<int, Prng, TData> DrawReal);
