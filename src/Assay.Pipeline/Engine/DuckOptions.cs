namespace Assay.Pipeline.Engine;

/// <summary>What a database in memory may use.</summary>
internal sealed record DuckOptions
{
    /// <summary>Threads of a query. 1 is the only number for which the order of rows, and so the bytes of files, never depends on luck.</summary>
    internal int Threads { get; init; } = 1;

    /// <summary>Bytes of memory; null leaves it to DuckDB (80% of the machine). Sorting and joining want 1 GB a thread.</summary>
    internal long? MemoryLimitBytes { get; init; }

    /// <summary>Folder to spill to; null means that nothing is spilled.</summary>
    internal string? TempDirectory { get; init; }

    /// <summary>Bytes of table memory that the database keeps for itself when tables are dropped, until it is closed.</summary>
    internal long KeptBytes { get; init; }
}
