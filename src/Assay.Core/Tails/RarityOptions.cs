namespace Assay.Core.Tails;

/// <summary>Which word types of the anchor are rare.</summary>
public sealed record RarityOptions
{
    /// <summary>The share of the anchor's words that its rare types may hold together, in (0, 1).</summary>
    public double RareMass { get; init; } = 0.05;

    /// <summary>The most word types that are kept; of a larger vocabulary a fixed sample of types is. 1 to 2²⁸.</summary>
    public int MaxTypes { get; init; } = 1 << 23;

    /// <summary>Everything that is wrong with the options; nothing when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (RareMass is not (> 0 and < 1)) // written so that NaN fails too
        {
            yield return $"RareMass is {RareMass}; it must lie in (0, 1), ends excluded.";
        }
        if (MaxTypes is < 1 or > 1 << 28)
        {
            yield return $"MaxTypes is {MaxTypes}; it must lie in 1 to {1 << 28}.";
        }
    }
}
