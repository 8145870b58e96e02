namespace Assay.Lab.Results;

/// <summary>What an amount of further human text would buy at the policy's mix.</summary>
/// <param name="Tokens">The amount.</param>
/// <param name="Worth">What the last so many tokens of the corpus bought; null when they are more than can be set aside.</param>
public sealed record RehearsedAddition(long Tokens, RehearsedWorth? Worth);
