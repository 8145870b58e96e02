namespace Assay.Core.Share;

/// <summary>Deals a share out to documents by their probabilities: p ↦ min(1, m·p), with the m that gives all of it away.</summary>
/// <remarks>
/// A share estimated for a source and the probabilities of its documents need not agree: an upper end is more than the sum of the
/// probabilities. What the limit at 1 would swallow goes to the documents below it, so that no part of an upper end is lost; what is left
/// when all possible documents are at 1 is spread evenly over those whose probability is 0.
/// </remarks>
public sealed class ShareAllocation
{
    private const int Steps = 200;
    private readonly double _factor;
    private readonly double _rest;

    private ShareAllocation(double factor, double rest)
    {
        (_factor, _rest) = (factor, rest);
    }

    /// <summary>Finds the factor.</summary>
    /// <param name="probabilities">Of each document, in [0, 1].</param>
    /// <param name="tokens">Their lengths, 1 or more each.</param>
    /// <param name="share">The fraction of all tokens to be dealt out, in [0, 1].</param>
    /// <exception cref="ArgumentException">The columns differ in length or are empty, or the share is out of range.</exception>
    public static ShareAllocation Fit(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> tokens, double share)
    {
        if (probabilities.Length != tokens.Length || probabilities.IsEmpty || share is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"{probabilities.Length} probabilities, {tokens.Length} lengths and the share {share} cannot be dealt out.", nameof(share));
        }

        (double all, double possible) = (0, 0);
        for (int i = 0; i < tokens.Length; i++)
        {
            all += tokens[i];
            possible += probabilities[i] > 0 ? tokens[i] : 0;
        }

        double wanted = share * all;
        return wanted >= possible
            ? new ShareAllocation(double.PositiveInfinity, all > possible ? (wanted - possible) / (all - possible) : 0)
            : new ShareAllocation(Factor(probabilities, tokens, wanted), 0);
    }

    /// <summary>What a document gets.</summary>
    /// <param name="probability">Its probability, in [0, 1].</param>
    /// <returns>In [0, 1]; never falls as the probability rises.</returns>
    public double Of(double probability) => probability > 0 ? Math.Min(1, _factor * probability) : _rest;

    private static double Factor(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> tokens, double wanted)
    {
        (double low, double high) = (0, 1);
        while (Dealt(probabilities, tokens, high) < wanted)
        {
            high *= 2; // Ends: as the factor grows, all that is possible is dealt out.
        }

        for (int step = 0; step < Steps && low < high; step++)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
            {
                break;
            }

            (low, high) = Dealt(probabilities, tokens, middle) < wanted ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double Dealt(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> tokens, double factor)
    {
        double sum = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            sum += tokens[i] * Math.Min(1, factor * probabilities[i]);
        }

        return sum;
    }
}
