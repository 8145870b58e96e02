using Assay.Core.Errors;

namespace Assay.Pipeline.Runs;

/// <summary>The folder of one run, held for this process alone until it is disposed.</summary>
public sealed class RunFolder : IDisposable
{
    private readonly FileStream _lock;

    private RunFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Measurements of the shards, by probe.</summary>
    public string Facts => Combine("facts");

    /// <summary>Bad records put aside, one file a shard.</summary>
    public string Quarantine => Combine("quarantine");

    /// <summary>The finished mix: it is here whole, or not at all.</summary>
    public string Mix => Combine("mix");

    /// <summary>Where the next mix grows until it is whole.</summary>
    public string MixInProgress => Combine("mix.next");

    /// <summary>What was done so far.</summary>
    public string Journal => Combine("journal.jsonl");

    /// <summary>One row a document: what becomes of it.</summary>
    public string Decisions => Combine("decisions.parquet");

    /// <summary>What decide found, for the result.</summary>
    public string DecideSummary => Combine("decide.json");

    /// <summary>Inputs, policy, outputs and their hashes.</summary>
    public string Manifest => Combine("manifest.json");

    /// <summary>The document behind <c>--json</c>.</summary>
    public string Result => Combine("result.json");

    /// <summary>The report for people.</summary>
    public string Report => Combine("report.html");

    /// <summary>Space for DuckDB to spill to.</summary>
    public string Spill => Combine("spill");

    /// <summary>Opens a run folder, making it when it is not there, and sweeps what a killed run left half-written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="mustExist">Whether a folder without a finished run is an error.</param>
    /// <exception cref="UserErrorException">Another run holds the folder, it cannot be written, or it is something else's.</exception>
    public static RunFolder Open(string path, bool mustExist = false)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (mustExist && !File.Exists(System.IO.Path.Combine(full, "manifest.json")))
        {
            throw new UserErrorException($"{path} holds no finished run: it has no manifest.json.", "Name the folder that `assay mix` wrote, and let its run finish first.");
        }

        try
        {
            RefuseForeign(full);
            Directory.CreateDirectory(full);
            var held = new FileStream(System.IO.Path.Combine(full, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var folder = new RunFolder(full, held);
            AtomicFile.Sweep(full);
            folder.DeleteSpill();
            return folder;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserErrorException($"The run folder {path} cannot be written: {e.Message.TrimEnd('.')}.", "Choose a folder you may write, with --out or the policy's output.path.", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new UserErrorException($"Another run is using the folder {path}.", "Wait until it ends, or choose another folder with --out.", e);
        }
        catch (IOException e) when (!StorageErrors.IsDiskFull(e))
        {
            throw new UserErrorException($"The run folder {path} cannot be opened: {e.Message.TrimEnd('.')}.", "Choose another folder with --out or the policy's output.path.", e);
        }
    }

    /// <summary>A path inside the folder.</summary>
    /// <param name="name">Relative path.</param>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Lets the folder go.</summary>
    public void Dispose()
    {
        DeleteSpill();
        _lock.Dispose();
    }

    private void DeleteSpill()
    {
        if (Directory.Exists(Spill))
        {
            Directory.Delete(Spill, recursive: true);
        }
    }

    /// <summary>A folder that holds files but no journal is somebody else's: nothing is written into it.</summary>
    private static void RefuseForeign(string full)
    {
        if (File.Exists(full))
        {
            throw new UserErrorException($"{full} is a file, not a folder.", "Choose another run folder with --out or the policy's output.path.");
        }

        if (Directory.Exists(full)
            && !File.Exists(System.IO.Path.Combine(full, "run.lock"))
            && Directory.EnumerateFileSystemEntries(full).Any())
        {
            throw new UserErrorException($"The folder {full} holds files that no run of Assay made.", "Choose an empty or a new folder with --out or the policy's output.path.");
        }
    }

    // .NET reports a held lock as a plain IOException: EWOULDBLOCK on Unix, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32 || e.Message.Contains("being used by another process", StringComparison.Ordinal);
}
