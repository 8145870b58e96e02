using System.Text.Json;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Decide;

/// <summary>What decide hands to write and to the result, kept beside <c>decisions.parquet</c> so that a resumed run need not decide again.</summary>
internal sealed record DecideSummary
{
    /// <summary>Key of the decisions: facts, policy, seed and program version.</summary>
    public required string Key { get; init; }

    /// <summary>Bytes of text that each shard gives to the mix, by shard.</summary>
    public required IReadOnlyList<long> KeptBytesByShard { get; init; }

    /// <summary>Rows whose text the report shows, by shard.</summary>
    public required Dictionary<int, List<long>> Excerpts { get; init; }

    /// <summary>The result but for its outputs; excerpts stand as <c>shard:row</c>.</summary>
    public required MixResult Draft { get; init; }

    /// <summary>Reads the summary of finished decisions; null when there are none under this key.</summary>
    public static DecideSummary? Load(RunFolder folder, string key)
    {
        if (!File.Exists(folder.DecideSummary) || !File.Exists(folder.Decisions))
        {
            return null;
        }

        try
        {
            DecideSummary? summary = JsonSerializer.Deserialize<DecideSummary>(File.ReadAllBytes(folder.DecideSummary), ResultJson.Options);
            return string.Equals(summary?.Key, key, StringComparison.Ordinal) ? summary : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the summary; the decisions must be on the disk already.</summary>
    public void Save(RunFolder folder) => AtomicFile.Write(folder.DecideSummary, JsonSerializer.SerializeToUtf8Bytes(this, ResultJson.Options));
}
