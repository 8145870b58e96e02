using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Results;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class JsonlMixWriterTests : IDisposable
{
    private static readonly FieldMap KeepAll = new() { Keep = ["url", "meta", "score", "meta.lang", "source"] };
    private readonly CorpusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_has_the_columns_in_their_order_and_the_kept_fields_as_they_were()
    {
        _folder.Write("in.jsonl", """{"id":"a\"7","text":"One\n\u00e9 \ud83d\ude00","url":"https://x/","meta":{"lang": "gd", "n":[1 ,2]},"score":1.50,"source":"wiki"}""");

        Copy(OutputFormat.Jsonl, ["url", "meta", "score", "meta.lang", "source", "absent"]);

        Assert.Equal(
            """{"id":"000000000000000000000000000000ff","text":"One\né 😀","source":"books","origin":"unknown","synthetic_probability":0.25,"depth":2,"weight":1.0,"copies":3,"tokens":7,"license":"CC0-1.0","source_id":"a\"7","url":"https://x/","meta":{"lang": "gd", "n":[1 ,2]},"score":1.50,"meta.lang":"gd","original_source":"wiki","absent":null}""" + "\n",
            File.ReadAllText(_folder.Full("out/mix-000.jsonl")));
    }

    [Fact]
    public void What_is_not_known_is_null()
    {
        _folder.Write("in.jsonl", """{"text":"One"}""");

        Copy(OutputFormat.Jsonl, ["url"], depth: null, license: "");

        JsonElement line = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(_folder.Full("out/mix-000.jsonl")));
        Assert.All((string[])["depth", "license", "source_id", "url"], name => Assert.Equal(JsonValueKind.Null, line.GetProperty(name).ValueKind));
    }

    [Theory]
    [InlineData(OutputFormat.Jsonl, CorpusFormat.Jsonl)]
    [InlineData(OutputFormat.JsonlGzip, CorpusFormat.JsonlGzip)]
    public void What_is_written_reads_back_the_same(OutputFormat output, CorpusFormat input)
    {
        string[] texts = ["plain", "quote \" and \\ and \t", "é😀\u2028", new string('x', 70_000), "last"];
        _folder.Write("in.jsonl", string.Concat(texts.Select((t, i) => $"{JsonSerializer.Serialize(new { text = t, id = $"d{i}" })}\n")));

        OutputFile file = Assert.Single(Copy(output, []));

        var fields = new FieldMap { Id = "source_id" };
        (List<ReadRecord> good, List<BadRecord> bad) = ReadRecord.All(
            onBad => CorpusOpener.Open(_folder.Shard($"out/mix-000.{output.Word}", input, fields: fields), onBad));
        Assert.Empty(bad);
        Assert.Equal(texts.Select((t, i) => (t, $"d{i}")), good.Select(r => (r.Text, r.Id)));
        Assert.Equal(($"mix/mix-000.{output.Word}", 5, 15, 105), (file.Path, file.Documents, file.Copies, file.Tokens));
        byte[] bytes = File.ReadAllBytes(_folder.Full($"out/mix-000.{output.Word}"));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), (file.Sha256, file.Bytes));
    }

    [Fact]
    public void A_part_ends_with_the_document_that_takes_it_past_the_size()
    {
        _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 5).Select(i => $"{{\"text\":\"{new string('x', 300)}\"}}\n")));

        IReadOnlyList<OutputFile> files = Copy(OutputFormat.Jsonl, [], targetBytes: 600);

        Assert.Equal([2, 2, 1], files.Select(f => f.Documents));
        Assert.Equal(["mix/mix-000.jsonl", "mix/mix-001.jsonl", "mix/mix-002.jsonl"], files.Select(f => f.Path));
        Assert.Equal(files.Select(f => f.Path["mix/".Length..]), Names());
    }

    [Fact]
    public void The_same_records_give_the_same_bytes()
    {
        _folder.Write("in.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");

        string first = Assert.Single(Copy(OutputFormat.JsonlGzip, [])).Sha256;

        Assert.Equal(first, Assert.Single(Copy(OutputFormat.JsonlGzip, [])).Sha256);
        Assert.Equal([0, 0, 0, 0], File.ReadAllBytes(_folder.Full("out/mix-000.jsonl.gz"))[4..8]); // gzip's time
        using var gzip = new GZipStream(File.OpenRead(_folder.Full("out/mix-000.jsonl.gz")), CompressionMode.Decompress);
        Assert.Equal(2, new StreamReader(gzip).ReadToEnd().Count(c => c == '\n'));
    }

    [Theory]
    [InlineData(OutputFormat.Jsonl)]
    [InlineData(OutputFormat.JsonlGzip)]
    public void Until_completed_there_are_only_partial_files_and_then_nothing(OutputFormat format)
    {
        _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 5).Select(i => $"{{\"text\":\"{new string('x', 300)}\"}}\n")));

        Copy(format, [], targetBytes: 600, complete: false);

        Assert.Empty(Names());
    }

    [Fact]
    public void Without_documents_there_are_no_files()
    {
        _folder.Write("in.jsonl", "");

        Assert.Empty(Copy(OutputFormat.JsonlGzip, []));
        Assert.False(Directory.Exists(_folder.Full("out")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_an_error_with_a_remedy()
    {
        _folder.Write("in.jsonl", "{\"text\":\"one\"}");
        _folder.Write("out", "a file where the folder should be");

        var error = Assert.Throws<UserErrorException>(() => Copy(OutputFormat.Jsonl, []));

        Assert.Contains("this file cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutputFormat.Jsonl)]
    [InlineData(OutputFormat.JsonlGzip)]
    public void A_full_disk_is_an_error_and_leaves_nothing(OutputFormat format)
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("There is no /dev/full here.");
        }

        _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"text\":\"{i} {new string('x', 300)}\"}}\n")));
        Directory.CreateDirectory(_folder.Full("out"));
        File.CreateSymbolicLink(_folder.Full($"out/mix-000.{format.Word}.partial"), "/dev/full");

        var error = Assert.Throws<UserErrorException>(() => Copy(format, []));

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public void Kept_fields_that_would_share_a_column_are_refused() =>
        Assert.Throws<UserErrorException>(() => new JsonlMixWriter(_folder.Path, "mix", 1, ["source", "original_source"], "mix", OutputFormat.Jsonl));

    private string[] Names() => [.. Directory.GetFiles(_folder.Full("out")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private IReadOnlyList<OutputFile> Copy(
        OutputFormat format, ImmutableArray<string> keep, int? depth = 2, string license = "CC0-1.0", long targetBytes = 1 << 20, bool complete = true)
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
                Weight = 1,
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
