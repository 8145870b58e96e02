using System.IO.Compression;
using System.Text;
using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

/// <summary>A temporary folder with corpus files, gone after the test.</summary>
public sealed class CorpusFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("assay-test-").FullName;

    public string Full(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        string path = Full(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Gzip(params ReadOnlySpan<string> members)
    {
        using var target = new MemoryStream();
        foreach (string member in members)
        {
            using var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(Encoding.UTF8.GetBytes(member));
        }

        return target.ToArray();
    }

    public Shard Shard(string name, CorpusFormat format = CorpusFormat.Jsonl, long start = 0, long end = 0, FieldMap? fields = null) => new()
    {
        SourceName = "test",
        Path = Full(name),
        DisplayPath = name,
        Format = format,
        Start = start,
        End = end,
        Bytes = end > 0 ? end - start : new FileInfo(Full(name)).Length,
        Fields = fields ?? new FieldMap(),
    };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>What a reader gave, as values that tests can compare.</summary>
public sealed record ReadRecord(long Row, long Bytes, string Text, string Id)
{
    public static (List<ReadRecord> Good, List<BadRecord> Bad) All(Func<BadRecordHandler, ShardReader> open)
    {
        List<ReadRecord> good = [];
        List<BadRecord> bad = [];
        using ShardReader reader = open(bad.Add);
        while (reader.MoveNext())
        {
            good.Add(new ReadRecord(
                reader.RowIndex,
                reader.RecordBytes,
                Encoding.UTF8.GetString(reader.Text),
                Encoding.UTF8.GetString(reader.Field(StandardSlot.Id).Utf8)));
        }

        return (good, bad);
    }
}
