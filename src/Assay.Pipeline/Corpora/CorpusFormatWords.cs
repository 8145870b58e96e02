namespace Assay.Pipeline.Corpora;

/// <summary>The words of <see cref="CorpusFormat"/> as policies spell them.</summary>
public static class CorpusFormatWords
{
    private static readonly string[] Words = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "text"];

    extension(CorpusFormat format)
    {
        /// <summary><c>jsonl</c>, <c>jsonl.gz</c>, <c>jsonl.zst</c>, <c>parquet</c>, <c>csv</c> or <c>text</c>.</summary>
        public string Word => Words[(int)format];
    }

    /// <summary>Reads a word.</summary>
    /// <param name="word">The word, in lower case.</param>
    /// <returns>The format; null when the word is none of them.</returns>
    public static CorpusFormat? Parse(string word) => Array.IndexOf(Words, word) is >= 0 and var index ? (CorpusFormat)index : null;
}
