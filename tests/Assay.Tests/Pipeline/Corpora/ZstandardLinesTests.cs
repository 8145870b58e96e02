using System.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class ZstandardLinesTests
{
    [Fact]
    public void Lines_come_out_as_they_went_in()
    {
        using var folder = new CorpusFolder();
        string[] lines = ["{\"text\":\"a, b\\\\c \\\"d\\\"\"}", "", new string('x', 300_000), "é\r", "\t", "last"];
        Compress(folder.Full("a.jsonl.zst"), string.Join('\n', lines));

        using LineSplitter source = ZstandardLines.Open(folder.Shard("a.jsonl.zst", CorpusFormat.JsonlZstandard));

        for (int i = 0; i < lines.Length; i++)
        {
            Assert.True(source.MoveNext());
            Assert.Null(source.Fault);
            Assert.Equal(i + 1, source.LineNumber);
            Assert.Equal(lines[i].TrimEnd('\r'), Encoding.UTF8.GetString(source.Line));
        }

        Assert.False(source.MoveNext());
        Assert.Equal(new FileInfo(folder.Full("a.jsonl.zst")).Length, source.BytesConsumed);
    }

    [Fact]
    public void Records_are_read_up_to_the_place_where_a_file_was_cut()
    {
        using var folder = new CorpusFolder();
        string path = folder.Full("a.jsonl.zst");
        Compress(path, string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"text\":\"document {i * 7919}\"}}\n")));
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length * 2 / 3)]);
        Shard shard = folder.Shard("a.jsonl.zst", CorpusFormat.JsonlZstandard);

        (List<ReadRecord> good, List<BadRecord> bad) = ReadRecord.All(onBad => new JsonlShardReader(shard, onBad, ZstandardLines.Open(shard)));

        Assert.InRange(good.Count, 1000, 19_999);
        Assert.Equal(BadRecordReason.TruncatedStream, Assert.Single(bad).Reason);
        Assert.Equal(good.Count + 1, bad[0].At.Line);
        Assert.Contains("cut off", bad[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_under_that_name_is_refused()
    {
        using var folder = new CorpusFolder();
        folder.Write("a.jsonl.zst", "{\"text\":\"plain\"}\n");

        ShardFormatException e = Assert.Throws<ShardFormatException>(() => ZstandardLines.Open(folder.Shard("a.jsonl.zst", CorpusFormat.JsonlZstandard)));

        Assert.StartsWith("a.jsonl.zst: this is not a Zstandard file.", e.Message, StringComparison.Ordinal);
    }

    private static void Compress(string path, string text)
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        _ = connection.Execute($"COPY (SELECT ?) TO {DuckSql.Text(path)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', COMPRESSION zstd)", text);
    }
}
