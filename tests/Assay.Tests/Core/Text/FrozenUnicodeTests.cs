using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Core.Text;

namespace Assay.Tests.Core.Text;

public sealed class FrozenUnicodeTests
{
    [Fact]
    public void The_table_is_the_one_that_ids_were_made_with()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] entry = new byte[4];
        for (int scalar = 0; scalar < 0x110000; scalar++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(entry, FrozenUnicode.Entry(scalar));
            hash.AppendData(entry);
        }

        Assert.Equal("e54d57657a40fc35b040377c9ed6808cf84b1fe266fa6578d88baa1089fb65a6", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void On_the_runtime_it_came_from_it_agrees_with_the_runtime()
    {
        if (Environment.Version.Major != 10)
        {
            Assert.Skip("The table is Unicode 16.0, that of .NET 10; a newer runtime may know more characters.");
        }
        Assert.DoesNotContain(Enumerable.Range(0, 0x110000), scalar => !AgreesWithRuntime(scalar));
    }

    [Theory]
    [InlineData('A', CharacterClass.Letter)]
    [InlineData('7', CharacterClass.Letter)]
    [InlineData('_', CharacterClass.Sign)]
    [InlineData('\'', CharacterClass.Apostrophe)]
    [InlineData('’', CharacterClass.Apostrophe)]
    [InlineData('漢', CharacterClass.Solo)]
    [InlineData('ー', CharacterClass.Solo)]
    [InlineData('ก', CharacterClass.Solo)]
    [InlineData('한', CharacterClass.Letter)]
    [InlineData('\u0E31', CharacterClass.Mark)]
    [InlineData('๓', CharacterClass.Letter)]
    [InlineData('。', CharacterClass.Sign)]
    [InlineData('\u00AD', CharacterClass.Joiner)]
    [InlineData('\u200B', CharacterClass.Gap)]
    [InlineData('\u3000', CharacterClass.WhiteSpace)]
    internal void Characters_have_the_class_that_the_rule_says(char character, CharacterClass expected) =>
        Assert.Equal(expected, FrozenUnicode.Class(character));

    private static bool AgreesWithRuntime(int scalar)
    {
        CharacterClass kind = FrozenUnicode.Class(scalar);
        if (!Rune.IsValid(scalar))
        {
            return kind == CharacterClass.Gap;
        }
        bool mark = CharUnicodeInfo.GetUnicodeCategory(scalar) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
        var rune = new Rune(scalar);
        return FrozenUnicode.Lower(scalar) == Rune.ToLowerInvariant(rune).Value
            && (kind == CharacterClass.WhiteSpace) == Rune.IsWhiteSpace(rune)
            && (kind is CharacterClass.Letter or CharacterClass.Solo) == (Rune.IsLetter(rune) || Rune.IsNumber(rune))
            && (kind == CharacterClass.Mark) == mark;
    }
}
