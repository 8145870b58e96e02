using Assay.Core.Statistics;
using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class GzipInputTests
{
    private static readonly string First = Words(300);
    private static readonly string Second = Words(40);

    [Fact]
    public void Members_are_read_one_after_the_other() => Assert.Equal((First + Second, null), Read(CorpusFolder.Gzip(First, Second)));

    [Fact]
    public void A_file_cut_anywhere_is_noticed_except_between_members()
    {
        byte[] whole = CorpusFolder.Gzip(First, Second);
        int boundary = CorpusFolder.Gzip(First).Length;
        for (int length = 0; length < whole.Length; length++)
        {
            (string text, RecordProblem? problem) = Read(whole[..length]);

            Assert.StartsWith(text, First + Second, StringComparison.Ordinal);
            Assert.Equal(length == boundary ? null : BadRecordReason.TruncatedStream, problem?.Reason);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void Bytes_behind_the_last_member_are_noticed(int count)
    {
        byte[] junk = [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))];

        (string text, RecordProblem? problem) = Read([.. CorpusFolder.Gzip(First), .. junk]);

        Assert.Equal(First, text);
        Assert.Equal(BadRecordReason.DamagedStream, problem?.Reason);
    }

    [Fact]
    public void A_flipped_bit_is_noticed()
    {
        byte[] whole = CorpusFolder.Gzip(First, Second);
        for (int index = 10; index < whole.Length; index += 7)
        {
            byte[] flipped = [.. whole];
            flipped[index] ^= 0x10;

            (string text, RecordProblem? problem) = Read(flipped);

            Assert.True(string.Equals(text, First + Second, StringComparison.Ordinal) || problem is not null, $"A flipped bit in byte {index} went unnoticed.");
        }
    }

    private static (string Text, RecordProblem? Problem) Read(byte[] file)
    {
        using var gzip = new GzipInput(new MemoryStream(file));
        var text = new MemoryStream();
        byte[] buffer = new byte[64];
        try
        {
            while (gzip.Read(buffer) is > 0 and var read)
            {
                text.Write(buffer, 0, read);
            }
        }
        catch (DamagedStreamException e)
        {
            return (System.Text.Encoding.UTF8.GetString(text.ToArray()), e.Problem);
        }

        return (System.Text.Encoding.UTF8.GetString(text.ToArray()), null);
    }

    private static string Words(int count)
    {
        var prng = new Prng(new RunSeed(20260101).For($"gzip/{count}"));
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => prng.NextInt32(100_000)));
    }
}
