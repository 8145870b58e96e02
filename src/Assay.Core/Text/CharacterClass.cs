namespace Assay.Core.Text;

/// <summary>What a character is to the word rule (docs/metrics.md, words-1).</summary>
internal enum CharacterClass : byte
{
    /// <summary>Controls, format characters and surrogates: between words, counted as nothing.</summary>
    Gap = 0,

    /// <summary>Unicode's White_Space, 25 characters: between words, counted as nothing, folded by identity-1.</summary>
    WhiteSpace = 1,

    /// <summary>Punctuation, symbols, private and unassigned characters: between words, one token each.</summary>
    Sign = 2,

    /// <summary>Letters and numbers: runs of them are words.</summary>
    Letter = 3,

    /// <summary>Letters of scripts written without spaces: a word each.</summary>
    Solo = 4,

    /// <summary>Combining marks: they go on with the word before them.</summary>
    Mark = 5,

    /// <summary>Invisible inside a word, such as the soft hyphen: neither ends it nor belongs to it.</summary>
    Joiner = 6,

    /// <summary>' and ’: part of a word between two letters, else a sign.</summary>
    Apostrophe = 7,
}
