namespace Assay.Pipeline.Inspection;

/// <summary>A policy to start from, and what the user should know about it.</summary>
/// <param name="Text">The YAML, with comments.</param>
/// <param name="Sources">Its sources, in their order.</param>
/// <param name="Notes">What was left out and why, as sentences.</param>
public sealed record StarterPolicy(string Text, IReadOnlyList<StarterSource> Sources, IReadOnlyList<string> Notes);
