using System.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class CsvShardReaderTests
{
    private const string Table = "id,text,lang,\"odd \"\"name\"\"\"\r\n1,plain text,en,x\r\n2,\"with, comma\nand \"\"quotes\"\"\",,\"\"\r\n";

    [Fact]
    public void Fields_are_text_and_empty_ones_without_quotes_are_missing()
    {
        using var folder = new CorpusFolder();
        folder.Write("a.csv", Table);
        var fields = new FieldMap { Keep = ["odd \"name\"", "absent"] };

        using var reader = new CsvShardReader(folder.Shard("a.csv", CorpusFormat.Csv, fields: fields), StrictHandler.Throw);

        Assert.True(reader.MoveNext());
        Assert.Equal("plain text", Encoding.UTF8.GetString(reader.Text));
        Assert.Equal(["Text:1", "Text:en", "Text:x", "Missing:"], Values(reader));
        Assert.True(reader.MoveNext());
        Assert.Equal("with, comma\nand \"quotes\"", Encoding.UTF8.GetString(reader.Text));
        Assert.Equal(["Text:2", "Missing:", "Text:", "Missing:"], Values(reader));
        Assert.Equal(1, reader.RowIndex);
        Assert.Equal(reader.Text.Length, reader.RecordBytes);
        Assert.False(reader.MoveNext());
        Assert.Equal(Encoding.UTF8.GetByteCount(Table), reader.BytesConsumed);

        static string[] Values(CsvShardReader reader) =>
            [.. ((string[])["id", "lang", "odd \"name\"", "absent"]).Select(name =>
            {
                FieldValue value = reader.Field(reader.Fields.SlotOf(name));
                return $"{value.Kind}:{Encoding.UTF8.GetString(value.Utf8)}";
            })];
    }

    [Fact]
    public void Compressed_files_and_tabs_and_a_byte_order_mark_change_nothing()
    {
        using var folder = new CorpusFolder();
        folder.Write("plain.csv", Table);
        folder.Write("mark.csv", "\ufeff" + Table);
        folder.Write("packed.csv.gz", CorpusFolder.Gzip(Table[..40], Table[40..]));
        folder.Write("tabs.tsv", "id\ttext\n1\tplain text\n2\t\"with, comma\nand \"\"quotes\"\"\"\n");
        using (DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions()))
        using (DuckConnection connection = database.Connect())
        {
            _ = connection.Execute($"COPY (SELECT ?) TO {DuckSql.Text(folder.Full("packed.csv.zst"))} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', COMPRESSION zstd)", Table.TrimEnd());
        }

        (List<ReadRecord> expected, _) = Read(folder.Shard("plain.csv", CorpusFormat.Csv));
        Assert.Equal(2, expected.Count);
        foreach (string name in (string[])["mark.csv", "packed.csv.gz", "packed.csv.zst", "tabs.tsv"])
        {
            Assert.Equal(expected, Read(folder.Shard(name, CorpusFormat.Csv)).Good);
        }
    }

    [Fact]
    public void Broken_records_are_told_with_line_and_column_and_the_rest_is_read()
    {
        using var folder = new CorpusFolder();
        byte[] file =
        [
            .. "id,text\n1,one\n2,two,2\n3\n4,\"fo\"ur\n5,\"fi\nve\"\n6,"u8, 0xC3, 0x28, .. "\n7,\"se\n"u8, 0xFF, .. "ven\"\n8, \u3000\n9,nine\n10,\"ten\n11,eleven\n"u8,
        ];
        folder.Write("a.csv", file);

        (List<ReadRecord> good, List<BadRecord> bad) = Read(folder.Shard("a.csv", CorpusFormat.Csv));

        Assert.Equal(["0 one", "4 fi\nve", "8 nine", "10 eleven"], good.Select(g => $"{g.Row} {g.Text}"));
        Assert.Equal(
            [
                "a.csv:3:1 broken-csv: this record has 3 fields, the header has 2.",
                "a.csv:4:1 broken-csv: this record has 1 field, the header has 2.",
                "a.csv:5:7 broken-csv: behind the closing double quote of a field stands something else than a delimiter or a line end.",
                "a.csv:8:3 damaged-utf8: the byte 0xC3 is not valid UTF-8 here.",
                "a.csv:10:1 damaged-utf8: the byte 0xFF is not valid UTF-8 here.",
                "a.csv:11:3 empty-text: the text in the column \"text\" is empty or only white space.",
                "a.csv:13:4 broken-csv: the double quote here is never closed, up to the end of the file or the limit of a record.",
            ],
            bad.Select(b => $"{b.At} {b.Reason}: {b.Found}"));
        Assert.Equal([1L, 2, 3, 5, 6, 7, 9], bad.Select(b => b.RowIndex));
        Assert.Equal("4,\"fo\"ur", Encoding.UTF8.GetString(bad[2].Raw.Span));
        Assert.Equal(8, bad[2].RecordBytes);
    }

    [Fact]
    public void The_first_broken_record_stops_a_strict_run()
    {
        using var folder = new CorpusFolder();
        folder.Write("a.csv", "id,text\n1,one,more\n");

        ShardFormatException e = Assert.Throws<ShardFormatException>(() => ReadRecord.All(_ => new CsvShardReader(folder.Shard("a.csv", CorpusFormat.Csv), StrictHandler.Throw)));

        Assert.StartsWith("a.csv:2:1: this record has 3 fields, the header has 2. ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_compressed_file_keeps_its_whole_records()
    {
        using var folder = new CorpusFolder();
        string table = "id,text\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},\"text number {i * 7919}\"\n"));
        byte[] whole = CorpusFolder.Gzip(table);
        folder.Write("a.csv.gz", whole.AsSpan(0, whole.Length / 2));

        (List<ReadRecord> good, List<BadRecord> bad) = Read(folder.Shard("a.csv.gz", CorpusFormat.Csv));

        Assert.InRange(good.Count, 500, 2900);
        Assert.Equal($"text number {(good.Count - 1) * 7919}", good[^1].Text);
        Assert.Equal(BadRecordReason.TruncatedStream, Assert.Single(bad).Reason);
        Assert.Equal(good.Count + 2, bad[0].At.Line);
    }

    [Fact]
    public void Headers_that_do_not_do_are_refused_with_the_remedy()
    {
        using var folder = new CorpusFolder();
        Assert.Contains("is empty", Refusal(""), StringComparison.Ordinal);
        Assert.StartsWith("a.csv:1: this file has no column \"text\"; its columns are id, body.", Refusal("id,body\n1,x\n"), StringComparison.Ordinal);
        Assert.Contains("two columns have the name \"text\"", Refusal("text,id,text\n1,2,3\n"), StringComparison.Ordinal);
        Assert.Contains("never closed", Refusal("\"text,id\n1,2\n"), StringComparison.Ordinal);
        folder.Write("utf16.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("text\nx\n")).ToArray());
        Assert.Contains("UTF-16", Assert.Throws<ShardFormatException>(() => Read(folder.Shard("utf16.csv", CorpusFormat.Csv))).Message, StringComparison.Ordinal);

        string Refusal(string text)
        {
            folder.Write("a.csv", text);
            return Assert.Throws<ShardFormatException>(() => Read(folder.Shard("a.csv", CorpusFormat.Csv))).Message;
        }
    }

    private static (List<ReadRecord> Good, List<BadRecord> Bad) Read(Shard shard) => ReadRecord.All(onBad => new CsvShardReader(shard, onBad));
}
