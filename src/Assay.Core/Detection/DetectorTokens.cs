using System.Runtime.CompilerServices;
using Assay.Core.Text;

namespace Assay.Core.Detection;

/// <summary>Words and signs of a text in normal form, in order. A worker owns one, and it grows to the longest document.</summary>
internal sealed class DetectorTokens
{
    // What a byte is: 0 between tokens, 1 sign, 2 small letter, 3 capital, 4 digit, 5 apostrophe, 6 beyond ASCII.
    private static ReadOnlySpan<byte> Classes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 1, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 1, 1, 1, 1, 1,
        1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1,
        1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 0,
        6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
        6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
        6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
        6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
    ];

    private ulong[] _hashes = new ulong[2048];
    private int[] _starts = new int[2048];
    private int[] _lengths = new int[2048];
    private byte[] _kinds = new byte[2048];
    private int[] _words = new int[2048];

    /// <summary>Tokens.</summary>
    internal int Count { get; private set; }

    /// <summary>Words among them.</summary>
    internal int WordCount { get; private set; }

    /// <summary>Hash of each token, words in lower case.</summary>
    internal ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>First byte of each token.</summary>
    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>Bytes of each token.</summary>
    internal ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Count);

    /// <summary><see cref="TokenKind"/> of each token.</summary>
    internal ReadOnlySpan<byte> Kinds => _kinds.AsSpan(0, Count);

    /// <summary>The token that each word is.</summary>
    internal ReadOnlySpan<int> Words => _words.AsSpan(0, WordCount);

    /// <summary>Reads the tokens of a text.</summary>
    /// <param name="text">Text in normal form.</param>
    internal void Read(ReadOnlySpan<byte> text)
    {
        (Count, WordCount) = (0, 0);
        int at = 0;
        while (at < text.Length)
        {
            byte first = text[at];
            int kind = Classes[first];
            if (kind == 0)
            {
                at++;
                continue;
            }

            Grow();
            at = kind switch
            {
                1 or 5 => Sign(first, at, 1),
                6 => BeyondAscii(text, at),
                _ => Word(text, at),
            };
        }
    }

    private int Sign(byte kind, int at, int length)
    {
        Add(WordHash.Mix(kind ^ WordHash.K1, WordHash.K3), at, length, kind);
        return at + length;
    }

    private int BeyondAscii(ReadOnlySpan<byte> text, int at)
    {
        int scalar = Utf8Scalar.Decode(text[at..], out int length);
        CharacterClass kind = scalar < 0 ? CharacterClass.Gap : FrozenUnicode.Class(scalar);
        return kind switch
        {
            CharacterClass.Letter or CharacterClass.Solo or CharacterClass.Mark => Word(text, at),
            CharacterClass.Sign or CharacterClass.Apostrophe => Sign(TokenKind.OtherSign, at, length),
            _ => at + length,
        };
    }

    private int Word(ReadOnlySpan<byte> text, int start)
    {
        WordHash.Stream hash = WordHash.Stream.Start();
        int at = start;
        (int capitals, int digits, int characters) = (0, 0, 0);
        bool startsWithCapital = false;
        while (at < text.Length)
        {
            byte b = text[at];
            int kind = Classes[b];
            if (kind is 2 or 3 or 4)
            {
                hash.Append((uint)(b | 0x20), 1);
                capitals += kind == 3 ? 1 : 0;
                digits += kind == 4 ? 1 : 0;
                startsWithCapital |= characters == 0 && kind == 3;
                characters++;
                at++;
            }
            else if (kind == 5 && at > start && at + 1 < text.Length && Classes[text[at + 1]] is 2 or 3)
            {
                hash.Append((byte)'\'', 1);
                at++;
            }
            else if (kind == 6 && TryAppend(text[at..], ref hash, ref characters, at == start, out bool isCapital, out int length))
            {
                capitals += isCapital ? 1 : 0;
                startsWithCapital |= characters == 1 && isCapital;
                at += length;
            }
            else
            {
                break;
            }
        }

        byte shape = digits == characters ? TokenKind.Number
            : capitals == 0 ? TokenKind.Lower
            : capitals == 1 && startsWithCapital ? TokenKind.Capitalised
            : capitals + digits == characters ? TokenKind.Upper
            : TokenKind.Mixed;
        _words[WordCount++] = Count;
        Add(hash.Finish(), start, at - start, shape);
        return at;
    }

    /// <summary>Letters and marks beyond ASCII; a letter of a script without spaces is a word of its own.</summary>
    private static bool TryAppend(ReadOnlySpan<byte> text, ref WordHash.Stream hash, ref int characters, bool isFirst, out bool isCapital, out int length)
    {
        isCapital = false;
        int scalar = Utf8Scalar.Decode(text, out length);
        if (scalar < 0)
        {
            return false;
        }

        int entry = FrozenUnicode.Entry(scalar);
        var kind = (CharacterClass)(entry & 7);
        if (kind is not (CharacterClass.Letter or CharacterClass.Mark) && !(kind == CharacterClass.Solo && isFirst))
        {
            return false;
        }

        isCapital = entry >> 3 != 0;
        hash.Append(Utf8Scalar.Encode(scalar + (entry >> 3), out int bytes), bytes);
        characters++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ulong hash, int start, int length, byte kind)
    {
        (_hashes[Count], _starts[Count], _lengths[Count], _kinds[Count]) = (hash, start, length, kind);
        Count++;
    }

    private void Grow()
    {
        if (Count == _hashes.Length)
        {
            int size = Count * 2;
            Array.Resize(ref _hashes, size);
            Array.Resize(ref _starts, size);
            Array.Resize(ref _lengths, size);
            Array.Resize(ref _kinds, size);
            Array.Resize(ref _words, size);
        }
    }
}
