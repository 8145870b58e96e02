namespace Assay.Lab.Experiments;

/// <summary>A setting that experiments understand.</summary>
/// <param name="Name">Its name in <c>--set</c> and in experiment files.</param>
/// <param name="Meaning">What it is, with its range.</param>
/// <param name="Default">The value when it is not given.</param>
public sealed record Parameter(string Name, string Meaning, string Default);
