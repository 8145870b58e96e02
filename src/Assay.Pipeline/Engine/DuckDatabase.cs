using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.Pipeline.Engine;

/// <summary>A DuckDB database in memory that touches no file but those it is told to, and no network.</summary>
/// <remarks>Thread-safe; a connection is not. Connections, readers and appenders keep it alive, so the order of disposal does not matter.</remarks>
internal sealed unsafe class DuckDatabase : IDisposable
{
    private nint _database;

    private DuckDatabase(nint database) => _database = database;

    /// <summary>Version of the native library, for instance <c>v1.5.5</c>.</summary>
    internal static string Version
    {
        get
        {
            DuckLibrary.EnsureLoaded();
            return Marshal.PtrToStringUTF8((nint)DuckNative.LibraryVersion()) ?? "";
        }
    }

    /// <summary>Opens an empty database.</summary>
    /// <param name="options">What it may use.</param>
    /// <exception cref="Core.Errors.UserErrorException">The native library is missing.</exception>
    /// <exception cref="DuckException">DuckDB refuses an option.</exception>
    internal static DuckDatabase OpenInMemory(DuckOptions options)
    {
        DuckLibrary.EnsureLoaded();
        _ = DuckNative.CreateConfig(out nint config);
        try
        {
            foreach ((string name, string value) in Settings(options))
            {
                if (DuckNative.SetConfig(config, name, value) != DuckNative.Success)
                {
                    throw new DuckException("DuckDB does not know this option.", $"{name} = {value}");
                }
            }

            if (DuckNative.Open(":memory:", out nint database, config, out byte* error) != DuckNative.Success)
            {
                DuckException refused = DuckException.From(error, "open :memory:");
                DuckNative.Free(error);
                throw refused;
            }

            return new DuckDatabase(database);
        }
        finally
        {
            DuckNative.DestroyConfig(ref config);
        }
    }

    /// <summary>Opens a connection: one statement at a time.</summary>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    internal DuckConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_database == 0, this);
        if (DuckNative.Connect(_database, out nint connection) != DuckNative.Success)
        {
            throw new DuckException("DuckDB gives no connection.", "connect");
        }

        var opened = new DuckConnection(connection);
        // Otherwise times would be written in the zone of the machine.
        _ = opened.Execute("SET TimeZone = 'UTC'");
        return opened;
    }

    /// <inheritdoc/>
    public void Dispose() => DuckNative.Close(ref _database);

    private static IEnumerable<(string Name, string Value)> Settings(DuckOptions options)
    {
        yield return ("threads", options.Threads.ToString(CultureInfo.InvariantCulture));
        yield return ("preserve_insertion_order", "true");
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        yield return ("allow_persistent_secrets", "false");
        // Files are read once: keeping them would fill the memory with the corpus.
        yield return ("enable_external_file_cache", "false");
        yield return ("temp_directory", options.TempDirectory ?? "");
        if (options.KeptBytes > 0)
        {
            yield return ("block_allocator_memory", string.Create(CultureInfo.InvariantCulture, $"{options.KeptBytes / 1024}KiB"));
        }

        if (options.MemoryLimitBytes is { } limit)
        {
            yield return ("memory_limit", string.Create(CultureInfo.InvariantCulture, $"{limit / 1024}KiB"));
        }
    }
}
