using System.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class ParquetShardReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Values_of_every_type_become_text_or_JSON()
    {
        string path = Write("""
            SELECT 'It''s a text – long enough for the heap' AS text, 'a' AS id, 17 AS source, true AS origin, DATE '1999-12-31' AS created,
                TIMESTAMP '2020-02-29 10:00:00.25' AS ts, TIMESTAMPTZ '2020-02-29 10:00:00+02' AS tz, 0.1::FLOAT AS f, 'nan'::DOUBLE AS nan,
                1.50::DECIMAL(5,2) AS dec, [1, NULL, 3] AS list, {'a': 'x"y', 'b': {'c': 1}} AS struct, MAP {'k': 1} AS map,
                NULL::VARCHAR AS nothing, 'bytes'::BLOB AS bytes, '00ff0123-4567-89ab-cdef-0123456789ab'::UUID AS uuid, '' AS empty
            """);
        string[] keep = ["ts", "tz", "f", "nan", "dec", "list", "struct", "map", "nothing", "bytes", "uuid", "empty", "absent"];

        using var reader = new ParquetShardReader(Shard(path, new FieldMap { Keep = [.. keep] }), StrictHandler.Throw);

        Assert.True(reader.MoveNext());
        Assert.Equal("It's a text – long enough for the heap", Encoding.UTF8.GetString(reader.Text));
        Assert.Equal(reader.Text.Length, reader.RecordBytes);
        Assert.Equal("Text:a", Field(reader, "id"));
        Assert.Equal("Number:17", Field(reader, "source"));
        Assert.Equal("Boolean:true", Field(reader, "origin"));
        Assert.Equal("Text:1999-12-31", Field(reader, "created"));
        Assert.Equal(
            [
                "Text:2020-02-29T10:00:00.25", "Text:2020-02-29T08:00:00Z", "Number:0.1", "Missing:", "Number:1.50", "Json:[1,null,3]",
                """Json:{"a":"x\"y","b":{"c":1}}""", """Json:{"k":1}""", "Missing:", "Text:bytes",
                "Text:00ff0123-4567-89ab-cdef-0123456789ab", "Text:", "Missing:",
            ],
            keep.Select(name => Field(reader, name)));
        Assert.False(reader.MoveNext());
        Assert.Equal(1000, reader.BytesConsumed);
    }

    [Fact]
    public void A_dot_descends_into_structures_or_is_part_of_a_name()
    {
        string path = Write("""
            SELECT {'body': 'text', 'meta': {'lang': 'gd', 'n': 3}} AS doc, 'de' AS "doc.lang", 'flat' AS "a.b"
            """);
        var fields = new FieldMap { Text = "doc.body", Language = "doc.meta.lang", Id = "a.b", Keep = ["doc.meta.n", "doc.lang", "doc.meta.lang.x"] };

        using var reader = new ParquetShardReader(Shard(path, fields), StrictHandler.Throw);

        Assert.True(reader.MoveNext());
        Assert.Equal("text", Encoding.UTF8.GetString(reader.Text));
        Assert.Equal("Text:gd", Field(reader, "doc.meta.lang"));
        Assert.Equal("Number:3", Field(reader, "doc.meta.n"));
        Assert.Equal("Text:de", Field(reader, "doc.lang"));
        Assert.Equal("Text:flat", Field(reader, "a.b"));
        Assert.Equal("Missing:", Field(reader, "doc.meta.lang.x"));
    }

    [Fact]
    public void Ranges_of_rows_together_give_what_the_whole_file_gives()
    {
        string path = Write("SELECT CASE WHEN i % 1000 = 7 THEN NULL ELSE 'text ' || i || repeat(' and more', i % 40) END AS text, i AS id FROM range(9000) t(i)", rowGroup: 2048);
        string[] expected = [.. Enumerable.Range(0, 9000).Where(i => i % 1000 != 7).Select(i => $"{i}|text {i}{string.Concat(Enumerable.Repeat(" and more", i % 40))}|Number:{i}")];

        Assert.Equal(expected, Read(Shard(path)).Good);
        long[] cuts = [0, 1, 2048, 6000, 6001, 9000];
        Assert.Equal(expected, cuts.Zip(cuts.Skip(1)).SelectMany(range =>
        {
            (List<string> good, List<BadRecord> bad) = Read(Shard(path) with { Start = range.First, End = range.Second });
            Assert.All(bad, b => Assert.Equal(b.At.Line, range.First + b.RowIndex + 1));
            return good;
        }));
    }

    [Fact]
    public void Rows_of_one_row_group_do_not_need_the_others()
    {
        string path = Write("SELECT 'text ' || i AS text FROM range(3 * 2048) t(i)", rowGroup: 2048);
        byte[] bytes = File.ReadAllBytes(path);
        using (DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions()))
        using (DuckConnection connection = database.Connect())
        {
            string chunk = $"FROM parquet_metadata({DuckSql.FilePath(path)}) WHERE row_group_id = ?";
            foreach (int group in (int[])[0, 2])
            {
                long start = connection.Scalar<long>($"SELECT coalesce(dictionary_page_offset, data_page_offset) {chunk}", group)!.Value;
                long length = connection.Scalar<long>($"SELECT total_compressed_size {chunk}", group)!.Value;
                bytes.AsSpan((int)start, (int)length).Fill(0xAA);
            }
        }

        File.WriteAllBytes(path, bytes);

        Assert.Equal(2048, Read(Shard(path) with { Start = 2048, End = 4096 }).Good.Count);
        ShardFormatException e = Assert.Throws<ShardFormatException>(() => Read(Shard(path)));
        Assert.StartsWith("data/file.parquet: this Parquet file cannot be read: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_text_are_bad_records_at_their_row()
    {
        string path = Write("SELECT unnest(['a', NULL, '', E' \\n\u3000', 'b']) AS text");

        (List<string> good, List<BadRecord> bad) = Read(Shard(path) with { Start = 1, End = 5 });

        Assert.Equal(["4|b|Missing:"], good);
        Assert.Equal([BadRecordReason.MissingText, BadRecordReason.EmptyText, BadRecordReason.EmptyText], bad.Select(b => b.Reason));
        Assert.Equal(["data/file.parquet:2", "data/file.parquet:3", "data/file.parquet:4"], bad.Select(b => b.At.ToString()));
        Assert.Equal([0L, 1L, 2L], bad.Select(b => b.RowIndex));
        using var strict = new ParquetShardReader(Shard(path), StrictHandler.Throw);
        Assert.True(strict.MoveNext());
        ShardFormatException e = Assert.Throws<ShardFormatException>(() => strict.MoveNext());
        Assert.StartsWith("data/file.parquet:2: row 2 has no text in the column \"text\".", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_texts_cost_only_their_own_rows()
    {
        string path = Write("SELECT 'unique text number ' || i AS text, i AS id FROM range(5000) t(i)");
        byte[] bytes = File.ReadAllBytes(path);
        foreach (int row in (int[])[0, 1234, 1235, 4999])
        {
            int at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"unique text number {row}\x13\0\0\0"));
            bytes[at < 0 ? bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"unique text number {row}")) : at] = 0xFF;
        }

        File.WriteAllBytes(path, bytes);

        (List<string> good, List<BadRecord> bad) = Read(Shard(path) with { Start = 0, End = 5000 });

        Assert.Equal([1L, 1235, 1236, 5000], bad.Select(b => b.At.Line));
        Assert.All(bad, b => Assert.Equal(BadRecordReason.DamagedUtf8, b.Reason));
        Assert.Contains("row 1,235 holds \"\\xFFnique text number 1234\", which is not valid UTF-8", bad[1].Found, StringComparison.Ordinal);
        Assert.Equal(4996, good.Count);
        Assert.Equal("1233|unique text number 1233|Number:1233", good[1232]);
        Assert.Equal("1236|unique text number 1236|Number:1236", good[1233]);
    }

    [Fact]
    public void A_damaged_text_in_a_dictionary_stops_the_run_because_its_rows_cannot_be_told_apart()
    {
        string path = Write("SELECT 'one of three texts ' || (i % 3) AS text FROM range(100) t(i)");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("one of three texts 2"u8)] = 0xFF;
        File.WriteAllBytes(path, bytes);

        ShardFormatException e = Assert.Throws<ShardFormatException>(() => Read(Shard(path)));

        Assert.Contains("dictionary", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_unfit_text_column_is_refused_with_what_there_is()
    {
        string path = Write("SELECT 1 AS number, 'x' AS body, {'a': 1} AS meta");

        Assert.Equal(
            "data/file.parquet: this file has no column \"text\"; its columns are number, body, meta. "
                + "Name the column that holds the text in the policy (`fields: { text: NAME }`).",
            Assert.Throws<ShardFormatException>(() => Read(Shard(path))).Message);
        Assert.Contains("holds numbers, not text", Assert.Throws<ShardFormatException>(() => Read(Shard(path, new FieldMap { Text = "number" }))).Message, StringComparison.Ordinal);
        Assert.Contains("holds lists or structures", Assert.Throws<ShardFormatException>(() => Read(Shard(path, new FieldMap { Text = "meta" }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_Parquet_file_is_refused_in_one_sentence()
    {
        string path = Write("SELECT 'a' AS text");
        byte[] whole = File.ReadAllBytes(path);
        foreach (byte[] content in (byte[][])[[], "{\"text\": \"a JSON line, not Parquet\"}\n"u8.ToArray(), whole[..^9], whole[..40]])
        {
            File.WriteAllBytes(path, content);
            Assert.Contains("is not a Parquet file, or its end is missing", Assert.Throws<ShardFormatException>(() => Read(Shard(path))).Message, StringComparison.Ordinal);
            Assert.Throws<ShardFormatException>(() => ParquetLayout.Inspect(path, "data/file.parquet"));
        }

        File.Delete(path);
        Assert.Contains("does not exist", Assert.Throws<ShardFormatException>(() => Read(Shard(path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_layout_tells_row_groups_and_columns()
    {
        string path = Write("SELECT 'text ' || i AS text, {'a': i} AS meta FROM range(5000) t(i)", rowGroup: 2048);

        ParquetLayout layout = ParquetLayout.Inspect(path, "data/file.parquet");

        Assert.Equal([2048, 2048, 904], layout.RowGroups.Select(g => g.Rows));
        Assert.All(layout.RowGroups, g => Assert.InRange(g.Bytes, 904, new FileInfo(path).Length));
        Assert.Equal(["text", "meta"], layout.Columns);
        Assert.Equal(5000, layout.Rows);
    }

    [Fact]
    public void A_file_without_rows_has_none()
    {
        string path = Write("SELECT 'a' AS text WHERE false");

        Assert.Empty(Read(Shard(path)).Good);
        Assert.Equal(0, ParquetLayout.Inspect(path, "x").Rows);
    }

    [Fact]
    public void A_column_named_like_the_row_number_is_no_trap()
    {
        string path = Write("SELECT i * 10 AS file_row_number, 'text' AS text FROM range(3) t(i)");

        Assert.Equal(3, Read(Shard(path)).Good.Count);
        Assert.Contains("file_row_number", Assert.Throws<ShardFormatException>(() => Read(Shard(path) with { Start = 1, End = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_fewer_rows_than_planned_has_changed()
    {
        string path = Write("SELECT 'text' AS text");

        Assert.Contains("has changed", Assert.Throws<ShardFormatException>(() => Read(Shard(path) with { Start = 0, End = 2 })).Message, StringComparison.Ordinal);
    }

    private static Shard Shard(string path, FieldMap? fields = null) => new()
    {
        SourceName = "source",
        Path = path,
        DisplayPath = "data/file.parquet",
        Format = CorpusFormat.Parquet,
        Bytes = 1000,
        Fields = fields ?? new FieldMap(),
    };

    private static (List<string> Good, List<BadRecord> Bad) Read(Shard shard)
    {
        List<string> good = [];
        List<BadRecord> bad = [];
        using var reader = new ParquetShardReader(shard, bad.Add);
        while (reader.MoveNext())
        {
            good.Add($"{shard.Start + reader.RowIndex}|{Encoding.UTF8.GetString(reader.Text)}|{Field(reader, "id")}");
        }

        return (good, bad);
    }

    private static string Field(ParquetShardReader reader, string name)
    {
        FieldValue value = reader.Field(reader.Fields.SlotOf(name));
        return $"{value.Kind}:{Encoding.UTF8.GetString(value.Utf8)}";
    }

    private string Write(string query, int rowGroup = 122_880)
    {
        string path = Path.Combine(_folder, "it's [a] file*.parquet");
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        _ = connection.Execute($"COPY ({query}) TO {DuckSql.Text(path)} (FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE {rowGroup})");
        return path;
    }
}
