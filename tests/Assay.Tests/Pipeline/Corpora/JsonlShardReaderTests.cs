using System.Text;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class JsonlShardReaderTests
{
    private const string Mark = "\ufeff";

    [Fact]
    public void Records_are_numbered_with_the_bad_ones_and_without_blank_lines()
    {
        using var folder = new CorpusFolder();
        folder.Write("a.jsonl", "{\"text\":\"one\",\"id\":\"1\"}\r\n \t\r\n\nbroken\n{\"text\":\"two\"}");

        (List<ReadRecord> good, List<BadRecord> bad) = Read(folder.Shard("a.jsonl"));

        Assert.Equal([new(0, 23, "one", "1"), new(2, 14, "two", "")], good);
        BadRecord record = Assert.Single(bad);
        Assert.Equal(("a.jsonl:4:1", 1L, 6L, "broken"), (record.At.ToString(), record.RowIndex, record.RecordBytes, Encoding.UTF8.GetString(record.Raw.Span)));
    }

    [Fact]
    public void A_byte_order_mark_at_the_start_is_passed_over_and_counted_in_columns()
    {
        using var folder = new CorpusFolder();
        folder.Write("a.jsonl", $"{Mark}{{\"text\":\"one\"}}\n");
        folder.Write("b.jsonl", $"{Mark}x\n{Mark}{{\"text\":\"one\"}}\n");

        Assert.Equal([new(0, 14, "one", "")], Read(folder.Shard("a.jsonl")).Good);
        Assert.Equal(["b.jsonl:1:4", "b.jsonl:2:1"], Read(folder.Shard("b.jsonl")).Bad.Select(b => b.At.ToString()));
    }

    [Fact]
    public void Byte_ranges_together_give_what_the_whole_file_gives()
    {
        using var folder = new CorpusFolder();
        string[] lines = ["{\"text\":\"é\"}", "{\"text\":\"a longer text\",\"id\":\"x\"}", "", "  ", "broken", "{\"text\":\"\"}", "{\"text\":\"cr\"}\r", "[1]\r"];
        Gen<string> file = Gen.Elements(lines).ArrayOf().Select(l => string.Join('\n', l));

        Prop.ForAll(file.ToArbitrary(), Gen.Choose(1, 200).ArrayOf().ToArbitrary(), (text, cutPoints) =>
        {
            long length = new FileInfo(folder.Write("r.jsonl", text)).Length;
            long[] cuts = [0, .. cutPoints.Select(c => (long)c).Where(c => c < length).Distinct().Order(), Math.Max(length, 1)];
            (List<ReadRecord> good, List<BadRecord> bad) = Read(folder.Shard("r.jsonl"));
            List<ReadRecord> goodParts = [];
            List<BadRecord> badParts = [];
            long rows = 0;
            for (int i = 0; i + 1 < cuts.Length; i++)
            {
                (List<ReadRecord> g, List<BadRecord> b) = Read(folder.Shard("r.jsonl", start: cuts[i], end: cuts[i + 1]));
                goodParts.AddRange(g.Select(r => r with { Row = r.Row + rows }));
                badParts.AddRange(b.Select(r => r with { RowIndex = r.RowIndex + rows }));
                rows += g.Count + b.Count;
            }

            return good.SequenceEqual(goodParts) && bad.Select(Told).SequenceEqual(badParts.Select(Told));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_range_inside_one_long_line_has_no_records_and_does_not_read_on()
    {
        using var folder = new CorpusFolder();
        folder.Write("a.jsonl", $"{{\"text\":\"{new string('x', 2_000_000)}\"}}\n{{\"text\":\"b\"}}\n");
        Shard shard = folder.Shard("a.jsonl", start: 1000, end: 2000);

        using var reader = new JsonlShardReader(shard, StrictHandler.Throw);

        Assert.False(reader.MoveNext());
        Assert.Equal(1000, reader.BytesConsumed);
    }

    [Fact]
    public void Gzip_is_read_through_all_members_and_a_cut_one_costs_only_its_tail()
    {
        using var folder = new CorpusFolder();
        string one = string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"text\":\"document {i}\",\"id\":\"{i}\"}}\n"));
        byte[] whole = CorpusFolder.Gzip(one, one);
        folder.Write("whole.jsonl.gz", whole);
        List<ReadRecord> all = Read(folder.Shard("whole.jsonl.gz", CorpusFormat.JsonlGzip)).Good;
        Assert.Equal(100, all.Count);

        int boundary = CorpusFolder.Gzip(one).Length;
        for (int length = 0; length < whole.Length; length += length < 300 ? 1 : 11)
        {
            folder.Write("cut.jsonl.gz", whole.AsSpan(0, length));
            (List<ReadRecord> good, List<BadRecord> bad) = Read(folder.Shard("cut.jsonl.gz", CorpusFormat.JsonlGzip));

            Assert.Equal(all.Take(good.Count), good);
            Assert.Equal(length == boundary ? [] : [(BadRecordReason.TruncatedStream, (long)good.Count, good.Count + 1L)],
                bad.Select(b => (b.Reason, b.RowIndex, b.At.Line)));
        }
    }

    [Theory]
    [InlineData(CorpusFormat.Jsonl, "H4sIAAAAAAAAA6tWSlKyUqqtBQBmnZ6tCAAAAA==", "this is a gzip file.")]
    [InlineData(CorpusFormat.Jsonl, "UEFSMRUA", "this is a Parquet file.")]
    [InlineData(CorpusFormat.Jsonl, "//57ACIA", "this file is UTF-16.")]
    [InlineData(CorpusFormat.JsonlGzip, "eyJ0ZXh0Ijoib25lIGFuZCB0d28gYW5kIHRocmVlIn0K", "this is not a gzip file.")]
    public void A_file_that_is_something_else_is_named_for_what_it_is(CorpusFormat format, string base64, string found)
    {
        using var folder = new CorpusFolder();
        folder.Write("a", Convert.FromBase64String(base64));

        var error = Assert.Throws<ShardFormatException>(() =>
        {
            using var reader = new JsonlShardReader(folder.Shard("a", format), StrictHandler.Throw);
            reader.MoveNext();
        });

        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_gone_is_an_error_with_its_name()
    {
        using var folder = new CorpusFolder();
        folder.Write("a.jsonl", "");
        Shard shard = folder.Shard("a.jsonl");
        File.Delete(shard.Path);

        var error = Assert.Throws<ShardFormatException>(() => new JsonlShardReader(shard, StrictHandler.Throw));

        Assert.StartsWith("a.jsonl: this file does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_strict_handler_stops_at_the_first_bad_record()
    {
        using var folder = new CorpusFolder();
        folder.Write("web-07.jsonl", "{\"text\":\"one\"}\n{\"text\":12}\n");
        using var reader = new JsonlShardReader(folder.Shard("web-07.jsonl"), StrictHandler.Throw);
        Assert.True(reader.MoveNext());

        var error = Assert.Throws<ShardFormatException>(() => reader.MoveNext());

        Assert.StartsWith("web-07.jsonl:2:9: the field \"text\" holds a number, not text.", error.Message, StringComparison.Ordinal);
    }

    private static (string At, string Reason, string Found, string Raw) Told(BadRecord record) =>
        (record.At.ToString(), record.Reason, record.Found, Convert.ToHexString(record.Raw.Span));

    private static (List<ReadRecord> Good, List<BadRecord> Bad) Read(Shard shard) => ReadRecord.All(onBad => new JsonlShardReader(shard, onBad));
}
