namespace Assay.Lab.Measures;

/// <summary>What is watched in every generation.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
/// <param name="Name">Its name in tables and in <c>--json</c>.</param>
/// <param name="Unit">Its unit, empty for a plain number.</param>
/// <param name="Role">What a verdict may conclude from it.</param>
/// <param name="Of">Its value in a generation; NaN where it has none.</param>
public sealed record Measure<TData>(string Name, string Unit, MeasureRole Role, Func<Snapshot<TData>, double> Of);
