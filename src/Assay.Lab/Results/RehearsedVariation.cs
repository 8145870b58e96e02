namespace Assay.Lab.Results;

/// <summary>The rehearsal under another value of a setting.</summary>
/// <param name="Setting">Name of the setting.</param>
/// <param name="Value">Its value, as given.</param>
/// <param name="Arms">The control, the policy, and replacing.</param>
/// <param name="SafeShare">The safe share; null when it was not asked for.</param>
public sealed record RehearsedVariation(string Setting, string Value, IReadOnlyList<RehearsedArm> Arms, RehearsedShare? SafeShare);
