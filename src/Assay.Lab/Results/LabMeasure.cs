using Assay.Lab.Experiments;

namespace Assay.Lab.Results;

/// <summary>One measure over the generations.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit, empty for a plain number.</param>
/// <param name="Role">What a verdict may conclude from it: <c>shown</c>, <c>tail</c>, <c>spread</c>, <c>entropy</c> or <c>error</c>.</param>
/// <param name="Generations">Its values, generation 1 first.</param>
public sealed record LabMeasure(string Name, string Unit, string Role, IReadOnlyList<LabGeneration> Generations)
{
    internal static LabMeasure Of(MeasureInfo measure, ExperimentResult result) => new(
        measure.Name,
        measure.Unit,
        measure.Role.ToString().ToLowerInvariant(),
        [.. Enumerable.Range(1, result.Generations).Select(t => LabGeneration.Of(t, result.Summary(measure.Name, t)))]);
}
