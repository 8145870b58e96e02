using Assay.Core.Watching;

namespace Assay.Lab.Rehearsal;

/// <summary>What an alarm says of the mixes of a course.</summary>
/// <param name="Series">What it says of those that it could look at.</param>
/// <param name="NoAnswer">Why silence says nothing: it did not ring, and some mix it could not look at. Null when it looked at all, or rang.</param>
public sealed record MixesVerdict(SeriesVerdict Series, string? NoAnswer);
