namespace Assay.Core.Mixing;

/// <summary>The limits of a policy that hold for the mix as a whole.</summary>
public sealed record MixLimits
{
    /// <summary>Largest synthetic share of the written tokens, in [0, 1]; null for no cap. 1 binds nothing.</summary>
    public double? SyntheticShare { get; init; }

    /// <summary>No document is written more often than this; 1 or more.</summary>
    /// <remarks>A whole number: half a copy cannot be written, and the promise is about copies.</remarks>
    public int Repeats { get; init; } = 3;

    /// <summary>Tokens to write, never exceeded; null for everything that the limits allow.</summary>
    public long? BudgetTokens { get; init; }

    /// <summary>What is wrong with the limits; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (SyntheticShare is not (null or (>= 0 and <= 1)))
        {
            yield return $"SyntheticShare is {SyntheticShare}; it must lie in [0, 1].";
        }

        if (Repeats is < 1 or > LargestRepeats)
        {
            yield return $"Repeats is {Repeats}; it must lie in [1, {LargestRepeats}].";
        }

        if (BudgetTokens is < 1 or > LargestBudget)
        {
            yield return $"BudgetTokens is {BudgetTokens}; it must lie in [1, {LargestBudget}].";
        }
    }

    internal const int LargestRepeats = 100_000;
    private const long LargestBudget = 1L << 52;
}
