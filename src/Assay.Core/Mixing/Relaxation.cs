namespace Assay.Core.Mixing;

/// <summary>One number of the policy, changed so that the policy can hold.</summary>
/// <param name="Key">Its key: <c>limits.synthetic-share</c>, <c>budget.tokens</c>, <c>tails.floor</c> or <c>limits.repeats</c>.</param>
/// <param name="Current">What the policy says.</param>
/// <param name="Proposed">The nearest number with which the whole policy was composed and held, rounded to the safe side.</param>
public sealed record Relaxation(string Key, double Current, double Proposed);
