using System.Text;
using Assay.Core.Statistics;
using Assay.Core.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Text;

public sealed class WordSplitterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("The quick, brown fox.", "the|quick|brown|fox")]
    [InlineData("don't 'quote' dogs' ''", "don't|quote|dogs")]
    [InlineData("L\u2019Été rock'n'roll", "l'été|rock'n'roll")]
    [InlineData("3.14 snake_case a-b e@x.org", "3|14|snake|case|a|b|e|x|org")]
    [InlineData("漢字かな abc漢", "漢|字|か|な|abc|漢")]
    [InlineData("ภาษา", "ภ|า|ษ|า")]
    [InlineData("ที่นี่", "ที่|นี่")] // marks stay with their letter
    [InlineData("한국어 문장", "한국어|문장")] // Hangul is written with spaces
    [InlineData("infor\u00ADmation zero\u200Bwidth", "information|zero|width")]
    [InlineData("Cafe\u0301 \u0301x", "cafe\u0301|\u0301x")]
    [InlineData("😀 !!! …", "")]
    [InlineData("\u212Aelvin İI", "kelvin|İi")]
    public void Words_are_what_the_rule_says(string text, string expected)
    {
        string[] words = expected.Length == 0 ? [] : expected.Split('|');
        var list = new WordList();

        TextSize size = WordSplitter.Split(Encoding.UTF8.GetBytes(text), list);

        Assert.Equal(words.Select(NaiveText.Hash), list.Hashes.ToArray());
        Assert.Equal(words.Length, size.Words);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("word", 1)]
    [InlineData("seventy", 1)]
    [InlineData("thousand", 2)]
    [InlineData("Hello, world!", 4)]
    [InlineData("...", 3)]
    [InlineData("don't", 1)]
    [InlineData("don't'", 2)]
    [InlineData(" \t\r\n\0", 0)]
    [InlineData("漢字。", 3)]
    [InlineData("Привет", 1)]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", 12)]
    public void Tokens_are_what_the_rule_says(string text, int tokens) =>
        Assert.Equal(tokens, WordSplitter.Split(Encoding.UTF8.GetBytes(text), new WordList()).Tokens);

    /// <remarks>If one of these changes, stored signatures and rarity tables no longer match new ones.</remarks>
    [Theory]
    [InlineData("a", 0xC7716A6F45731EF2UL)]
    [InlineData("word", 0x3085F4526D40B340UL)]
    [InlineData("don't", 0x7E93F7816ADDC5DEUL)]
    [InlineData("letters8", 0xEF31E39D2C580CBEUL)]
    [InlineData("ninechars", 0x2674CD5789AE42EAUL)]
    [InlineData("sixteenlettersss", 0x2478309F4A86264CUL)]
    [InlineData("seventeenlettersz", 0x8B47D2371C1D19FFUL)]
    [InlineData("thirtytwolettersthirtytwoletters", 0xA8602217AA6DA7F5UL)]
    [InlineData("thirtythreelettersthirtythreelett", 0xB50C922A11460736UL)]
    [InlineData("été", 0xB4823DF0E98C6BD1UL)]
    [InlineData("漢", 0x1F5FE8DEEA84F7ADUL)]
    public void The_hash_of_a_word_is_frozen(string word, ulong expected)
    {
        var list = new WordList();
        WordSplitter.Split(Encoding.UTF8.GetBytes(word), list);

        Assert.Equal([expected], list.Hashes.ToArray());
        Assert.Equal(expected, NaiveText.Hash(word));
    }

    [Fact]
    public void Every_width_of_vector_gives_the_words_and_tokens_of_the_naive_twin()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/words-1"));
        for (int sample = 0; sample < 3000; sample++)
        {
            byte[] utf8 = TextSamples.Next(prng);
            (List<string> words, int tokens) = NaiveText.Split(utf8);
            ulong[] hashes = [.. words.Select(NaiveText.Hash)];

            AssertSplit(hashes, tokens, utf8, WordSplitter.Split<ByteBlock512>);
            AssertSplit(hashes, tokens, utf8, WordSplitter.Split<ByteBlock256>);
            AssertSplit(hashes, tokens, utf8, WordSplitter.Split<ByteBlock128>);
        }
    }

    [Fact]
    public void Words_of_every_length_at_every_offset_have_the_same_hash()
    {
        var list = new WordList();
        for (int length = 1; length < 140; length++)
        {
            string word = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i % 26)));
            ulong expected = NaiveText.Hash(word);
            for (int before = 0; before < 70; before++)
            {
                WordSplitter.Split(Encoding.UTF8.GetBytes(new string(' ', before) + word.ToUpperInvariant()), list);
                Assert.Equal([expected], list.Hashes.ToArray());
            }
        }
    }

    [Fact]
    public void Any_bytes_at_all_split_as_the_naive_twin_does() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        (List<string> words, int tokens) = NaiveText.Split(bytes);
        var list = new WordList();
        return WordSplitter.Split(bytes, list) == new TextSize(words.Count, tokens)
            && list.Hashes.SequenceEqual([.. words.Select(NaiveText.Hash)]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_and_tokens_of_two_texts_add_up()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/tokens-1"));
        var list = new WordList();
        for (int sample = 0; sample < 500; sample++)
        {
            byte[] first = TextSamples.Next(prng);
            byte[] second = TextSamples.Next(prng);

            TextSize a = WordSplitter.Split(first, list);
            TextSize b = WordSplitter.Split(second, list);
            TextSize both = WordSplitter.Split([.. first, (byte)' ', .. second], list);

            Assert.Equal(new TextSize(a.Words + b.Words, a.Tokens + b.Tokens), both);
        }
    }

    [Fact]
    public void What_identity_folds_makes_no_difference_to_words()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/words-of-the-form"));
        var list = new WordList();
        for (int sample = 0; sample < 500; sample++)
        {
            byte[] utf8 = TextSamples.Next(prng);
            byte[] form = new byte[Identity1.FormCapacity(utf8.Length)];
            TextSize size = WordSplitter.Split(utf8, list);
            ulong[] hashes = list.Hashes.ToArray();

            Assert.Equal(size, WordSplitter.Split(form.AsSpan(0, Identity1.Fold(utf8, form)), list));
            Assert.Equal(hashes, list.Hashes.ToArray());
        }
    }

    private delegate TextSize Splitter(ReadOnlySpan<byte> utf8, WordList words);

    private static void AssertSplit(ulong[] hashes, int tokens, byte[] utf8, Splitter split)
    {
        var list = new WordList();
        list.Add(0); // must be forgotten
        Assert.Equal(new TextSize(hashes.Length, tokens), split(utf8, list));
        Assert.Equal(hashes, list.Hashes.ToArray());
    }
}
