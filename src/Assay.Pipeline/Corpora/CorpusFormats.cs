namespace Assay.Pipeline.Corpora;

/// <summary>Tells a file's format by its name.</summary>
public static class CorpusFormats
{
    private static readonly (string Suffix, CorpusFormat Format)[] Suffixes =
    [
        (".jsonl", CorpusFormat.Jsonl),
        (".ndjson", CorpusFormat.Jsonl),
        (".json", CorpusFormat.Jsonl), // Read line by line: a file that is one large array is refused with a remedy.
        (".jsonl.gz", CorpusFormat.JsonlGzip),
        (".ndjson.gz", CorpusFormat.JsonlGzip),
        (".json.gz", CorpusFormat.JsonlGzip),
        (".jsonl.zst", CorpusFormat.JsonlZstandard),
        (".ndjson.zst", CorpusFormat.JsonlZstandard),
        (".json.zst", CorpusFormat.JsonlZstandard),
        (".parquet", CorpusFormat.Parquet),
        (".csv", CorpusFormat.Csv),
        (".tsv", CorpusFormat.Csv),
        (".csv.gz", CorpusFormat.Csv),
        (".tsv.gz", CorpusFormat.Csv),
        (".csv.zst", CorpusFormat.Csv),
        (".tsv.zst", CorpusFormat.Csv),
        (".txt", CorpusFormat.Text),
        (".md", CorpusFormat.Text),
    ];

    /// <summary>The endings that are known, as a list to read.</summary>
    public static string KnownSuffixes => string.Join(", ", Suffixes.Select(s => s.Suffix));

    /// <summary>The format of a file or folder.</summary>
    /// <param name="path">Its path; a folder that exists is a folder of text.</param>
    /// <returns>Null when the name tells nothing.</returns>
    public static CorpusFormat? Detect(string path)
    {
        foreach ((string suffix, CorpusFormat format) in Suffixes)
        {
            if (path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        return Directory.Exists(path) ? CorpusFormat.Text : null;
    }

    /// <summary>The format of a file whose format the policy states.</summary>
    /// <param name="stated">What the policy says.</param>
    /// <param name="path">The file: <c>jsonl</c> stated for a name that ends in .gz or .zst means compressed JSONL.</param>
    internal static CorpusFormat Resolve(CorpusFormat stated, string path) => stated switch
    {
        CorpusFormat.Jsonl when path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) => CorpusFormat.JsonlGzip,
        CorpusFormat.Jsonl when path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) => CorpusFormat.JsonlZstandard,
        _ => stated,
    };
}
