using System.Collections.Concurrent;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan;

/// <summary>The databases that gather facts, one for each worker, kept from shard to shard.</summary>
/// <remarks>
/// A database of its own for every shard would give its memory back to the system and take it again page by page: a tenth of the
/// scan's time, and all workers of a process wait for each other's pages. Thread-safe.
/// </remarks>
/// <param name="spill">Folder for facts beyond the limit of the memory.</param>
internal sealed class FactsDatabases(string spill) : IDisposable
{
    /// <summary>Facts beyond this spill to the disk; shards of the usual size stay far below.</summary>
    private const long MemoryLimitBytes = 1L << 30;

    /// <summary>What the tables of a shard of 64 MB need; more is given back when they are dropped.</summary>
    private const long KeptBytes = 64L << 20;

    private readonly ConcurrentBag<DuckDatabase> _idle = [];

    /// <summary>An empty database, which nobody else uses.</summary>
    public DuckDatabase Rent() => _idle.TryTake(out DuckDatabase? database)
        ? database
        : DuckDatabase.OpenInMemory(new DuckOptions { MemoryLimitBytes = MemoryLimitBytes, TempDirectory = spill, KeptBytes = KeptBytes });

    /// <summary>Takes a database back.</summary>
    /// <param name="database">It is empty again; one that failed is to be disposed instead.</param>
    public void Return(DuckDatabase database) => _idle.Add(database);

    /// <summary>Closes the databases that were given back.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out DuckDatabase? database))
        {
            database.Dispose();
        }
    }
}
