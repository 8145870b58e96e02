namespace Assay.Lab.Results;

/// <summary>The safe share under another value of a setting.</summary>
/// <param name="Setting">Name of the setting.</param>
/// <param name="Value">Its value, as given.</param>
/// <param name="SafeShare">The safe share.</param>
public sealed record RehearsedVariation(string Setting, string Value, RehearsedShare SafeShare);
