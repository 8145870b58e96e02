using System.Text.Json.Serialization;
using Assay.Core.Watching;

namespace Assay.Lab.Rehearsal;

/// <summary>One replicate of one arm.</summary>
/// <param name="Generations">Generation 0, trained on human text alone, first.</param>
/// <param name="Verdict">What the alarm says of the mixes of generations 1, 2, …; null when nothing watched.</param>
public sealed record RehearsalCourse(IReadOnlyList<RehearsalGeneration> Generations, SeriesVerdict? Verdict)
{
    /// <summary>Earliest generation, from 1, at which a loss is established; null when the alarm never rang.</summary>
    [JsonIgnore]
    public int? Alarm => Verdict?.First + 1;
}
