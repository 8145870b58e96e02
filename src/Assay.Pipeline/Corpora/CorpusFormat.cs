namespace Assay.Pipeline.Corpora;

/// <summary>How a corpus file is stored.</summary>
public enum CorpusFormat
{
    /// <summary>One JSON object a line (<c>.jsonl</c>, <c>.ndjson</c>).</summary>
    Jsonl = 0,

    /// <summary>The same, compressed with gzip (<c>.jsonl.gz</c>).</summary>
    JsonlGzip,

    /// <summary>The same, compressed with Zstandard (<c>.jsonl.zst</c>).</summary>
    JsonlZstandard,

    /// <summary>Apache Parquet (<c>.parquet</c>).</summary>
    Parquet,

    /// <summary>Comma-separated values with a header line (<c>.csv</c>, <c>.csv.gz</c>, <c>.csv.zst</c>).</summary>
    Csv,

    /// <summary>Plain text, one document a file (<c>.txt</c>, <c>.md</c>, or every file of a folder).</summary>
    Text,
}
