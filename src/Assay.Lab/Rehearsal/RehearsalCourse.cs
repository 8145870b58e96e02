using System.Text.Json.Serialization;
using Assay.Core.Watching;

namespace Assay.Lab.Rehearsal;

/// <summary>One replicate of one arm.</summary>
/// <param name="Generations">Generation 0, trained on human text alone, first.</param>
/// <param name="Verdict">What the alarm says of the mixes of generations 1, 2, …; null when nothing watched.</param>
/// <param name="NoAnswer">Why the alarm's silence says nothing; null when it looked at every mix, or rang.</param>
public sealed record RehearsalCourse(IReadOnlyList<RehearsalGeneration> Generations, SeriesVerdict? Verdict, string? NoAnswer = null)
{
    /// <summary>Earliest generation, from 1, at which a loss is established; null when the alarm never rang.</summary>
    [JsonIgnore]
    public int? Alarm => Verdict?.First + 1;

    /// <summary>Whether the alarm rang; null when it could not answer.</summary>
    [JsonIgnore]
    public bool? HasRung => Alarm is not null ? true : NoAnswer is null ? false : null;
}
