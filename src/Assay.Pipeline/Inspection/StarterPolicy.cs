namespace Assay.Pipeline.Inspection;

/// <summary>A policy to start from, and what the user should know about it.</summary>
/// <param name="Text">The YAML, with comments.</param>
/// <param name="Sources">Its sources, in their order.</param>
/// <param name="Notes">What was left out and why, as sentences.</param>
public sealed record StarterPolicy(string Text, IReadOnlyList<StarterSource> Sources, IReadOnlyList<string> Notes);

/// <summary>A source of a <see cref="StarterPolicy"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its files, as the policy names them.</param>
/// <param name="Summary">How they are stored, their size and the number of documents, in words.</param>
/// <param name="SpeaksForItself">Whether every record looked at says that a model wrote it; otherwise only the user can say who did.</param>
public sealed record StarterSource(string Name, string Path, string Summary, bool SpeaksForItself);
