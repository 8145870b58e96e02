namespace Assay.Core.Detection;

/// <summary>What a token of the normal form is. Values below 128 are the ASCII sign itself.</summary>
internal static class TokenKind
{
    /// <summary>A sign outside ASCII.</summary>
    internal const byte OtherSign = 127;

    /// <summary>A word without a capital.</summary>
    internal const byte Lower = 128;

    /// <summary>A word with a capital at its start only.</summary>
    internal const byte Capitalised = 129;

    /// <summary>A word of two or more capitals and nothing else but digits.</summary>
    internal const byte Upper = 130;

    /// <summary>A word with a capital elsewhere.</summary>
    internal const byte Mixed = 131;

    /// <summary>Digits alone.</summary>
    internal const byte Number = 132;

    /// <summary>Whether a token is a word.</summary>
    internal static bool IsWord(byte kind) => kind >= Lower;
}
