using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class TextShardReaderTests : IDisposable
{
    private readonly CorpusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_file_is_a_document_named_by_its_path()
    {
        _folder.Write("a/x.txt", "one\n");
        _folder.Write("b.txt", "\ufefftwo é");
        _folder.Write("big.txt", new string('y', 200_000));

        (List<ReadRecord> good, List<BadRecord> bad) = Read("a/x.txt", "b.txt", "big.txt");

        Assert.Equal([new(0, 4, "one\n", "a/x.txt"), new(1, 9, "two é", "b.txt"), new(2, 200_000, new string('y', 200_000), "big.txt")], good);
        Assert.Empty(bad);
    }

    [Fact]
    public void Bad_files_are_told_and_passed_over()
    {
        _folder.Write("empty.txt", "");
        _folder.Write("blank.txt", " \n\u2003");
        _folder.Write("latin.txt", [.. "\ufefffirst\ncaf"u8, 0xE9, (byte)'s']);
        _folder.Write("wide.txt", [0xFF, 0xFE, 0x41, 0]);
        _folder.Write("z.txt", "good");

        (List<ReadRecord> good, List<BadRecord> bad) = Read("empty.txt", "blank.txt", "latin.txt", "wide.txt", "z.txt");

        Assert.Equal([new(4, 4, "good", "z.txt")], good);
        Assert.Equal(
            [
                ("texts/empty.txt", BadRecordReason.EmptyText, 0L, 0L),
                ("texts/blank.txt", BadRecordReason.EmptyText, 1L, 5L),
                ("texts/latin.txt:2:4", BadRecordReason.DamagedUtf8, 2L, 14L),
                ("texts/wide.txt:1:1", BadRecordReason.DamagedUtf8, 3L, 4L),
            ],
            bad.Select(b => (b.At.ToString(), b.Reason, b.RowIndex, b.RecordBytes)));
        Assert.Equal("this file is UTF-16.", bad[3].Found);
    }

    [Fact]
    public void A_file_that_is_gone_is_an_error_with_its_name()
    {
        var error = Assert.Throws<ShardFormatException>(() => Read("gone.txt"));

        Assert.StartsWith("texts/gone.txt: this file does not exist", error.Message, StringComparison.Ordinal);
    }

    private (List<ReadRecord> Good, List<BadRecord> Bad) Read(params string[] files)
    {
        var shard = new Shard
        {
            SourceName = "test",
            Path = _folder.Path,
            DisplayPath = "texts",
            Format = CorpusFormat.Text,
            Files = files,
            Bytes = 1_000_000,
            Fields = new FieldMap(),
        };
        return ReadRecord.All(onBad => CorpusOpener.Open(shard, onBad));
    }
}
