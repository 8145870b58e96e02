using System.Security.Cryptography;
using System.Text;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class ContentHashTests : IDisposable
{
    private readonly CorpusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_whole_file_hashes_as_sha256sum_says()
    {
        _folder.Write("a.jsonl", "{}\n");
        _folder.Write("a.jsonl.gz", [1, 2, 3]);

        Assert.Equal(SHA256.HashData("{}\n"u8), Hash(_folder.Shard("a.jsonl")));
        Assert.Equal(SHA256.HashData([1, 2, 3]), Hash(_folder.Shard("a.jsonl.gz", CorpusFormat.JsonlGzip)));
    }

    [Fact]
    public void A_range_hashes_the_lines_that_begin_in_it()
    {
        Gen<string> file = Gen.Elements("a", "bb", "", "a longer line", "é\r").ArrayOf().Select(l => string.Join('\n', l));
        Prop.ForAll(file.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (text, start, length) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            _folder.Write("r.jsonl", bytes);
            byte[] expected = [.. Enumerable.Range(start, length).Where(i => i < bytes.Length && (i == 0 || bytes[i - 1] == (byte)'\n')).SelectMany(i => LineAt(bytes, i))];
            return Hash(_folder.Shard("r.jsonl", start: start, end: start + length)).SequenceEqual(SHA256.HashData(expected));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Appending_changes_the_last_range_only()
    {
        string[] Hashes(string text)
        {
            _folder.Write("a.jsonl", text);
            var source = new CorpusSource { Name = "s", BaseFolder = _folder.Path, Paths = ["a.jsonl"], ShardBytes = 100 };
            return [.. ShardPlanner.Plan(source).Shards.Select(s => Convert.ToHexString(Hash(s)))];
        }

        string lines = string.Concat(Enumerable.Range(0, 30).Select(i => $"{{\"text\":\"{i}\"}}\n"));
        string[] before = Hashes(lines);
        string[] after = Hashes(lines + "{\"text\":\"appended\"}\n");

        Assert.Equal(before[..^1], after[..(before.Length - 1)]);
        Assert.NotEqual(before[^1], after[before.Length - 1]);
        Assert.Equal(before.Length, before.Distinct().Count());
    }

    [Fact]
    public void Row_ranges_of_one_file_differ_and_the_file_is_read_once()
    {
        string path = _folder.Write("a.parquet", "PAR1");
        var known = new FileHashes();
        byte[] first = ContentHash.OfShard(_folder.Shard("a.parquet", CorpusFormat.Parquet, 0, 10), known, CancellationToken.None);
        File.WriteAllText(path, "changed");

        byte[] second = ContentHash.OfShard(_folder.Shard("a.parquet", CorpusFormat.Parquet, 10, 20), known, CancellationToken.None);
        byte[] firstAgain = ContentHash.OfShard(_folder.Shard("a.parquet", CorpusFormat.Parquet, 0, 10), known, CancellationToken.None);

        Assert.NotEqual(first, second);
        Assert.Equal(first, firstAgain);
    }

    [Fact]
    public void Text_hashes_names_and_contents()
    {
        Shard Texts(params string[] files) => new()
        {
            SourceName = "s",
            Path = _folder.Path,
            DisplayPath = ".",
            Format = CorpusFormat.Text,
            Files = files,
            Bytes = 0,
            Fields = new FieldMap(),
        };
        foreach (string name in (string[])["a", "b"])
        {
            _folder.Write($"{name}.txt", "same");
        }

        Assert.NotEqual(Hash(Texts("a.txt")), Hash(Texts("b.txt")));
        byte[] before = Hash(Texts("a.txt", "b.txt"));
        _folder.Write("b.txt", "other");
        Assert.NotEqual(before, Hash(Texts("a.txt", "b.txt")));
    }

    [Fact]
    public void A_cancelled_hash_stops_and_does_not_stick()
    {
        _folder.Write("a.parquet", "PAR1");
        var known = new FileHashes();
        Shard shard = _folder.Shard("a.parquet", CorpusFormat.Parquet);

        Assert.Throws<OperationCanceledException>(() => ContentHash.OfShard(shard, known, new CancellationToken(canceled: true)));
        Assert.Equal(SHA256.HashData("PAR1"u8), ContentHash.OfShard(shard, known, CancellationToken.None));
    }

    private static byte[] Hash(Shard shard) => ContentHash.OfShard(shard, CancellationToken.None);

    private static byte[] LineAt(byte[] bytes, int start)
    {
        int end = Array.IndexOf(bytes, (byte)'\n', start);
        return bytes[start..(end < 0 ? bytes.Length : end + 1)];
    }
}
