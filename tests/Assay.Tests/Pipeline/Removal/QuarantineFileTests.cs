using System.Text.Json;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Removal;

namespace Assay.Tests.Pipeline.Removal;

public sealed class QuarantineFileTests
{
    private static readonly DocumentId Removed = Identity1.Compute("the text to be gone"u8);

    [Fact]
    public void A_record_of_a_removed_text_is_left_out_and_counted_under_its_reason()
    {
        using var folder = new TemporaryFolder("quarantine");
        Write(folder,
            (BadRecordReason.BadField, """{"text":"The  text to be GONE","origin":"robot"}"""),
            (BadRecordReason.BadField, """{"text":"another text","origin":"robot"}"""));

        var gone = File(folder).CopyWithout(folder.Combine("to/shard.jsonl"), new HashSet<DocumentId> { Removed });

        Assert.Equal(1, Assert.Single(gone).Value.Documents);
        Assert.Equal(BadRecordReason.BadField, Assert.Single(gone).Key);
        string line = Assert.Single(System.IO.File.ReadAllLines(folder.Combine("to/shard.jsonl")));
        Assert.Equal(System.IO.File.ReadAllLines(folder.Combine("from/shard.jsonl"))[1], line);
    }

    [Theory]
    [InlineData("""{"text":"the text to be gone" """)] // cut off
    [InlineData("""{"body":"the text to be gone"}""")] // its text is elsewhere
    [InlineData("7,the text to be gone,robot")] // CSV
    [InlineData("{\"text\":\"the text to be gone\u0000\"}")] // a control character
    public void Of_a_record_whose_text_cannot_be_read_only_reason_and_place_remain(string raw)
    {
        using var folder = new TemporaryFolder("quarantine");
        Write(folder, (BadRecordReason.BrokenJson, raw));

        var gone = File(folder).CopyWithout(folder.Combine("to/shard.jsonl"), new HashSet<DocumentId> { Removed });

        Assert.Empty(gone);
        string line = Assert.Single(System.IO.File.ReadAllLines(folder.Combine("to/shard.jsonl")));
        Assert.DoesNotContain("gone", line, StringComparison.Ordinal);
        JsonElement record = JsonDocument.Parse(line).RootElement;
        Assert.Equal((BadRecordReason.BrokenJson, 3), (record.GetProperty("reason").GetString(), record.GetProperty("line").GetInt32()));
    }

    [Fact]
    public void When_no_record_remains_there_is_no_file()
    {
        using var folder = new TemporaryFolder("quarantine");
        Write(folder, (BadRecordReason.BadField, """{"text":"the text to be gone"}"""));

        _ = File(folder).CopyWithout(folder.Combine("to/shard.jsonl"), new HashSet<DocumentId> { Removed });

        Assert.Empty(Directory.EnumerateFiles(folder.Combine("to")));
    }

    [Fact]
    public void The_ids_are_those_of_the_texts()
    {
        using var folder = new TemporaryFolder("quarantine");
        Write(folder, (BadRecordReason.BadField, """{"text":"the text to be gone"}"""), (BadRecordReason.BrokenJson, "{"));

        Assert.Equal([Removed], File(folder).Ids());
    }

    private static QuarantineFile File(TemporaryFolder folder) => new(folder.Combine("from/shard.jsonl"), new FieldMap());

    private static void Write(TemporaryFolder folder, params (string Reason, string Raw)[] records)
    {
        using var writer = new QuarantineWriter(folder.Combine("from"), "shard");
        foreach ((string reason, string raw) in records)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(raw);
            writer.Write(new BadRecord(new SourceLine("a.jsonl", 3, 1), 2, reason, $"found: {raw}", "Mend it.", bytes, bytes.Length));
        }

        writer.Complete();
    }
}
