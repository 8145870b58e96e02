using System.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class CorpusOpenerTests
{
    [Theory]
    [InlineData("a.jsonl", "FORMAT json")]
    [InlineData("a.jsonl.gz", "FORMAT json, COMPRESSION gzip")]
    [InlineData("a.jsonl.zst", "FORMAT json, COMPRESSION zstd")]
    [InlineData("a.csv", "FORMAT csv, HEADER")]
    [InlineData("a.parquet", "FORMAT parquet, COMPRESSION zstd")]
    public void Every_format_gives_the_same_documents(string name, string format)
    {
        using var folder = new CorpusFolder();
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        connection.Execute($"""
            COPY (SELECT 'd' || i AS id, 'Tha i "fuar", ' || i || chr(10) || 'é😀' AS text, 'gd' AS lang FROM range(3) t(i))
            TO {DuckSql.FilePath(folder.Full(name))} ({format})
            """);
        Shard shard = Assert.Single(ShardPlanner.Plan(new CorpusSource { Name = "s", BaseFolder = folder.Path, Paths = ["a.*"] }).Shards);
        List<string> bad = [];

        using ShardReader reader = CorpusOpener.Open(shard, b => bad.Add(b.At.ToString()));
        List<(long, string, string, string)> read = [];
        while (reader.MoveNext())
        {
            string Field(int slot) => Encoding.UTF8.GetString(reader.Field(slot).Utf8);
            read.Add((reader.RowIndex, Encoding.UTF8.GetString(reader.Text), Field(StandardSlot.Id), Field(StandardSlot.Language)));
        }

        Assert.Empty(bad);
        Assert.Equal(Enumerable.Range(0, 3).Select(i => ((long)i, $"Tha i \"fuar\", {i}\né😀", $"d{i}", "gd")), read);
        Assert.Same(shard.Fields, reader.Fields);
    }
}
