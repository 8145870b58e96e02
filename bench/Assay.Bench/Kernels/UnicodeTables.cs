using System.Globalization;
using System.Text;
using Assay.Core.Text;

namespace Assay.Bench.Kernels;

/// <summary>Writes the data of <c>FrozenUnicode</c> from the character data of the .NET runtime it runs on.</summary>
/// <remarks>
/// <para>It was run once, on .NET 10.0.12 (Unicode 16.0), and its output is committed. Running it on a newer runtime and
/// committing the result would change the ids of documents: that needs a new name (<c>identity-2</c>), not a new table.</para>
/// <para><c>dotnet run -c Release --project bench/Assay.Bench -- unicode-tables &gt; src/Assay.Core/Text/FrozenUnicode.Data.cs</c></para>
/// </remarks>
internal static class UnicodeTables
{
    private const int ScalarEnd = 0x110000;

    // Scripts that are written without spaces between words, from Unicode's Blocks.txt. Letters and numerals in these ranges
    // are one word each; their decimal digits and combining marks behave as everywhere else.
    private static readonly (int First, int Last)[] Solo =
    [
        (0x0E00, 0x0EFF),   // Thai, Lao
        (0x1000, 0x109F),   // Myanmar
        (0x1780, 0x17FF),   // Khmer
        (0x1950, 0x19FF),   // Tai Le, New Tai Lue, Khmer symbols
        (0x1A20, 0x1AAF),   // Tai Tham
        (0x1B00, 0x1B7F),   // Balinese
        (0x3005, 0x3007),   // Ideographic iteration mark, closing mark and zero
        (0x3021, 0x303C),   // Hangzhou numerals, kana repeat marks
        (0x3040, 0x312F),   // Hiragana, Katakana, Bopomofo
        (0x3190, 0x33FF),   // Kanbun, Bopomofo extended, Katakana extensions, enclosed and squared CJK
        (0x3400, 0x4DBF),   // CJK extension A
        (0x4E00, 0x9FFF),   // CJK unified ideographs
        (0xA000, 0xA4CF),   // Yi
        (0xA980, 0xA9FF),   // Javanese, Myanmar extended B
        (0xAA60, 0xAADF),   // Myanmar extended A, Tai Viet
        (0xF900, 0xFAFF),   // CJK compatibility ideographs
        (0xFF66, 0xFF9F),   // Half-width Katakana
        (0x11700, 0x1174F), // Ahom
        (0x16FE0, 0x18DFF), // Tangut, Khitan small script
        (0x1AFF0, 0x1B2FF), // Kana extensions, Nushu
        (0x20000, 0x3FFFD), // CJK extensions B and later
    ];

    // Unicode's White_Space property.
    private static readonly int[] WhiteSpace =
    [
        0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
        0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
    ];

    // Soft hyphen, zero-width non-joiner and joiner, word joiner, byte order mark: invisible inside a word.
    private static readonly int[] Joiners = [0xAD, 0x200C, 0x200D, 0x2060, 0xFEFF];

    /// <summary>Prints the C# file.</summary>
    public static int Print(TextWriter output)
    {
        output.Write(
            """
            namespace Assay.Core.Text;

            // A table of data, written by the command `unicode-tables` of bench/Assay.Bench on .NET 10.0.12 (Unicode 16.0). Never
            // edit or regenerate it: document ids depend on it.
            internal static partial class FrozenUnicode
            {
            #pragma warning disable MA0051 // Too long for code; this is data.
                // First scalar of each run of equal class << 3 | class.
                private static ReadOnlySpan<uint> ClassRuns =>
                [

            """);
        WriteRows(output, ClassRuns());
        output.Write(
            """
                ];

                // Runs of scalars with one lower-case distance: first, last, step, lower - upper.
                private static ReadOnlySpan<int> LowerRuns =>
                [

            """);
        WriteRows(output, LowerRuns());
        output.Write(
            """
                ];
            #pragma warning restore MA0051
            }

            """);
        return 0;
    }

    internal static CharacterClass Classify(int scalar)
    {
        if (Array.IndexOf(WhiteSpace, scalar) >= 0)
        {
            return CharacterClass.WhiteSpace;
        }
        if (scalar is '\'' or 0x2019)
        {
            return CharacterClass.Apostrophe;
        }
        if (Array.IndexOf(Joiners, scalar) >= 0)
        {
            return CharacterClass.Joiner;
        }
        bool solo = Array.Exists(Solo, range => scalar >= range.First && scalar <= range.Last);
        return CharUnicodeInfo.GetUnicodeCategory(scalar) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                => solo ? CharacterClass.Solo : CharacterClass.Letter,
            UnicodeCategory.DecimalDigitNumber => CharacterClass.Letter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                => CharacterClass.Mark,
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate => CharacterClass.Gap,
            _ => CharacterClass.Sign,
        };
    }

    private static List<string> ClassRuns()
    {
        List<string> runs = [];
        CharacterClass? last = null;
        for (int scalar = 0; scalar < ScalarEnd; scalar++)
        {
            CharacterClass current = Classify(scalar);
            if (current != last)
            {
                runs.Add($"0x{((uint)scalar << 3) | (uint)current:X}");
                last = current;
            }
        }
        return runs;
    }

    private static List<string> LowerRuns()
    {
        List<(int Upper, int Distance)> pairs = [];
        for (int scalar = 0; scalar < ScalarEnd; scalar++)
        {
            if (Rune.IsValid(scalar) && Rune.ToLowerInvariant(new Rune(scalar)).Value is int lower && lower != scalar)
            {
                pairs.Add((scalar, lower - scalar));
            }
        }
        List<string> runs = [];
        for (int at = 0; at < pairs.Count;)
        {
            (int first, int distance) = pairs[at];
            int step = at + 1 < pairs.Count && pairs[at + 1] == (first + 2, distance) ? 2 : 1;
            int length = 1;
            while (at + length < pairs.Count && pairs[at + length] == (first + length * step, distance))
            {
                length++;
            }
            runs.Add($"0x{first:X}, 0x{first + (length - 1) * step:X}, {step}, {distance}");
            at += length;
        }
        return runs;
    }

    private static void WriteRows(TextWriter output, List<string> items)
    {
        var row = new StringBuilder();
        foreach (string item in items)
        {
            if (row.Length + item.Length > 112)
            {
                output.Write($"        {row.ToString().TrimEnd()}\n");
                row.Clear();
            }
            row.Append(item).Append(", ");
        }
        output.Write($"        {row.ToString().TrimEnd()}\n");
    }
}
