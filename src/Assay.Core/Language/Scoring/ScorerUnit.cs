namespace Assay.Core.Language.Scoring;

/// <summary>What an n-gram scorer counts.</summary>
public enum ScorerUnit
{
    /// <summary>Words in lower case; a word seen once in the anchor stands for all words that it has not seen.</summary>
    Words = 0,

    /// <summary>Bytes of the text with its white space folded: spelling, case and punctuation count.</summary>
    Bytes,
}
