namespace Assay.Core.Mixing;

/// <summary>How a mix is composed; none of these is part of a policy.</summary>
public sealed record MixOptions
{
    /// <summary>Standard errors between expectation and limit; 2.33 keeps each limit in 99 of 100 draws before any is drawn again.</summary>
    public double Z { get; init; } = 2.33;

    /// <summary>How often a draw that breaks a limit is answered with a wider margin; 1 or more.</summary>
    public int MaximumRounds { get; init; } = 20;

    /// <summary>Number of threads; 0 for as many as there are processors. The result does not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Whether to look for the nearest policy that can hold when this one cannot.</summary>
    public bool FindNearest { get; init; } = true;

    /// <summary>What is wrong with the options; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Z is not (>= 0 and <= 10))
        {
            yield return $"Z is {Z}; it must lie in [0, 10].";
        }

        if (MaximumRounds is < 1 or > 1000)
        {
            yield return $"MaximumRounds is {MaximumRounds}; it must lie in [1, 1000].";
        }

        if (Workers is < 0 or > 1024)
        {
            yield return $"Workers is {Workers}; it must lie in [0, 1024].";
        }
    }
}
