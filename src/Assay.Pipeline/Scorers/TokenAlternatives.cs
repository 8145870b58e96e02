namespace Assay.Pipeline.Scorers;

/// <summary>What a server says of one place in a text: the token's log-probability and the likeliest ones there.</summary>
/// <param name="Token">The token.</param>
/// <param name="LogProbability">Its ln p.</param>
/// <param name="Top">ln p of the likeliest tokens.</param>
internal sealed record TokenAlternatives(string Token, double LogProbability, IReadOnlyDictionary<string, double> Top)
{
    /// <summary>Probability of all tokens that are not listed, in [0, 1).</summary>
    private double Rest => Math.Max(0, 1 - Top.Values.Sum(Math.Exp));

    /// <summary>ln p of one token that is not listed, were they all alike; never above the least listed one, which it is known to be below.</summary>
    private double LogEach(int vocabularySize) =>
        Math.Min(Math.Log(Math.Max(Rest, 1e-12) / (vocabularySize - Top.Count)), Top.Count > 0 ? Top.Values.Min() : 0);

    /// <summary>One more than the listed tokens that are likelier; a token beyond the list has the rank after its end, which is the least it can have.</summary>
    public int Rank => Top.Values.Count(p => p > LogProbability) + 1;

    /// <summary>Σ p ln p and its variance, exact over the listed tokens, the rest spread evenly.</summary>
    public (double Expected, double Variance) Moments(int vocabularySize)
    {
        double each = LogEach(vocabularySize), first = Rest * each, second = first * each;
        foreach (double log in Top.Values)
        {
            double term = Math.Exp(log) * log;
            (first, second) = (first + term, second + (term * log));
        }

        return (first, Math.Max(0, second - (first * first)));
    }

    /// <summary>−Σ p₂ ln p over the tokens that the second model lists, what it leaves taken at this model's unlisted tokens.</summary>
    public double CrossEntropy(TokenAlternatives second, int vocabularySize)
    {
        double each = LogEach(vocabularySize), sum = -second.Rest * each;
        foreach ((string token, double log) in second.Top)
        {
            sum -= Math.Exp(log) * (Top.TryGetValue(token, out double own) ? own : each);
        }

        return sum;
    }
}
