using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;

namespace Assay.Lab.Results;

/// <summary>What more human text buys at a synthetic share, and what as much synthetic text buys.</summary>
/// <param name="Share">Synthetic share of the mix that it is added to.</param>
/// <param name="AddedTokens">Tokens added.</param>
/// <param name="HumanGain">Fall of the held-out loss by human tokens, in bits per token.</param>
/// <param name="SyntheticGain">Fall by as many synthetic tokens.</param>
/// <param name="Exchange">What a synthetic token is worth in human ones; below 0 it does harm.</param>
/// <param name="ExchangeLow">Lower end of Fieller's 95% interval; null when human text may have bought nothing.</param>
/// <param name="ExchangeHigh">Upper end.</param>
public sealed record RehearsedWorth(
    double Share, double AddedTokens, PairedMean HumanGain, PairedMean SyntheticGain, double Exchange, double? ExchangeLow, double? ExchangeHigh)
{
    /// <summary>Sums up replicates.</summary>
    /// <param name="share">Synthetic share of the base.</param>
    /// <param name="trials">Two or more.</param>
    public static RehearsedWorth Of(double share, IReadOnlyList<HumanWorthTrial> trials)
    {
        double[] human = [.. trials.Select(t => t.HumanGain)], synthetic = [.. trials.Select(t => t.SyntheticGain)];
        (double Low, double High)? interval = Fieller.Interval(synthetic, human);
        return new RehearsedWorth(
            share, trials.Average(t => (double)t.AddedTokens), PairedMean.Of(human), PairedMean.Of(synthetic), synthetic.Average() / human.Average(), interval?.Low, interval?.High);
    }
}
