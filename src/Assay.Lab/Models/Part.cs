namespace Assay.Lab.Models;

/// <summary>A part of a training set.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
/// <param name="Data">Its items.</param>
/// <param name="IsReal">Whether people made them.</param>
/// <param name="Weight">What each item counts in training, above 0.</param>
public sealed record Part<TData>(TData Data, bool IsReal, double Weight = 1);
