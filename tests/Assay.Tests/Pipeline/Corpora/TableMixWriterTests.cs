using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Corpora.Zstandard;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class TableMixWriterTests : IDisposable
{
    private static readonly FieldMap KeepAll = new() { Keep = ["url", "meta", "score", "source"] };
    private readonly CorpusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_Parquet_file_has_the_columns_in_their_order_and_kept_fields_as_text()
    {
        _folder.Write("in.jsonl", """
            {"id":"a7","text":"One\nline \"é😀\"","url":"https://x/","meta":{"lang": "gd"},"score":1.50,"source":"wiki"}
            {"text":"Two"}

            """);

        Copy(OutputFormat.Parquet, ["url", "meta", "score", "source", "absent"]);

        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        using DuckReader reader = connection.Query($"SELECT * FROM read_parquet({DuckSql.FilePath(_folder.Full("out/mix-000.parquet"))})");
        Assert.Equal(
            [
                "id", "text", "source", "origin", "synthetic_probability", "depth", "weight", "copies", "tokens", "license", "source_id",
                "url", "meta", "score", "original_source", "absent",
            ],
            reader.ColumnNames);
        Assert.True(reader.NextChunk());
        Assert.Equal(2, reader.RowCount);
        Assert.Equal("000000000000000000000000000000ff", reader.Text(0, 0));
        Assert.Equal("One\nline \"é😀\"", reader.Text(1, 0));
        Assert.Equal(("books", "unknown", 0.25, 2), (reader.Text(2, 0), reader.Text(3, 0), reader.Column<double>(4)[0], reader.Column<int>(5)[0]));
        Assert.Equal((1.5, 3, 7L), (reader.Column<double>(6)[0], reader.Column<int>(7)[0], reader.Column<long>(8)[0]));
        Assert.Equal(
            ["CC0-1.0", "a7", "https://x/", "{\"lang\": \"gd\"}", "1.50", "wiki"],
            Enumerable.Range(9, 6).Select(column => reader.Text(column, 0)));
        Assert.All([10, 11, 12, 13, 14, 15], column => Assert.True(reader.IsNull(column, 1)));
        Assert.True(reader.IsNull(15, 0));
    }

    [Fact]
    public void Nothing_known_is_null_in_every_format()
    {
        _folder.Write("in.jsonl", """{"text":"One"}""");

        Copy(OutputFormat.Parquet, ["url"], depth: null, license: "");

        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        Assert.Equal(1, connection.Scalar<long>($"SELECT count(*) FROM '{_folder.Full("out/mix-000.parquet")}' WHERE (depth, license, source_id, url) IS NOT DISTINCT FROM (NULL, NULL, NULL, NULL)"));
    }

    [Theory]
    [InlineData(OutputFormat.JsonlZstandard, CorpusFormat.JsonlZstandard)]
    [InlineData(OutputFormat.Parquet, CorpusFormat.Parquet)]
    public void What_is_written_reads_back_the_same(OutputFormat output, CorpusFormat input)
    {
        string[] texts = ["plain, with \"quotes\"", "\\ back\\slash \t\r\n", "é😀\u2028\u0001", new string('x', 700_000), "last"];
        WriteInput(texts);

        OutputFile file = Assert.Single(Copy(output, []));

        (List<ReadRecord> good, List<BadRecord> bad) = ReadRecord.All(
            onBad => CorpusOpener.Open(_folder.Shard($"out/mix-000.{output.Word}", input, fields: new FieldMap { Id = "source_id" }), onBad));
        Assert.Empty(bad);
        Assert.Equal(texts.Select((t, i) => (t, $"d{i}")), good.Select(r => (r.Text, r.Id)));
        Assert.Equal(($"mix/mix-000.{output.Word}", 5, 15, 105), (file.Path, file.Documents, file.Copies, file.Tokens));
        byte[] bytes = File.ReadAllBytes(_folder.Full($"out/mix-000.{output.Word}"));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), (file.Sha256, file.Bytes));
    }

    [Fact]
    public void Zstandard_lines_are_those_of_plain_JSONL()
    {
        WriteInput([.. Enumerable.Range(0, 5000).Select(i => $"text {i * 7919} \"{new string('é', i % 100)}\",\t\\")]);

        Copy(OutputFormat.Jsonl, ["url"]);
        Copy(OutputFormat.JsonlZstandard, ["url"]);

        using var stream = new ZstandardStream(File.OpenRead(_folder.Full("out/mix-000.jsonl.zst")));
        var text = new MemoryStream();
        stream.CopyTo(text);
        Assert.True(text.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(_folder.Full("out/mix-000.jsonl"))));
    }

    [Theory]
    [InlineData(OutputFormat.JsonlZstandard)]
    [InlineData(OutputFormat.Parquet)]
    public void Parts_are_cut_by_size_and_the_same_records_give_the_same_bytes(OutputFormat format)
    {
        WriteInput([.. Enumerable.Range(0, 7000).Select(i => $"text {i} {new string('x', 300)}")]);

        IReadOnlyList<OutputFile> first = Copy(format, ["url"], targetBytes: 1 << 20);
        IReadOnlyList<OutputFile> second = Copy(format, ["url"], targetBytes: 1 << 20);

        Assert.Equal(first, second);
        Assert.Equal(7000, first.Sum(f => f.Documents));
        Assert.InRange(first.Count, 3, 5);
        Assert.Equal(first.Select(f => f.Path["mix/".Length..]), Names());
        Assert.Equal(first.Count, first.Select(f => f.Sha256).Distinct().Count());
    }

    [Theory]
    [InlineData(1, 0, 122_880)]
    [InlineData(1_000_000, 300_000_000, 122_880)]
    [InlineData(100_000, 200_000_000, 32_768)]
    [InlineData(10_000, 300_000_000, 2048)]
    [InlineData(1, long.MaxValue, 2048)]
    public void Row_groups_of_long_documents_have_fewer_rows(long documents, long bytes, long expected) =>
        Assert.Equal(expected, ParquetMixWriter.RowGroupRows(documents, bytes));

    [Theory]
    [InlineData(OutputFormat.JsonlZstandard)]
    [InlineData(OutputFormat.Parquet)]
    public void Until_completed_there_are_only_partial_files_and_then_nothing(OutputFormat format)
    {
        WriteInput([.. Enumerable.Range(0, 5).Select(i => $"{i}{new string('x', 300)}")]);

        Copy(format, [], targetBytes: 600, complete: false);

        Assert.Empty(Names());
    }

    [Theory]
    [InlineData(OutputFormat.JsonlZstandard)]
    [InlineData(OutputFormat.Parquet)]
    public void Without_documents_there_are_no_files(OutputFormat format)
    {
        _folder.Write("in.jsonl", "");

        Assert.Empty(Copy(format, []));
        Assert.False(Directory.Exists(_folder.Full("out")));
    }

    [Theory]
    [InlineData(OutputFormat.JsonlZstandard)]
    [InlineData(OutputFormat.Parquet)]
    public void A_file_that_cannot_be_written_is_an_error_with_a_remedy_and_leaves_nothing(OutputFormat format)
    {
        WriteInput(["one"]);
        Directory.CreateDirectory(_folder.Full($"out/mix-000.{format.Word}.partial/in the way"));

        UserErrorException blocked = Assert.Throws<UserErrorException>(() => Copy(format, [], complete: true));

        Assert.Contains("this file cannot be written", blocked.Message, StringComparison.Ordinal);
        Assert.Contains($"mix-000.{format.Word}", blocked.Message, StringComparison.Ordinal);
        Directory.Delete(_folder.Full("out"), recursive: true);
        _folder.Write("out", "a file where the folder should be");
        Assert.Throws<UserErrorException>(() => Copy(format, []));
    }

    [Theory]
    [InlineData(OutputFormat.JsonlZstandard)]
    [InlineData(OutputFormat.Parquet)]
    public void A_full_disk_is_an_error_and_leaves_nothing(OutputFormat format)
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("There is no /dev/full here.");
        }

        WriteInput([.. Enumerable.Range(0, 2000).Select(i => $"{i * 7919}")]);
        Directory.CreateDirectory(_folder.Full("out"));
        File.CreateSymbolicLink(_folder.Full($"out/mix-000.{format.Word}.partial"), "/dev/full");

        UserErrorException e = Assert.Throws<UserErrorException>(() => Copy(format, []));

        Assert.Contains("No space left on device", e.Message, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public void Kept_fields_that_would_share_a_column_are_refused() =>
        Assert.Throws<UserErrorException>(() => new ParquetMixWriter(_folder.Path, "mix", 1, ["source", "original_source"], "mix"));

    private string[] Names() => [.. Directory.GetFileSystemEntries(_folder.Full("out")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private void WriteInput(string[] texts) =>
        _folder.Write("in.jsonl", string.Concat(texts.Select((t, i) => $"{System.Text.Json.JsonSerializer.Serialize(new { text = t, id = $"d{i}", url = $"https://x/{i}" })}\n")));

    private IReadOnlyList<OutputFile> Copy(
        OutputFormat format, ImmutableArray<string> keep, int? depth = 2, string license = "CC0-1.0", long targetBytes = 1 << 22, bool complete = true)
    {
        using ShardReader reader = CorpusOpener.Open(_folder.Shard("in.jsonl", fields: KeepAll), StrictHandler.Throw);
        using MixWriter writer = MixWriterFactory.Create(format, _folder.Full("out"), "mix", targetBytes, keep, "mix");
        while (reader.MoveNext())
        {
            var record = new MixRecord
            {
                Id = new DocumentId(255),
                Text = reader.Text,
                Source = "books",
                Origin = Origin.Unknown,
                SyntheticProbability = 0.25,
                Depth = depth,
                Weight = 1.5,
                Copies = 3,
                Tokens = 7,
                SourceId = reader.Field(StandardSlot.Id).Utf8,
                License = Encoding.UTF8.GetBytes(license),
            };
            writer.Write(record, reader);
        }

        return complete ? writer.Complete() : [];
    }
}
