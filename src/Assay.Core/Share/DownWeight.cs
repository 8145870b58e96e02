using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Weights that fall with the probability of being machine-made, (1 − p)^b, and what they cost in human text.</summary>
/// <param name="Exponent">b.</param>
/// <param name="HumanKept">Share of the human tokens' mass that the weights keep, in [0, 1]: Σ t(1−p)w / Σ t(1−p).</param>
/// <param name="MachineShare">Machine share of what is left: Σ t·p·w / Σ t·w.</param>
/// <param name="EffectiveHuman">Effective sample size of the human text (Kish) over its size: (Σ t(1−p)w)² / (Σ t(1−p)·Σ t(1−p)w²).</param>
public readonly record struct DownWeight(double Exponent, double HumanKept, double MachineShare, double EffectiveHuman)
{
    // A document that is surely machine-made keeps a trace of weight: the solver knows no zero.
    private const double Least = 1e-6;

    /// <summary>The weight of a document.</summary>
    /// <param name="probability">p, in [0, 1].</param>
    /// <param name="exponent">b, 0 or more.</param>
    /// <returns>(1 − p)^b, at least 10⁻⁶; the same bits on every machine.</returns>
    public static double Of(double probability, double exponent) =>
        exponent == 0 ? 1 : Math.Max(Least, probability >= 1 ? 0 : PortableMath.Exp(Math.Max(-50, exponent * PortableMath.Log(1 - probability))));

    /// <summary>What the weights of an exponent come to.</summary>
    /// <param name="probabilities">Of each document, in [0, 1].</param>
    /// <param name="tokens">Their lengths.</param>
    /// <param name="exponent">b, 0 or more.</param>
    public static DownWeight Measure(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> tokens, double exponent)
    {
        (double human, double kept, double squared, double machine) = (0, 0, 0, 0);
        for (int i = 0; i < tokens.Length; i++)
        {
            double weight = Of(probabilities[i], exponent);
            double people = tokens[i] * (1 - probabilities[i]);
            human += people;
            kept += people * weight;
            squared += people * weight * weight;
            machine += tokens[i] * probabilities[i] * weight;
        }

        return human == 0
            ? new DownWeight(exponent, 0, machine > 0 ? 1 : 0, 0)
            : new DownWeight(exponent, kept / human, machine / (machine + kept), kept * kept / (human * squared));
    }
}
