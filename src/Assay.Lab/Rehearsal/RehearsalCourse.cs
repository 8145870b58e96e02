namespace Assay.Lab.Rehearsal;

/// <summary>One replicate of one arm.</summary>
/// <param name="Generations">Generation 0, trained on human text alone, first.</param>
/// <param name="Alarm">Earliest generation, from 1, at which the alarm over the mixes established a loss; null when it never rang.</param>
public sealed record RehearsalCourse(IReadOnlyList<RehearsalGeneration> Generations, int? Alarm);
