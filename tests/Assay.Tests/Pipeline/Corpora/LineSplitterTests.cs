using System.Text;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class LineSplitterTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\r\nb\n\r\nc\r", new[] { "a", "b", "", "c" })]
    public void Lines_end_with_LF_CRLF_or_the_file(string text, string[] lines) => Assert.Equal(lines, Split(text).Select(l => l.Text));

    [Fact]
    public void Any_text_in_any_buffer_and_any_chunks_splits_like_string_Split()
    {
        Gen<string> text = Gen.Elements("", "a", "bc", "\n", "\r\n", "\r", "a long piece of text").ArrayOf().Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), Gen.Choose(16, 40).ToArbitrary(), Gen.Choose(1, 50).ToArbitrary(), (t, buffer, chunk) =>
        {
            string[] expected = [.. t.Split('\n').Select(l => l.EndsWith('\r') ? l[..^1] : l)];
            if (t.Length == 0 || t.EndsWith('\n'))
            {
                expected = expected[..^1];
            }

            List<SplitLine> lines = Split(t, bufferBytes: buffer, chunkBytes: chunk);
            return lines.Select(l => l.Text).SequenceEqual(expected) &&
                lines.Select(l => l.Number).SequenceEqual(Enumerable.Range(1, expected.Length).Select(n => (long)n));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_line_past_the_limit_is_told_and_skipped_wherever_the_chunks_fall()
    {
        for (int length = 38; length <= 90; length++)
        {
            for (int chunk = 1; chunk <= 33; chunk += 4)
            {
                foreach (string end in (string[])["\n", "\r\n", ""])
                {
                    string rest = end.Length == 0 ? "" : "after\nlast";
                    List<SplitLine> lines = Split($"before\n{new string('x', length)}{end}{rest}", bufferBytes: 16, chunkBytes: chunk, maxLineBytes: 40);

                    Assert.Equal(end.Length == 0 ? ["before"] : ["before", "after", "last"], lines.Where((_, i) => i != 1).Select(l => l.Text));
                    Assert.Equal((length > 40, 2L, (long)length), (lines[1].Fault is not null, lines[1].Number, lines[1].Bytes));
                    Assert.All(lines[1].Text, c => Assert.Equal('x', c));
                    Assert.Equal(lines[1].Fault?.Reason, length > 40 ? BadRecordReason.TooLong : null);
                }
            }
        }
    }

    [Fact]
    public void Offsets_stay_true_after_a_line_past_the_limit()
    {
        byte[] text = Encoding.UTF8.GetBytes($"{new string('x', 100)}\na\nb\n");
        using var lines = new LineSplitter(new Chunks(text, 7), offset: 1000, end: 1103, maxLineBytes: 40, bufferBytes: 16);

        Assert.True(lines.MoveNext());
        Assert.Equal(1101, lines.NextOffset);
        Assert.True(lines.MoveNext());
        Assert.Equal("a"u8, lines.Line);
        Assert.False(lines.MoveNext()); // b starts at 1103
    }

    [Fact]
    public void Where_a_stream_breaks_off_the_line_says_so_once()
    {
        var damage = new DamagedStreamException(new RecordProblem(BadRecordReason.TruncatedStream, "cut.", "mend.", 1));

        List<SplitLine> lines = Split("whole\nhal", damage: damage);
        List<SplitLine> empty = Split("whole\n", damage: damage);

        Assert.Equal(["whole", "hal"], lines.Select(l => l.Text));
        Assert.Equal([null, damage.Problem with { Column = 4 }], lines.Select(l => l.Fault));
        Assert.Equal(["whole", ""], empty.Select(l => l.Text));
        Assert.Equal([null, damage.Problem with { Column = 1 }], empty.Select(l => l.Fault));
    }

    private static List<SplitLine> Split(
        string text, int bufferBytes = 64, int chunkBytes = int.MaxValue, int maxLineBytes = 1000, DamagedStreamException? damage = null)
    {
        List<SplitLine> lines = [];
        using var splitter = new LineSplitter(
            new Chunks(Encoding.UTF8.GetBytes(text), chunkBytes, damage), maxLineBytes: maxLineBytes, bufferBytes: bufferBytes);
        while (splitter.MoveNext())
        {
            lines.Add(new SplitLine(Encoding.UTF8.GetString(splitter.Line), splitter.LineNumber, splitter.LineBytes, splitter.Fault));
        }

        return lines;
    }

    private sealed record SplitLine(string Text, long Number, long Bytes, RecordProblem? Fault);

    /// <summary>Gives at most so many bytes a read, and perhaps breaks off at the end.</summary>
    private sealed class Chunks(byte[] bytes, int chunkBytes, DamagedStreamException? damage = null) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer)
        {
            int read = base.Read(buffer[..Math.Min(buffer.Length, chunkBytes)]);
            return read == 0 && damage is not null ? throw damage : read;
        }
    }
}
