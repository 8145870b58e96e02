using Assay.Pipeline.Corpora.Zstandard;

namespace Assay.Tests.Pipeline.Corpora.Zstandard;

public sealed class XxHash64Tests
{
    [Fact]
    public void Known_texts_have_their_published_hashes()
    {
        Assert.Equal(0xEF46DB3751D8E999, Hash([], 1));
        Assert.Equal(0x44BC2CF5AD770999UL, Hash("abc"u8, 3));
    }

    [Fact]
    public void It_does_not_matter_how_the_text_is_cut()
    {
        byte[] text = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];
        for (int length = 0; length < text.Length; length += 13)
        {
            ulong whole = Hash(text.AsSpan(0, length), text.Length);
            Assert.All([1, 5, 31, 32, 33, 100], cut => Assert.Equal(whole, Hash(text.AsSpan(0, length), cut)));
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> text, int cut)
    {
        var hash = new XxHash64();
        for (; text.Length > cut; text = text[cut..])
        {
            hash.Append(text[..cut]);
        }

        hash.Append(text);
        return hash.Value();
    }
}
