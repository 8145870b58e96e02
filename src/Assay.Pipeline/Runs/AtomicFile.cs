namespace Assay.Pipeline.Runs;

/// <summary>Files that are there whole or not at all, whenever the machine stops.</summary>
public static class AtomicFile
{
    /// <summary>The ending of files that are being written; whoever finds one may delete it.</summary>
    public const string PartialSuffix = ".partial";

    /// <summary>Writes a file under a temporary name beside it, flushes it to the disk and renames it.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="content">Its bytes.</param>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string partial = path + PartialSuffix;
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Lets a writer that needs a path of its own (DuckDB) produce a file, then flushes it to the disk and renames it.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="write">Writes the file whose path it is given.</param>
    public static void Produce(string path, Action<string> write)
    {
        string partial = path + PartialSuffix;
        File.Delete(partial);
        write(partial);
        using (var stream = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Deletes what a killed run left half-written in a folder and below.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string partial in Directory.EnumerateFiles(folder, "*" + PartialSuffix, SearchOption.AllDirectories))
        {
            File.Delete(partial);
        }
    }
}
