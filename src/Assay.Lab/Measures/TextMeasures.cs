using Assay.Core.Distributions;
using Assay.Core.Tails;
using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on text. Samples are as large as the first real set, so that counts of types compare.</summary>
public static class TextMeasures
{
    /// <summary>Number of different words in the newest sample.</summary>
    public static Measure<Texts> Types { get; } = new("types", "types", MeasureRole.Tail, s => new HashSet<int>(s.Sample.Tokens).Count);

    /// <summary>Number of different bigrams in the newest sample.</summary>
    public static Measure<Texts> Bigrams { get; } = new("bigrams", "types", MeasureRole.Tail, s =>
        TypeRetention.NgramTypes(s.Sample.Tokens, 2));

    /// <summary>Share of the real set's words that the newest sample still has.</summary>
    public static Measure<Texts> TypesKept { get; } = new("types-kept", "", MeasureRole.Shown, s =>
        TypeRetention.NgramShare(s.Real.Tokens, s.Sample.Tokens, 1) ?? double.NaN);

    /// <summary>Share of the real set's bigrams that the newest sample still has; reacts about twice as fast as single words.</summary>
    public static Measure<Texts> BigramsKept { get; } = new("bigrams-kept", "", MeasureRole.Shown, s =>
        TypeRetention.NgramShare(s.Real.Tokens, s.Sample.Tokens, 2) ?? double.NaN);

    /// <summary>Shannon entropy of the newest sample's words.</summary>
    public static Measure<Texts> Entropy { get; } = new("entropy", "nats", MeasureRole.Entropy, s =>
        Entropies.Shannon(new Draws(s.Sample.Tokens).Counts(((ILanguageModel)s.Model).VocabularySize)));

    /// <summary>Words that occur once among the different words of the newest sample; what <c>assay watch</c> looks at.</summary>
    public static Measure<Texts> HapaxShare { get; } = new("hapax-share", "", MeasureRole.Shown, s => SpectrumOf(s).HapaxShare);

    /// <summary>Good and Turing's probability that the next word of the newest sample is new.</summary>
    public static Measure<Texts> UnseenMass { get; } = new("unseen-mass", "", MeasureRole.Shown, s => SpectrumOf(s).UnseenMass);

    private static CountSpectrum SpectrumOf(Snapshot<Texts> snapshot) =>
        CountSpectrum.Of(new Draws(snapshot.Sample.Tokens).Counts(((NgramTextModel)snapshot.Model).Model.VocabularySize));

    /// <summary>Bits that the newest model needs for a word of real text that no generation was trained on.</summary>
    /// <param name="heldOut">That text.</param>
    public static Measure<Texts> HeldOutBits(int[] heldOut) => new("held-out-bits", "bits", MeasureRole.Error, s =>
        ((ILanguageModel)s.Model).CrossEntropyBits(heldOut));

    /// <summary>Different words to a word in the newest sample.</summary>
    public static Measure<Texts> TypeTokenRatio { get; } = new("type-token-ratio", "", MeasureRole.Shown, s =>
        TextDiversity.DistinctShare(s.Sample.Tokens, 1) ?? double.NaN);

    /// <summary>Different bigrams to a bigram in the newest sample.</summary>
    public static Measure<Texts> DistinctBigrams { get; } = new("distinct-2", "", MeasureRole.Shown, s =>
        TextDiversity.DistinctShare(s.Sample.Tokens, 2) ?? double.NaN);

    /// <summary>How much the newest sample's first 50 documents repeat each other.</summary>
    public static Measure<Texts> SelfBleu { get; } = new("self-bleu", "", MeasureRole.Shown, s => s.Sample.Documents.Length < 2
        ? double.NaN
        : TextDiversity.SelfBleu([.. s.Sample.Documents.Take(50)]));

    /// <summary>Bits to a word that the first model needs for the newest sample's documents, a quantile over the documents.</summary>
    /// <remarks>Collapse shows at both ends: mass gathers at few bits, and a tail of many grows (figure 1 of Shumailov et al.).</remarks>
    /// <param name="share">The quantile, in (0, 1).</param>
    public static Measure<Texts> FirstModelBits(double share) => new(
        FormattableString.Invariant($"first-model-bits-q{share * 100:00}"), "bits", MeasureRole.Shown, s =>
        Experiments.ExperimentResult.Quantile([.. FirstModelBitsOf(s).Order()], share));

    /// <summary>Bits to a token that the first model needs for each document of the newest sample; computed once a generation.</summary>
    internal static double[] FirstModelBitsOf(Snapshot<Texts> snapshot) =>
        (double[])(snapshot.Scratch ??= ((ILanguageModel)snapshot.FirstModel).DocumentBits(snapshot.Sample));
}
