using Assay.Lab.Measures;

namespace Assay.Lab.Experiments;

/// <summary>What a column of an experiment's result is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit, empty for a plain number.</param>
/// <param name="Role">What a verdict may conclude from it.</param>
public sealed record MeasureInfo(string Name, string Unit, MeasureRole Role);
