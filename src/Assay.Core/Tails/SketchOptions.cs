namespace Assay.Core.Tails;

/// <summary>How much of a corpus a sketch remembers.</summary>
public sealed record SketchOptions
{
    /// <summary>The most types that are kept of each order of n-grams; of more, a fixed sample of types by hash. 1,024 to 2²⁴.</summary>
    public int MaxTypes { get; init; } = 1 << 20;

    /// <summary>The same for the words of each stratum. 256 to 2²⁰.</summary>
    public int MaxStratumTypes { get; init; } = 1 << 16;

    /// <summary>The most strata that there may be; more are an error. 0 to 4,096.</summary>
    public int MaxStrata { get; init; } = 64;

    /// <summary>The most words of whole documents that are kept for the n-gram model. 0 to 2²⁶.</summary>
    public long ProbeWords { get; init; } = 1 << 20;

    /// <summary>The most word types whose spelling is kept; 0 for a version, which is only compared. 0 to 2²⁴.</summary>
    public int MaxSpellings { get; init; }

    /// <summary>The most vectors that are kept, where documents have some. 0 to 4,096.</summary>
    public int MaxVectors { get; init; } = 1024;

    /// <summary>Everything that is wrong with the options; nothing when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxTypes is < 1024 or > 1 << 24)
        {
            yield return $"MaxTypes is {MaxTypes}; it must lie in 1,024 to {1 << 24}.";
        }
        if (MaxStratumTypes is < 256 or > 1 << 20)
        {
            yield return $"MaxStratumTypes is {MaxStratumTypes}; it must lie in 256 to {1 << 20}.";
        }
        if (MaxStrata is < 0 or > 4096 || ProbeWords is < 0 or > 1 << 26 || MaxSpellings is < 0 or > 1 << 24 || MaxVectors is < 0 or > 4096)
        {
            yield return "MaxStrata must lie in 0 to 4,096, ProbeWords in 0 to 2²⁶, MaxSpellings in 0 to 2²⁴, MaxVectors in 0 to 4,096.";
        }
    }
}
