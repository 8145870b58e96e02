using System.Text;
using Assay.Core.Documents;
using Assay.Core.Statistics;
using Assay.Core.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Text;

public sealed class Identity1Tests
{
    /// <remarks>Forms written by hand, ids by another program's SHA-256. If one of them changes, every stored id is wrong.</remarks>
    [Theory]
    [InlineData("", "", "e3b0c44298fc1c149afbf4c8996fb924")]
    [InlineData(" \t\r\n\u2028", "", "e3b0c44298fc1c149afbf4c8996fb924")]
    [InlineData("Hello World", "hello world", "b94d27b9934d3e08a52e52d7da7dabfa")]
    [InlineData("  Hello\t\tWorld \r\n", "hello world", "b94d27b9934d3e08a52e52d7da7dabfa")]
    [InlineData("line one\r\nLINE TWO\n\n\nthree", "line one line two three", "b6e4eb672991eea7a6aff21840ea1116")]
    [InlineData("a\u00A0b\u3000c\u2003d\u0085e\u1680f", "a b c d e f", "2278f6cde63745760a3899421d0522e3")]
    [InlineData("\u0130stanbul I\u011EDIR", "\u0130stanbul i\u011Fdir", "7ab6b9f37356c797c8a0a70ad27c05a0")] // İ stays: no simple pair
    [InlineData("ΟΔΥΣΣΕΥΣ", "οδυσσευσ", "2948cc83118a5f6add05093738b8e97d")] // no final sigma is made
    [InlineData("Ὀδυσσεύς", "ὀδυσσεύς", "8057c56f43453226a1d9214e21077c1b")] // nor unmade
    [InlineData("STRASSE Straße ẞ", "strasse straße ß", "5ab49837b7a9ac69e453111b69835c02")]
    [InlineData("\u13E3\u13B3\u13A9", "\uABB3\uAB83\uAB79", "1c7937f6ada3a548f39371b2de12d2c5")] // Cherokee
    [InlineData("\U00010414\U0001042F", "\U0001043C\U0001042F", "78347c27954f2cd0ba18a5bd3c5de17a")] // Deseret
    [InlineData("Cafe\u0301 CAF\u00C9", "cafe\u0301 caf\u00E9", "886a02e53758efe926094e98b6d49657")] // forms stay apart
    [InlineData("\u023A \u023E", "\u2C65 \u2C66", "17a614138b89808e2533a14f022bf923")] // two bytes become three
    [InlineData("\u212A\u2126\u212B", "k\u03C9\u00E5", "fe4fab68f16880b2623deb0cba8de5d3")] // three become one or two
    [InlineData("Привет, МИР!", "привет, мир!", "0916c87e06b6ad402d29eb054d6400e0")]
    [InlineData("漢字\u3000かな", "漢字 かな", "b9d239ad2cd2a8b9e6d1220935cf179c")]
    [InlineData("zero\u200Bwidth \u200D", "zero\u200Bwidth \u200D", "74fcc6624475c37a1ba256a2b8cfbb56")] // not white space
    [InlineData("👩\u200D👩\u200D👧 OK", "👩\u200D👩\u200D👧 ok", "66532d2f8a8a0b0e8916fb98d6bba7f6")]
    [InlineData("\uFEFFBOM", "\uFEFFbom", "2623148f0d047ef6feae63422c0d6074")]
    [InlineData("\u01C5 \u01C4 \u01C6", "\u01C6 \u01C6 \u01C6", "b7af43ecd66ee7afb3279cdb04b8497e")] // title case
    public void The_form_and_the_id_of_a_text_are_frozen(string text, string form, string id)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] scratch = new byte[Identity1.FormCapacity(utf8.Length)];

        Assert.Equal(form, Encoding.UTF8.GetString(scratch, 0, Identity1.Fold(utf8, scratch)));
        Assert.Equal(id, Identity1.Compute(utf8, scratch).ToString());
        Assert.Equal(id, Identity1.Compute(utf8).ToString());
    }

    [Fact]
    public void Every_width_of_vector_gives_the_form_of_the_naive_twin()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/identity-1"));
        for (int sample = 0; sample < 3000; sample++)
        {
            byte[] utf8 = TextSamples.Next(prng);
            byte[] expected = NaiveText.Fold(utf8);

            Assert.Equal(expected, Form(utf8, Identity1.Fold<ByteBlock512>));
            Assert.Equal(expected, Form(utf8, Identity1.Fold<ByteBlock256>));
            Assert.Equal(expected, Form(utf8, Identity1.Fold<ByteBlock128>));
        }
    }

    [Fact]
    public void White_space_at_every_offset_and_of_every_length_is_one_space()
    {
        for (int before = 0; before < 140; before++)
        {
            for (int run = 1; run < 140; run += 3)
            {
                string text = new string('A', before) + new string('\n', run) + "b ";
                Assert.Equal(before == 0 ? "b" : new string('a', before) + " b",
                    Encoding.UTF8.GetString(Form(Encoding.UTF8.GetBytes(text), Identity1.Fold)));
            }
        }
    }

    [Fact]
    public void Folding_twice_changes_nothing_more() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        byte[] once = Form(bytes, Identity1.Fold);
        return once.AsSpan().SequenceEqual(Form(once, Identity1.Fold));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_at_all_fold_as_the_naive_twin_does() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        Form(bytes, Identity1.Fold).AsSpan().SequenceEqual(NaiveText.Fold(bytes))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_scratch_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentException>(() => Identity1.Compute("text"u8, new byte[Identity1.FormCapacity(4) - 1]));

    [Fact]
    public void The_id_is_the_front_of_the_hash_of_the_form() =>
        Assert.Equal(DocumentId.FromHash(System.Security.Cryptography.SHA256.HashData("a b"u8)), Identity1.Compute("A\n\nB "u8));

    private delegate int Folder(ReadOnlySpan<byte> utf8, Span<byte> form);

    private static byte[] Form(byte[] utf8, Folder fold)
    {
        byte[] form = new byte[Identity1.FormCapacity(utf8.Length)];
        return form[..fold(utf8, form)];
    }
}
