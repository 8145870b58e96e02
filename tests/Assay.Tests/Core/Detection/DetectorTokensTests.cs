using System.Text;
using Assay.Core.Detection;

namespace Assay.Tests.Core.Detection;

public sealed class DetectorTokensTests
{
    [Theory]
    [InlineData("It isn't 3 PM, McCoy!", "It:129 isn't:128 3:132 PM:130 ,:44 McCoy:131 !:33")]
    [InlineData("'tis rock'n' 90's a'1", "':39 tis:128 rock'n:128 ':39 90's:128 a:128 ':39 1:132")]
    [InlineData("Émile naïve 漢字 \u20AC", "Émile:129 naïve:128 漢:128 字:128 \u20AC:127")]
    public void Tokens_are_words_with_their_shape_and_signs(string text, string expected) => Assert.Equal(expected, Show(Read(text), text));

    [Fact]
    public void Blocks_and_single_characters_give_the_same_tokens()
    {
        const string Sentence = "Don't stop; the QUICK brown fox-terrier (aged 12) isn't McCoy's, is it?  ";
        string repeated = string.Concat(Enumerable.Repeat(Sentence, 5));
        DetectorTokens tokens = Read(repeated);
        for (int shift = 1; shift < 66; shift++)
        {
            DetectorTokens shifted = Read(new string(' ', shift) + repeated);
            Assert.Equal(tokens.Hashes.ToArray(), shifted.Hashes.ToArray());
            Assert.Equal(tokens.Kinds.ToArray(), shifted.Kinds.ToArray());
        }

        // A letter beyond ASCII sends each word of its neighbourhood through the other path; the plain words hash alike.
        DetectorTokens mixed = Read(repeated.Replace("fox", "fox é", StringComparison.Ordinal));
        ulong accent = Read("é").Hashes[0];
        ulong[] plain = [.. mixed.Hashes.ToArray().Where(hash => hash != accent)];
        Assert.Equal(tokens.Hashes.ToArray(), plain);
    }

    private static DetectorTokens Read(string text)
    {
        var normal = new NormalText();
        normal.ReadRaw(Encoding.UTF8.GetBytes(text));
        var tokens = new DetectorTokens();
        tokens.Read(normal.Padded);
        return tokens;
    }

    private static string Show(DetectorTokens tokens, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        List<string> shown = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            shown.Add($"{Encoding.UTF8.GetString(utf8, tokens.Starts[i], tokens.Lengths[i])}:{tokens.Kinds[i]}");
        }

        return string.Join(' ', shown);
    }
}
