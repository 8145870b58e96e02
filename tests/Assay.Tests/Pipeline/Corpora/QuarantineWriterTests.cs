using System.Text.Json;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class QuarantineWriterTests : IDisposable
{
    private readonly CorpusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bad_record_is_put_aside_with_its_place_reason_and_remedy()
    {
        using (var writer = new QuarantineWriter(_folder.Full("quarantine"), "web-0001"))
        {
            writer.Write(Record([.. "{\"text\":\"é"u8], 10));
            Assert.Equal(["web-0001.jsonl.partial"], Names());
            writer.Complete();
            Assert.Equal(1, writer.Count);
        }

        Assert.Equal(["web-0001.jsonl"], Names());
        Assert.Equal(
            """{"at":"web.jsonl:7:3","path":"web.jsonl","line":7,"column":3,"row":5,"reason":"broken-json","found":"it \"broke\".","remedy":"mend it.","bytes":10,"raw":"{\"text\":\"é"}""" + "\n",
            File.ReadAllText(_folder.Full("quarantine/web-0001.jsonl")));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_kept_as_base64()
    {
        JsonElement line = Assert.Single(Written([Record([(byte)'a', 0xFF], 2)]));

        Assert.Equal([(byte)'a', 0xFF], line.GetProperty("raw_base64").GetBytesFromBase64());
        Assert.False(line.TryGetProperty("raw", out _));
    }

    [Fact]
    public void A_record_cut_inside_a_character_is_still_text() =>
        Assert.Equal("ab", Assert.Single(Written([Record([(byte)'a', (byte)'b', 0xE2, 0x82], 70_000)])).GetProperty("raw").GetString());

    [Fact]
    public void Without_bad_records_there_is_no_file_not_even_an_old_one()
    {
        Assert.Single(Written([Record([(byte)'x'], 1)]));

        using var writer = new QuarantineWriter(_folder.Full("quarantine"), "q");
        writer.Complete();

        Assert.Empty(Names());
    }

    [Fact]
    public void Nothing_is_left_when_it_is_not_completed()
    {
        using (var writer = new QuarantineWriter(_folder.Full("quarantine"), "q"))
        {
            writer.Write(Record([(byte)'x'], 1));
        }

        Assert.Empty(Names());
    }

    private static BadRecord Record(byte[] raw, long bytes) =>
        new(new SourceLine("web.jsonl", 7, 3), 5, BadRecordReason.BrokenJson, "it \"broke\".", "mend it.", raw, bytes);

    private JsonElement[] Written(BadRecord[] records)
    {
        using var writer = new QuarantineWriter(_folder.Full("quarantine"), "q");
        foreach (BadRecord record in records)
        {
            writer.Write(record);
        }

        writer.Complete();
        return [.. File.ReadLines(_folder.Full("quarantine/q.jsonl")).Select(l => JsonSerializer.Deserialize<JsonElement>(l))];
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Full("quarantine")).Select(f => Path.GetFileName(f))];
}
