namespace Assay.Lab.Rehearsal;

/// <summary>Gains of one replicate, in bits per token of held-out human text; above 0 the added text helps.</summary>
/// <param name="AddedTokens">Tokens that were added, of either kind.</param>
/// <param name="HumanGain">What the human ones bought.</param>
/// <param name="SyntheticGain">What as many synthetic ones bought.</param>
public sealed record HumanWorthTrial(long AddedTokens, double HumanGain, double SyntheticGain);
