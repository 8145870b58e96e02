using System.Text;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Text;

/// <summary>Texts made to trip the vector paths: every kind of character, at every offset in a block.</summary>
internal static class TextSamples
{
    private static readonly string[] Pieces =
    [
        "word", "Don't", "L’ÉTÉ", "X", "42", "3.14", " ", "  ", "\r\n\t ", "\u00A0", "\u3000\u2003", ".", "'", "''", "don''t", "—", "…",
        "Straße", "ΣΊΣΥΦΟΣ", "İI", "Привет", "漢字", "かな", "ภาษาไทย", "é", "e\u0301", "\u0301", "in\u00ADfo", "\u200D", "𐐔𐐯", "𠀋", "👍🏽",
        "snake_case", "ȺȾ", "\u0007", "\u007F", "ᏣᎳᎩ", "!?!", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "\uFEFF", "漢'字", "a'漢", "的a的b",
    ];

    /// <summary>A text of some pieces; now and then damaged, now and then plain English-like.</summary>
    internal static byte[] Next(Prng prng)
    {
        int kind = prng.NextInt32(4);
        var text = new StringBuilder();
        int pieces = prng.NextInt32(60);
        for (int piece = 0; piece < pieces; piece++)
        {
            if (kind > 0 && prng.NextInt32(10) < 7)
            {
                text.Append((char)('a' + prng.NextInt32(26)), 1 + prng.NextInt32(prng.NextInt32(40) == 0 ? 150 : 9));
                text.Append(prng.NextInt32(8) == 0 ? ", " : " ");
            }
            else
            {
                text.Append(Pieces[prng.NextInt32(Pieces.Length)]);
            }
        }
        byte[] utf8 = Encoding.UTF8.GetBytes(text.ToString());
        if (kind == 3 && utf8.Length > 0)
        {
            utf8[prng.NextInt32(utf8.Length)] = (byte)prng.NextUInt64();
        }
        return utf8;
    }
}
