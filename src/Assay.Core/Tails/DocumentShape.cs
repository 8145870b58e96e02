namespace Assay.Core.Tails;

/// <summary>How long documents and sentences are and how much punctuation they have, as distributions over documents.</summary>
/// <remarks>A sentence ends at . ! ? or their full-width forms and 。; a text has at least one. Not thread-safe.</remarks>
public sealed class DocumentShape
{
    /// <summary>Words of a document.</summary>
    public LogHistogram Words { get; } = new();

    /// <summary>Words to a sentence, by document.</summary>
    public LogHistogram WordsPerSentence { get; } = new();

    /// <summary>Punctuation marks (. , ; : ! ? and the full-width ones) to a hundred words, by document.</summary>
    public LogHistogram MarksPerHundredWords { get; } = new();

    /// <summary>Counts a document.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="words">Its words.</param>
    public void Add(ReadOnlySpan<byte> utf8, int words)
    {
        long ends = utf8.Count((byte)'.') + utf8.Count((byte)'!') + utf8.Count((byte)'?')
            + utf8.Count("。"u8) + utf8.Count("！"u8) + utf8.Count("？"u8);
        long marks = ends + utf8.Count((byte)',') + utf8.Count((byte)';') + utf8.Count((byte)':') + utf8.Count("，"u8) + utf8.Count("、"u8);
        Words.Add(words);
        if (words > 0)
        {
            WordsPerSentence.Add((double)words / Math.Max(1, ends));
            MarksPerHundredWords.Add(100.0 * marks / words);
        }
    }

    /// <summary>Adds the documents of a shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(DocumentShape other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Words.Add(other.Words.Counts);
        WordsPerSentence.Add(other.WordsPerSentence.Counts);
        MarksPerHundredWords.Add(other.MarksPerHundredWords.Counts);
    }
}
