using System.Text.Json.Nodes;
using Assay.Core.Errors;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>The folder that a removal writes to: new, empty, or of the very same removal.</summary>
/// <remarks>Facts and quarantined records of anything else could hold what is to be gone.</remarks>
internal static class RemovalTarget
{
    private const string Remedy = "Choose a new folder with --out.";

    /// <summary>Refuses the finished run's own folder.</summary>
    /// <exception cref="UserErrorException">Both are one folder.</exception>
    public static void RefuseOwn(RemoveOptions options)
    {
        if (string.Equals(Full(options.RunFolder), Full(options.OutFolder), StringComparison.Ordinal))
        {
            throw new UserErrorException("The new run needs a folder of its own: --out names the folder of the run that is removed from.", Remedy);
        }
    }

    /// <summary>Opens the journal and notes the start of the removal in it.</summary>
    /// <param name="target">The folder.</param>
    /// <param name="time">The clock of the events.</param>
    /// <param name="policySha256">SHA-256 of the policy.</param>
    /// <param name="removedFrom">SHA-256 of the manifest of the finished run.</param>
    /// <param name="digest">What is removed, see <see cref="RemovalDigest"/>.</param>
    /// <exception cref="UserErrorException">The folder holds something else.</exception>
    public static RunJournal Begin(RunFolder target, TimeProvider time, string policySha256, string removedFrom, string digest)
    {
        RunJournal journal = RunJournal.Open(target.Journal, time);
        JsonObject[] starts = [.. journal.PastEvents("run-started")];
        bool same = starts.All(start => Is(start, "removedFrom", removedFrom) && Is(start, "removed", digest));
        bool empty = Directory.EnumerateFileSystemEntries(target.Path).All(entry => Path.GetFileName(entry) is "run.lock" or "journal.jsonl");
        if (!same || (starts.Length == 0 && !empty))
        {
            journal.Dispose();
            throw new UserErrorException($"The folder {target.Path} holds another run, or another removal.", Remedy);
        }

        journal.Append("run-started", new JsonObject
        {
            ["policy"] = policySha256,
            ["version"] = ProgramVersion.Current,
            ["removedFrom"] = removedFrom,
            ["removed"] = digest,
        });
        return journal;
    }

    /// <summary>Takes back what a removal wrote before it was known that no mix of what remains keeps the policy.</summary>
    /// <param name="folder">The folder, let go by the removal; one with a mix is left alone.</param>
    /// <param name="isNew">Whether the removal made the folder itself.</param>
    public static void Discard(string folder, bool isNew)
    {
        var target = new DirectoryInfo(folder);
        if (!target.Exists || File.Exists(Path.Combine(folder, "manifest.json")))
        {
            return;
        }

        if (isNew)
        {
            target.Delete(recursive: true);
            return;
        }

        foreach (FileSystemInfo entry in target.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    private static bool Is(JsonObject start, string key, string value) => string.Equals((string?)start[key], value, StringComparison.Ordinal);

    private static string Full(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
}
