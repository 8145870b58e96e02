using Assay.Core.Distributions;
using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on text. Retention compares the newest sample with the first real set, which is of equal size.</summary>
public static class TextMeasures
{
    /// <summary>Share of the real set's words that the newest sample still has.</summary>
    public static Measure<Texts> TypesKept { get; } = new("types-kept", "", MeasureRole.Tail, s =>
        TypeRetention.NgramShare(s.Real.Tokens, s.Sample.Tokens, 1) ?? double.NaN);

    /// <summary>Share of the real set's bigrams that the newest sample still has; reacts about twice as fast as single words.</summary>
    public static Measure<Texts> BigramsKept { get; } = new("bigrams-kept", "", MeasureRole.Tail, s =>
        TypeRetention.NgramShare(s.Real.Tokens, s.Sample.Tokens, 2) ?? double.NaN);

    /// <summary>Shannon entropy of the newest sample's words.</summary>
    public static Measure<Texts> Entropy { get; } = new("entropy", "nats", MeasureRole.Spread, s =>
        Entropies.Shannon(new Draws(s.Sample.Tokens).Counts(((NgramTextModel)s.Model).Model.VocabularySize)));

    /// <summary>Bits that the newest model needs for a word of real text that no generation was trained on.</summary>
    /// <param name="heldOut">That text.</param>
    public static Measure<Texts> HeldOutBits(int[] heldOut) => new("held-out-bits", "bits", MeasureRole.Error, s =>
        ((NgramTextModel)s.Model).Model.CrossEntropyBits(heldOut));
}
