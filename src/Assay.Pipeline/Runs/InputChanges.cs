using System.Text.Json.Nodes;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Runs;

/// <summary>Names the inputs that are not what an earlier run in this folder read.</summary>
internal static class InputChanges
{
    /// <summary>Reports them, and remembers the inputs of this run.</summary>
    public static void Report(RunJournal journal, IReadOnlyList<PlannedShard> shards, IRunProgress progress)
    {
        var now = shards.GroupBy(Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Sha256, StringComparer.Ordinal);
        if (journal.PastEvents("inputs").LastOrDefault()?["sha256"] is JsonObject before)
        {
            foreach ((string name, string sha256) in now)
            {
                if (before[name] is { } old && !string.Equals((string?)old, sha256, StringComparison.Ordinal))
                {
                    progress.Note($"{name} changed since the last run here; it is scanned again.");
                }
            }

            foreach (string name in before.Select(pair => pair.Key).Where(name => !now.ContainsKey(name)))
            {
                progress.Note($"{name} is not in the corpus any more.");
            }
        }

        var hashes = new JsonObject();
        foreach ((string name, string sha256) in now)
        {
            hashes[name] = sha256;
        }

        journal.Append("inputs", new JsonObject { ["sha256"] = hashes });
    }

    private static string Name(PlannedShard shard) =>
        shard.Shard.Start == 0 ? shard.Shard.DisplayPath : $"{shard.Shard.DisplayPath} from {shard.Shard.Start}";
}
