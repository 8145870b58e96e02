namespace Assay.Core.Documents;

/// <summary>Who wrote a document. No evidence means <see cref="Unknown"/>, never human.</summary>
public enum Origin
{
    /// <summary>Nothing is known; the default.</summary>
    Unknown = 0,

    /// <summary>Written by people.</summary>
    Human,

    /// <summary>Written by a generative model.</summary>
    Synthetic,

    /// <summary>Partly each.</summary>
    Mixed,
}

/// <summary>The words of <see cref="Origin"/> as policies, facts and reports spell them.</summary>
public static class OriginWords
{
    private static readonly string[] Words = ["unknown", "human", "synthetic", "mixed"];

    extension(Origin origin)
    {
        /// <summary><c>unknown</c>, <c>human</c>, <c>synthetic</c> or <c>mixed</c>.</summary>
        public string Word => Words[(int)origin];
    }

    /// <summary>Reads a word.</summary>
    /// <param name="word">The word, in lower case.</param>
    /// <returns>The origin; null when the word is none of the four.</returns>
    public static Origin? Parse(string word) => Array.IndexOf(Words, word) is >= 0 and var index ? (Origin)index : null;
}
