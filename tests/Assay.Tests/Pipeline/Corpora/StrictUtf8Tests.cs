using System.Text;
using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class StrictUtf8Tests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void The_first_damaged_byte_is_found_wherever_it_lies(int index)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)'a', index), 0xFF, .. "rest"u8];

        Assert.Equal(index, StrictUtf8.FirstInvalid(bytes));
    }

    [Fact]
    public void A_character_cut_at_the_end_is_damaged_where_it_begins() =>
        Assert.Equal(2, StrictUtf8.FirstInvalid((ReadOnlySpan<byte>)[(byte)'o', (byte)'k', 0xE2, 0x82]));

    [Theory]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // a surrogate
    [InlineData(new byte[] { 0xC0, 0x80 })] // an overlong NUL
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // past U+10FFFF
    public void What_decoders_like_to_forgive_is_damaged(byte[] bytes) => Assert.Equal(0, StrictUtf8.FirstInvalid(bytes));

    [Fact]
    public void Whole_text_has_no_damage() => Assert.Equal(-1, StrictUtf8.FirstInvalid("naïve 😀 текст"u8));

    [Theory]
    [InlineData("", true)]
    [InlineData(" \t\r\n", true)]
    [InlineData("\u00a0\u2003\u3000", true)]
    [InlineData("  \u3000x", false)]
    [InlineData("é", false)]
    [InlineData("\u200b", false)] // a zero-width space is not white space for Unicode
    public void Blank_means_white_space_only(string text, bool blank) =>
        Assert.Equal(blank, StrictUtf8.IsBlank(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Text_cut_anywhere_loses_at_most_the_cut_character()
    {
        byte[] text = [.. "aé€😀b"u8];
        int[] boundaries = [0, 1, 3, 6, 10, 11];
        for (int length = 0; length <= text.Length; length++)
        {
            int kept = StrictUtf8.TrimCutCharacter(text.AsSpan(0, length)).Length;

            Assert.Equal(boundaries.Last(b => b <= length), kept);
        }
    }
}
