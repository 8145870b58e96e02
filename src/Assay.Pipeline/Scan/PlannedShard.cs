using System.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Scan;

/// <summary>A shard with its place in the corpus and the key under which its facts are kept.</summary>
internal sealed record PlannedShard
{
    /// <summary>0-based place in the corpus: sources in the policy's order, then paths, then ranges.</summary>
    public required int Index { get; init; }

    /// <summary>The shard.</summary>
    public required Shard Shard { get; init; }

    /// <summary>0-based place of its source in the policy.</summary>
    public required int SourceIndex { get; init; }

    /// <summary>Its source.</summary>
    public required SourcePolicy Source { get; init; }

    /// <summary>What it is read for.</summary>
    public ShardRole Role { get; init; }

    /// <summary>SHA-256 of its input bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its files as they were when they were hashed.</summary>
    public required FileStamp Stamp { get; init; }

    /// <summary>Key of everything that depends on its bytes and on which of its records are good: what rejects a record is part of it.</summary>
    public string Key => field ??= ContentKey.Of(
        ProgramVersion.Current, Sha256, Shard.Format.Word, $"{Shard.Start}-{Shard.End}", Shard.Fields.Text, Shard.Fields.Origin, Shard.Fields.Depth);

    /// <summary>The licence of documents that state none; empty when the policy states none either.</summary>
    public byte[] LicenseUtf8 => field ??= Encoding.UTF8.GetBytes(Source.License ?? "");

    /// <summary>Path of its summary.</summary>
    public string SummaryPath(RunFolder folder) => Path.Combine(folder.Facts, "shards", Key + ".json");

    /// <summary>Path of the facts of one probe.</summary>
    public string FactsPath(RunFolder folder, IProbe probe) =>
        Path.Combine(folder.Facts, probe.Name, ContentKey.Of(Key, probe.Name, probe.FingerprintFor(Shard)) + ".parquet");

    /// <summary>Path of its bad records.</summary>
    public string QuarantinePath(RunFolder folder) => Path.Combine(folder.Quarantine, $"{Key}.jsonl");
}

/// <summary>What a shard is read for.</summary>
internal enum ShardRole
{
    /// <summary>Its documents may enter the mix.</summary>
    Corpus = 0,

    /// <summary>Known human documents, by which the share of its source is measured.</summary>
    HumanCalibration,

    /// <summary>Known machine-made documents, likewise.</summary>
    MachineCalibration,
}

/// <summary>Size and time of the files of a shard: a cheap sign that they changed since they were hashed.</summary>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="LastWriteTicks">The latest of their times.</param>
internal readonly record struct FileStamp(long Bytes, long LastWriteTicks)
{
    /// <summary>The stamp of a shard's files as they are now; files that are gone count as empty.</summary>
    public static FileStamp Of(Shard shard)
    {
        IEnumerable<string> paths = shard.Files.Count == 0 ? [shard.Path] : shard.Files.Select(file => Path.Combine(shard.Path, file));
        var stamp = default(FileStamp);
        foreach (FileInfo file in paths.Select(Target).Where(file => file.Exists))
        {
            stamp = new FileStamp(stamp.Bytes + file.Length, Math.Max(stamp.LastWriteTicks, file.LastWriteTimeUtc.Ticks));
        }

        return stamp;
    }

    /// <summary>The file itself: a link has a size and a time of its own, which do not change when the file does.</summary>
    private static FileInfo Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
}
