using System.Text.Json;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Scan;

/// <summary>What a scan counted in one shard: what conservation is checked against.</summary>
internal sealed record ShardSummary
{
    /// <summary>Good records: rows of facts.</summary>
    public required Amount Good { get; init; }

    /// <summary>Bad records put aside, by reason.</summary>
    public required SortedDictionary<string, Amount> Bad { get; init; }

    /// <summary>Records taken out on demand (<c>assay remove</c>), by reason; they have no facts.</summary>
    public SortedDictionary<string, Amount> Removed { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Everything read.</summary>
    public Amount Read => Good + BadTotal + RemovedTotal;

    /// <summary>All bad records.</summary>
    public Amount BadTotal => Bad.Values.Aggregate(default(Amount), (sum, amount) => sum + amount);

    /// <summary>All records taken out.</summary>
    public Amount RemovedTotal => Removed.Values.Aggregate(default(Amount), (sum, amount) => sum + amount);

    /// <summary>Reads a summary; null when there is none that can be read.</summary>
    public static ShardSummary? Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ShardSummary>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null; // Not ours, or of another version: the shard is scanned again.
        }
    }

    /// <summary>Writes the summary.</summary>
    public void Save(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this));
}
