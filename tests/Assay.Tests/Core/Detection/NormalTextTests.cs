using System.Text;
using Assay.Core.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Detection;

public sealed class NormalTextTests
{
    [Theory]
    [InlineData("Plain words stay as they are.", "Plain words stay as they are.")]
    [InlineData("  two \t\r\n\n  lines ", "two lines")]
    [InlineData("\u201CQuoted\u201D and \u2018so\u2019 it\u2019s", "\"Quoted\" and 'so' it's")]
    [InlineData("a \u2013 b \u2014 c\u2026", "a - b -- c...")]
    [InlineData("spaced , signs ; here ! ( inside ) .", "spaced, signs; here! (inside).")]
    [InlineData("do n't , it 's , they 'll , we 've", "don't, it's, they'll, we've")]
    [InlineData("`` old quotes ''", "\"old quotes\"")]
    [InlineData("# Title\n\n- item **bold** _soft_ `code`\n* other\n> said\n---\nsnake_case", "Title item bold soft code other said snake_case")]
    [InlineData("see [the page](https://example.org/a?b) now", "see [the page] now")]
    [InlineData("zero\u200Bwidth\u200D soft\u00ADhyphen \uFEFFmark \u202Eturned", "zerowidth softhyphen mark turned")]
    [InlineData("\uFF26\uFF35\uFF2C\uFF2C \uFB01ne x\u00B2 \u2460 \u210C", "FULL fine x2 1 H")] // NFKC
    [InlineData("cafe\u0301 A\u030A e\u0302\u0301", "caf\u00E9 \u00C5 \u1EBF")] // composed
    [InlineData("p\u0430yp\u0430l \u0440\u0430y \u041C\u0438\u0440", "paypal pay \u041C\u0438\u0440")] // lookalikes in Latin words alone
    [InlineData("a\u3000b\u00A0c\u2028d", "a b c d")]
    [InlineData("Привет, мир! 漢字", "Привет, мир! 漢字")]
    [InlineData("", "")]
    public void The_normal_form_of_a_text_is_frozen(string text, string expected) => Assert.Equal(expected, Normal(text));

    [Fact]
    public void Blocks_of_plain_text_and_single_characters_give_the_same_form()
    {
        // Every prefix shifts the block borders by one.
        const string Sentence = "The quick brown fox's tail , it seems , was \u201Clong\u201D enough to cross one block and then another one as well ; was n't it ? ";
        string repeated = string.Concat(Enumerable.Repeat(Sentence, 4));
        string whole = Normal(repeated);
        for (int shift = 1; shift < 70; shift++)
        {
            Assert.Equal("a " + whole, Normal("a" + new string(' ', shift) + repeated));
        }
    }

    [Fact]
    public void The_form_is_well_formed_has_no_double_space_and_damaged_bytes_do_no_harm() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 255)).ToArbitrary(), bytes =>
        {
            var normal = new NormalText();
            normal.Read([.. bytes.Select(b => (byte)b)]);
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(normal.Utf8);
            return !text.Contains("  ", StringComparison.Ordinal) && !text.StartsWith(' ') && !text.EndsWith(' ');
        }).QuickCheckThrowOnFailure();

    private static string Normal(string text)
    {
        var normal = new NormalText();
        normal.Read(Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(normal.Utf8);
    }
}
