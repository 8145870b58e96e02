namespace Assay.Core.Detection;

/// <summary>How a document is cut into the pieces that a detector scores.</summary>
/// <remarks>
/// <para>A document of n words has ⌈n/250⌉ pieces whose lengths differ by one word at most, so that no short rest is left over.
/// A score needs about 250 words; longer pieces would gain little and let one machine-written page vanish in a book.</para>
/// </remarks>
public static class ChunkPlan
{
    /// <summary>The most words of a piece.</summary>
    public const int MaxWords = 250;

    /// <summary>Below this many words a document gets no score.</summary>
    public const int ShortWords = 50;

    /// <summary>From this many words on a score is a full one.</summary>
    public const int FullWords = 100;

    /// <summary>The most pieces of a document that are scored: of a longer one, as many at even distances.</summary>
    public const int MaxChunks = 16;

    /// <summary>The class of a length.</summary>
    /// <param name="words">Words of the normal form.</param>
    public static LengthClass ClassOf(int words) =>
        words < ShortWords ? LengthClass.TooShort : words < FullWords ? LengthClass.Short : LengthClass.Full;

    /// <summary>How many pieces a document has.</summary>
    /// <param name="words">Its words.</param>
    public static int Count(int words) => (words + MaxWords - 1) / MaxWords;

    /// <summary>The first word of a piece.</summary>
    /// <param name="words">Words of the document.</param>
    /// <param name="chunks">Its pieces.</param>
    /// <param name="chunk">0-based number of the piece; <paramref name="chunks"/> gives the end.</param>
    public static int Start(int words, int chunks, int chunk) => (int)((long)words * chunk / chunks);
}
