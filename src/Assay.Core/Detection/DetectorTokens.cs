using System.Numerics;
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

    /// <summary>Bytes that are read behind a text.</summary>
    internal const int Padding = TokenMasks.Bytes + 16;

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
    /// <param name="padded">Text in normal form, and <see cref="Padding"/> bytes of white space behind it.</param>
    internal void Read(ReadOnlySpan<byte> padded)
    {
        (Count, WordCount) = (0, 0);
        int end = padded.Length - Padding;
        int at = 0;
        while (at < end)
        {
            Grow();
            TokenMasks masks = TokenMasks.Of(ref Unsafe.AsRef(in padded[at]));

            // Only up to the last byte that surely ends a word, so that no word crosses into the next block.
            ulong ascii = masks.NotAscii == 0 ? ulong.MaxValue : (masks.NotAscii & (0 - masks.NotAscii)) - 1;
            ulong between = ~(masks.Word | masks.Apostrophe) & ascii;
            if (between == 0)
            {
                at = One(padded[..end], at);
                continue;
            }

            int used = TokenMasks.Bytes - BitOperations.LeadingZeroCount(between);
            Block(ref Unsafe.AsRef(in padded[at]), at, masks, ulong.MaxValue >> (TokenMasks.Bytes - used));
            at += used;
        }
    }

    /// <summary>All tokens of a block.</summary>
    private void Block(ref byte block, int at, TokenMasks masks, ulong inUse)
    {
        ulong joined = masks.Apostrophe & (masks.Word << 1) & ((masks.Word & ~masks.Digit) >> 1);
        ulong word = (masks.Word | joined) & inUse;
        ulong starts = (word & ~(word << 1)) | (masks.Visible & ~word & inUse);
        for (; starts != 0; starts &= starts - 1)
        {
            int start = BitOperations.TrailingZeroCount(starts);
            ulong rest = word >> start;
            if ((rest & 1) == 0)
            {
                _ = Sign(Unsafe.Add(ref block, start), at + start, 1);
                continue;
            }

            int length = BitOperations.TrailingZeroCount(~rest);
            ulong within = ulong.MaxValue >> (64 - length);
            ulong capitals = masks.Upper >> start & within;
            int digits = BitOperations.PopCount(masks.Digit >> start & within);
            int characters = length - BitOperations.PopCount(joined >> start & within);
            _words[WordCount++] = Count;
            Add(
                WordHash.OfAscii(ref Unsafe.Add(ref block, start), length), at + start, length,
                Shape(characters, BitOperations.PopCount(capitals), digits, (capitals & 1) != 0));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Shape(int characters, int capitals, int digits, bool startsWithCapital) =>
        digits == characters ? TokenKind.Number
        : capitals == 0 ? TokenKind.Lower
        : capitals == 1 && startsWithCapital ? TokenKind.Capitalised
        : capitals + digits == characters ? TokenKind.Upper
        : TokenKind.Mixed;

    /// <summary>One token, or what stands between two, a character at a time.</summary>
    private int One(ReadOnlySpan<byte> text, int at) => Classes[text[at]] switch
    {
        0 => at + 1,
        1 or 5 => Sign(text[at], at, 1),
        6 => BeyondAscii(text, at),
        _ => Word(text, at),
    };

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

        _words[WordCount++] = Count;
        Add(hash.Finish(), start, at - start, Shape(characters, capitals, digits, startsWithCapital));
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
        if (_hashes.Length - Count < TokenMasks.Bytes)
        {
            int size = _hashes.Length * 2;
            Array.Resize(ref _hashes, size);
            Array.Resize(ref _starts, size);
            Array.Resize(ref _lengths, size);
            Array.Resize(ref _kinds, size);
            Array.Resize(ref _words, size);
        }
    }
}
