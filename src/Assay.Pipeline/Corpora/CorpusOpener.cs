namespace Assay.Pipeline.Corpora;

/// <summary>Opens a shard with the reader of its format.</summary>
public static class CorpusOpener
{
    /// <summary>Opens a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="onBadRecord">Told about bad records; throws to stop (<see cref="StrictHandler.Throw"/>), returns to go on without them.</param>
    /// <returns>A reader before its first record; the caller disposes it.</returns>
    /// <exception cref="ShardFormatException">The file cannot be opened or lacks what the format promises.</exception>
    public static ShardReader Open(Shard shard, BadRecordHandler onBadRecord) => shard.Format switch
    {
        CorpusFormat.Jsonl or CorpusFormat.JsonlGzip => new JsonlShardReader(shard, onBadRecord),
        CorpusFormat.JsonlZstandard => new JsonlShardReader(shard, onBadRecord, ZstandardLines.Open(shard)),
        CorpusFormat.Parquet => new ParquetShardReader(shard, onBadRecord),
        CorpusFormat.Csv => new CsvShardReader(shard, onBadRecord),
        CorpusFormat.Text => new TextShardReader(shard, onBadRecord),
        _ => throw new ArgumentOutOfRangeException(nameof(shard), shard.Format, "There is no reader for this format."),
    };
}
