using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Core.Text;

/// <summary>The frozen word rule <c>words-1</c>: one pass over a text that size, signature and rarity share.</summary>
/// <remarks>
/// <para>A word is a run of letters, numbers and combining marks; ' or ’ belongs to it between two letters or numbers. In scripts
/// written without spaces (Han, kana, Thai, …) every letter is a word, with the marks that follow it, so that such
/// documents have shingles too. Invisible joiners (soft hyphen, zero-width joiner, …) neither end a word nor belong to it. All else
/// stands between words: punctuation, symbols, _ and emoji as signs, white space and controls as nothing.</para>
/// <para>Words are compared in lower case and with ' for ’. Classes and case are frozen at Unicode 16.0.</para>
/// </remarks>
public static class WordSplitter
{
    /// <summary>The name of the rule, as facts and manifests record it.</summary>
    public const string Name = "words-1";

    private const int Block = 64;

    // A word is hashed 16 bytes at a time, so that much must be readable behind a block.
    private const int Readable = Block + 16;

    /// <summary>Splits a text into words.</summary>
    /// <param name="utf8">The text, well-formed UTF-8; a wrong byte stands between words.</param>
    /// <param name="words">Takes the hash of each word, in order; what it held is forgotten.</param>
    /// <returns>Words and tokens of the text.</returns>
    public static TextSize Split(ReadOnlySpan<byte> utf8, WordList words) =>
        Vector512.IsHardwareAccelerated ? Split<ByteBlock512>(utf8, words)
        : Vector256.IsHardwareAccelerated ? Split<ByteBlock256>(utf8, words)
        : Split<ByteBlock128>(utf8, words);

    /// <summary><see cref="Split(ReadOnlySpan{byte}, WordList)"/> with vectors of a given width.</summary>
    internal static TextSize Split<TBlock>(ReadOnlySpan<byte> utf8, WordList words)
        where TBlock : IByteBlock
    {
        words.Clear();
        int tokens = SplitBlocks<TBlock>(utf8, utf8, words, out int read);

        // The last bytes once more, padded with white space, which holds no word and no token.
        Span<byte> rest = stackalloc byte[2 * Readable];
        rest.Fill((byte)' ');
        ReadOnlySpan<byte> tail = utf8[read..];
        tail.CopyTo(rest);
        tokens += SplitBlocks<TBlock>(rest, tail, words, out _);
        return new(words.Hashes.Length, tokens);
    }

    /// <summary>Splits as long as whole blocks can be read.</summary>
    /// <param name="readable">What blocks are read from.</param>
    /// <param name="text">The same without padding.</param>
    /// <param name="words">Takes the words.</param>
    /// <param name="read">How far it came: always between two words.</param>
    /// <returns>The tokens of what was read.</returns>
    private static int SplitBlocks<TBlock>(
        ReadOnlySpan<byte> readable, ReadOnlySpan<byte> text, WordList words, out int read)
        where TBlock : IByteBlock
    {
        ref byte source = ref MemoryMarshal.GetReference(readable);
        int at = 0;
        int tokens = 0;
        while (at < text.Length && at <= readable.Length - Readable)
        {
            ref byte block = ref Unsafe.Add(ref source, at);
            BlockClasses classes = TBlock.Classify(ref block);

            // Only up to the last byte that surely ends a word, so that no word crosses into the next block.
            ulong ascii = classes.NotAscii == 0 ? ulong.MaxValue : (classes.NotAscii & (0 - classes.NotAscii)) - 1;
            ulong between = ~(classes.Word | classes.Apostrophe) & ascii;
            if (between == 0)
            {
                at = SplitScalars(text, at, words, ref tokens);
                continue;
            }
            int used = Block - BitOperations.LeadingZeroCount(between);
            ulong inUse = ulong.MaxValue >> (Block - used);
            ulong joined = classes.Apostrophe & (classes.Word << 1) & (classes.Word >> 1);
            ulong word = (classes.Word | joined) & inUse;
            tokens += BitOperations.PopCount(classes.Visible & ~(classes.Word | joined) & inUse);

            Span<ulong> room = words.Room(Block / 2);
            int count = 0;
            while (word != 0)
            {
                int start = BitOperations.TrailingZeroCount(word);
                int length = BitOperations.TrailingZeroCount(~(word >> start));
                room[count++] = WordHash.OfAscii(ref Unsafe.Add(ref block, start), length);
                tokens += TokenRule.OfWord(length);
                word &= word + (1UL << start); // The sum carries through the lowest run of ones.
            }
            words.Advance(count);
            at += used;
        }
        read = at;
        return tokens;
    }

    /// <summary>Splits character by character until ASCII follows the end of a word, or the text ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to start: between two words.</param>
    /// <param name="words">Takes the words.</param>
    /// <param name="tokens">Takes the tokens.</param>
    /// <returns>How far it came.</returns>
    private static int SplitScalars(ReadOnlySpan<byte> text, int at, WordList words, ref int tokens)
    {
        var word = new OpenWord(words);
        do
        {
            int scalar = Utf8Scalar.Decode(text[at..], out int length);
            at += length;
            int entry = scalar == Utf8Scalar.IllFormed ? (int)CharacterClass.Gap : FrozenUnicode.Entry(scalar);
            switch ((CharacterClass)(entry & 7))
            {
                case CharacterClass.Letter:
                    word.AddLetter(scalar + (entry >> 3));
                    break;
                case CharacterClass.Mark:
                    word.Add(scalar + (entry >> 3));
                    break;
                case CharacterClass.Solo:
                    word.AddSolo(scalar + (entry >> 3));
                    break;
                case CharacterClass.Joiner:
                    break;
                case CharacterClass.Apostrophe when word.TakesApostrophe && StartsWithLetter(text[at..]):
                    word.Add('\'');
                    break;
                case CharacterClass.Apostrophe or CharacterClass.Sign:
                    word.Close();
                    word.Tokens++;
                    break;
                default:
                    word.Close();
                    break;
            }
        }
        while (at < text.Length && (word.IsOpen || text[at] >= 0x80));
        word.Close();
        tokens += word.Tokens;
        return at;
    }

    private static bool StartsWithLetter(ReadOnlySpan<byte> text) =>
        text.Length > 0 && Utf8Scalar.Decode(text, out _) is not Utf8Scalar.IllFormed and int scalar
        && FrozenUnicode.Class(scalar) == CharacterClass.Letter;

    /// <summary>The word that is being read character by character.</summary>
    private struct OpenWord(WordList words)
    {
        private WordHash.Stream _hash;
        private int _characters;
        private bool _solo;

        internal int Tokens;

        internal readonly bool IsOpen => _characters > 0;

        internal readonly bool TakesApostrophe => IsOpen && !_solo;

        internal void AddLetter(int lower)
        {
            if (_solo)
            {
                Close();
            }
            Add(lower);
        }

        internal void AddSolo(int lower)
        {
            Close();
            Add(lower);
            _solo = true;
        }

        internal void Add(int lower)
        {
            if (_characters++ == 0)
            {
                _hash = WordHash.Stream.Start();
            }
            _hash.Append(Utf8Scalar.Encode(lower, out int length), length);
        }

        internal void Close()
        {
            if (_characters > 0)
            {
                words.Add(_hash.Finish());
                Tokens += TokenRule.OfWord(_characters);
                _characters = 0;
                _solo = false;
            }
        }
    }
}
