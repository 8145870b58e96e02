using System.Text;
using System.Text.Json;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class JsonEscapesTests
{
    private static readonly string[] Pieces =
        ["a", "word ", "é", "😀", @"\n", @"\""", @"\\", @"\/", @"\t", @"\b", @"\f", @"\r", @"\u0041", @"\u00e9", @"\u20AC", @"\ud83d\ude00", @"\uD83D\uDE00"];

    [Fact]
    public void Unescaping_agrees_with_System_Text_Json() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().ToArbitrary(), pieces =>
        {
            string escaped = string.Concat(pieces);
            string expected = JsonSerializer.Deserialize<string>($"\"{escaped}\"")!;
            return Unescape(escaped) == (-1, expected) && JsonEscapes.FindLoneSurrogate(Encoding.UTF8.GetBytes(escaped)) == -1;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(@"ab\ud83d", 2)]
    [InlineData(@"ab\ud83dcd", 2)]
    [InlineData(@"\ude00\ud83d", 0)]
    [InlineData(@"x\ud83d\n", 1)]
    [InlineData(@"x\ud83d\u0041", 1)]
    [InlineData(@"\ud83d\ude00\ud83d\ud83d\ude00", 12)]
    public void Half_of_a_surrogate_pair_is_found_where_it_stands(string escaped, int index)
    {
        Assert.Equal(index, Unescape(escaped).Lone);
        Assert.Equal(index, JsonEscapes.FindLoneSurrogate(Encoding.UTF8.GetBytes(escaped)));
    }

    private static (int Lone, string Text) Unescape(string escaped)
    {
        byte[] source = Encoding.UTF8.GetBytes(escaped);
        byte[] target = new byte[source.Length];
        int lone = JsonEscapes.Unescape(source, target, out int written);
        return (lone, Encoding.UTF8.GetString(target, 0, written));
    }
}
