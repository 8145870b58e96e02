using System.Buffers.Binary;
using System.Text;
using Assay.Core.Text;

namespace Assay.Tests.Core.Text;

/// <summary>The text kernels as one would write them without hurry; they ask the runtime what a letter is.</summary>
internal static class NaiveText
{
    /// <summary>identity-1, one rune at a time.</summary>
    internal static byte[] Fold(ReadOnlySpan<byte> utf8)
    {
        var form = new List<byte>();
        Span<byte> encoded = stackalloc byte[4];
        foreach ((int scalar, byte raw) in Scalars(utf8))
        {
            if (scalar < 0)
            {
                form.Add(raw);
            }
            else if (Rune.IsWhiteSpace(new Rune(scalar)))
            {
                if (form.Count > 0 && form[^1] != ' ')
                {
                    form.Add((byte)' ');
                }
            }
            else
            {
                form.AddRange(encoded[..Rune.ToLowerInvariant(new Rune(scalar)).EncodeToUtf8(encoded)]);
            }
        }
        if (form.Count > 0 && form[^1] == ' ')
        {
            form.RemoveAt(form.Count - 1);
        }
        return [.. form];
    }

    /// <summary>words-1: the words of a text as they are compared, and its tokens.</summary>
    internal static (List<string> Words, int Tokens) Split(ReadOnlySpan<byte> utf8)
    {
        // Joiners and what they join: dropping them first is the same as not minding them inside a word.
        List<int> scalars = [.. Scalars(utf8).Select(s => s.Scalar)];
        List<string> words = [];
        var word = new StringBuilder();
        int tokens = 0;
        bool solo = false;
        for (int at = 0; at < scalars.Count; at++)
        {
            int scalar = scalars[at];
            CharacterClass kind = scalar < 0 ? CharacterClass.Gap : FrozenUnicode.Class(scalar);
            bool letterFollows = at + 1 < scalars.Count && scalars[at + 1] >= 0
                && FrozenUnicode.Class(scalars[at + 1]) == CharacterClass.Letter;
            bool joins = kind == CharacterClass.Apostrophe && word.Length > 0 && !solo && letterFollows;
            if (kind == CharacterClass.Joiner)
            {
                continue;
            }
            if (kind is not (CharacterClass.Letter or CharacterClass.Mark) && !joins || kind == CharacterClass.Letter && solo)
            {
                Close();
            }
            if (kind is CharacterClass.Letter or CharacterClass.Mark or CharacterClass.Solo)
            {
                word.Append(Rune.ToLowerInvariant(new Rune(scalar)));
                solo |= kind == CharacterClass.Solo;
            }
            else if (joins)
            {
                word.Append('\'');
            }
            else
            {
                tokens += kind is CharacterClass.Sign or CharacterClass.Apostrophe ? 1 : 0;
            }
        }
        Close();
        return (words, tokens);

        void Close()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                tokens += (int)Math.Ceiling(word.ToString().EnumerateRunes().Count() / 7.0);
                word.Clear();
                solo = false;
            }
        }
    }

    /// <summary>word-hash-1, from its definition.</summary>
    internal static ulong Hash(string word)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(word);
        ulong state = 0x3C6EF372FE94F82B;
        int at = 0;
        for (; bytes.Length - at > 16; at += 16)
        {
            state = Fold((UInt128)(Read(at) ^ 0xBB67AE8584CAA73B) * (Read(at + 8) ^ state));
        }
        UInt128 product = (UInt128)(Read(at) ^ 0xBB67AE8584CAA73B) * (Read(at + 8) ^ state);
        return Fold((UInt128)((ulong)product ^ 0x6A09E667F3BCC908 ^ (ulong)bytes.Length)
            * ((ulong)(product >> 64) ^ 0xA54FF53A5F1D36F1));

        ulong Read(int from)
        {
            byte[] eight = [.. bytes.Skip(from).Take(8).Concat(new byte[8]).Take(8)];
            return BinaryPrimitives.ReadUInt64LittleEndian(eight);
        }

        static ulong Fold(UInt128 product) => (ulong)(product >> 64) ^ (ulong)product;
    }

    /// <summary>The scalars of a text; -1 and the byte itself for each byte that is not well-formed.</summary>
    internal static List<(int Scalar, byte Raw)> Scalars(ReadOnlySpan<byte> utf8)
    {
        List<(int, byte)> scalars = [];
        while (utf8.Length > 0)
        {
            bool valid = Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            scalars.Add(valid ? (rune.Value, (byte)0) : (-1, utf8[0]));
            utf8 = utf8[(valid ? length : 1)..];
        }
        return scalars;
    }
}
