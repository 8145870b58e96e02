namespace Assay.Core.Language;

/// <summary>What an interpolated n-gram model looks like.</summary>
public sealed record NgramOptions
{
    /// <summary>Weight of each order's relative frequencies, the longest context first, the uniform distribution last; they add up to 1.</summary>
    /// <remarks>(.7, .2999, .0001) is a bigram model: two orders and the uniform floor.</remarks>
    public IReadOnlyList<double> Weights { get; init; } = [0.7, 0.2999, 0.0001];

    /// <summary>Whether generation draws from the interpolated mixture; otherwise from the longest context seen, as it is.</summary>
    public bool SmoothGeneration { get; init; }

    /// <summary>Tokens to an n-gram.</summary>
    public int Order => Weights.Count - 1;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Weights.Count < 2)
        {
            yield return $"{Weights.Count} weights are given; one order and the uniform floor are the least.";
        }

        if (Weights.Any(w => w is not (>= 0 and <= 1)) || Math.Abs(Weights.Sum() - 1) > 1e-9)
        {
            yield return "The weights must lie in [0, 1] and add up to 1.";
        }
    }
}
