using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>A part of a corpus whose types are watched: its words, bigrams or trigrams, or the words of a stratum.</summary>
/// <param name="Stratum">The stratum, as <c>field=value</c>; null for the whole corpus.</param>
/// <param name="Order">Words to an n-gram, 1 to 3.</param>
public readonly record struct WatchedPart(string? Stratum, int Order)
{
    /// <summary>Its types in a corpus; null where the corpus lacks the stratum.</summary>
    /// <param name="sketch">The corpus.</param>
    public BlockTypes? Of(CorpusSketch sketch) => Stratum is null ? sketch[Order] : sketch.Strata.GetValueOrDefault(Stratum);
}

/// <summary>What is measured of a part.</summary>
public enum TailMeasure
{
    /// <summary>Different types at equal tokens.</summary>
    Types = 0,

    /// <summary>Types that occur once, among all types, at equal tokens.</summary>
    HapaxShare,

    /// <summary>Probability that the next token is new: types that occur once, by tokens, at equal tokens (Good-Turing).</summary>
    UnseenMass,

    /// <summary>Types that the reference does not have, by tokens of documents that it does not have.</summary>
    Novelty,

    /// <summary>Entropy of the words' hash buckets.</summary>
    Entropy,

    /// <summary>Share of a stratum among the words.</summary>
    Share,
}

/// <summary>A measure of a part: one member of the family over which false alarms are counted.</summary>
/// <param name="Part">The part.</param>
/// <param name="Measure">The measure.</param>
public readonly record struct WatchedQuantity(WatchedPart Part, TailMeasure Measure)
{
    /// <summary>How reports call it: <c>types-1</c>, <c>hapax-share-2</c>, <c>types lang=de</c>, <c>entropy</c>.</summary>
    public string Name
    {
        get
        {
            string word = Measure switch
            {
                TailMeasure.Types => "types",
                TailMeasure.HapaxShare => "hapax-share",
                TailMeasure.UnseenMass => "unseen-mass",
                TailMeasure.Novelty => "novelty",
                TailMeasure.Entropy => "entropy",
                _ => "share",
            };
            bool hasOrder = Part.Stratum is null && Measure != TailMeasure.Entropy;
            return hasOrder ? $"{word}-{Part.Order}" : Part.Stratum is null ? word : $"{word} {Part.Stratum}";
        }
    }
}
