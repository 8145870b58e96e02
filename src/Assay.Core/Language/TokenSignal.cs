namespace Assay.Core.Language;

/// <summary>One token under a model: how likely it was, and how likely a token was to be expected there.</summary>
/// <param name="LogProbability">ln p of the token.</param>
/// <param name="Rank">One more than the number of tokens that are likelier there.</param>
/// <param name="Expected">Σ p ln p over all tokens: minus the entropy there.</param>
/// <param name="Variance">Σ p (ln p)² − (Σ p ln p)².</param>
public readonly record struct TokenSignal(double LogProbability, int Rank, double Expected, double Variance);
