namespace Assay.Lab.Verdicts;

/// <summary>What one replicate shows.</summary>
/// <param name="Kind">How far it has collapsed.</param>
/// <param name="Generation">Generation in which that began; null for none.</param>
/// <param name="Measure">The measure that showed it first; null for none.</param>
public sealed record CourseVerdict(CollapseKind Kind, int? Generation, string? Measure);
