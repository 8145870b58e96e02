namespace Assay.Pipeline.Corpora;

/// <summary>How a mix is written.</summary>
public enum OutputFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl = 0,

    /// <summary>The same, compressed with gzip.</summary>
    JsonlGzip,

    /// <summary>The same, compressed with Zstandard.</summary>
    JsonlZstandard,

    /// <summary>Apache Parquet, compressed with Zstandard.</summary>
    Parquet,
}

/// <summary>The words of <see cref="OutputFormat"/> as policies spell them; they are also the endings of the files.</summary>
public static class OutputFormatWords
{
    private static readonly string[] Words = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"];

    extension(OutputFormat format)
    {
        /// <summary><c>jsonl</c>, <c>jsonl.gz</c>, <c>jsonl.zst</c> or <c>parquet</c>.</summary>
        public string Word => Words[(int)format];
    }

    /// <summary>Reads a word.</summary>
    /// <param name="word">The word, in lower case.</param>
    /// <returns>The format; null when the word is none of the four.</returns>
    public static OutputFormat? Parse(string word) => Array.IndexOf(Words, word) is >= 0 and var index ? (OutputFormat)index : null;
}
