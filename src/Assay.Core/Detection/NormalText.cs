using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Assay.Core.Text;

namespace Assay.Core.Detection;

/// <summary>The detector's normal form of a text, <c>normal-1</c>: what is left when the traces of file formats are taken away.</summary>
/// <remarks>
/// <para>A detector that sees how a file was written learns the file, not the writer (docs/metrics.md). So: NFKC; letters that only
/// look Latin inside Latin words become Latin; quotation marks and dashes become their ASCII forms; hidden characters go; white space
/// becomes one space; a space before a closing sign and after an opening one goes, and the pieces of a word that a tokenizer split at its apostrophe join;
/// markdown's marks go.</para>
/// <para>A worker owns one, and it grows to the longest document. Not thread-safe.</para>
/// </remarks>
public sealed partial class NormalText
{
    /// <summary>The name of the rule, as models and facts record it.</summary>
    public const string Name = "normal-1";

    private const int Block = 64;

    // The most bytes that one step writes: the longest compatibility decomposition and a space.
    private const int StepRoom = 80;

    private byte[] _bytes = new byte[4096];
    private int _count;
    private bool _isSpacePending;
    private bool _isLineStart;
    private bool _isAfterOpening;

    /// <summary>The normal form, UTF-8. Valid until the next text.</summary>
    public ReadOnlySpan<byte> Utf8 => _bytes.AsSpan(0, _count);

    /// <summary>The normal form and the padding that <see cref="DetectorTokens"/> reads.</summary>
    internal ReadOnlySpan<byte> Padded => _bytes.AsSpan(0, _count + DetectorTokens.Padding);

    /// <summary>Normalises a text.</summary>
    /// <param name="utf8">The text; a byte that is not part of well-formed UTF-8 counts as white space.</param>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        (_count, _isSpacePending, _isLineStart, _isAfterOpening) = (0, false, true, false);
        int at = 0;
        while (at < utf8.Length)
        {
            Grow();
            if (!_isSpacePending && !_isLineStart && !_isAfterOpening && utf8.Length - at > Block)
            {
                int plain = CopyPlain(utf8[at..]);
                at += plain;
                if (plain > 0)
                {
                    continue;
                }
            }

            at += Step(utf8[at..]);
        }

        Pad();
    }

    /// <summary>Takes a text as it is, so that scores of raw text can be compared.</summary>
    /// <param name="utf8">The text.</param>
    public void ReadRaw(ReadOnlySpan<byte> utf8)
    {
        if (_bytes.Length < utf8.Length)
        {
            _bytes = new byte[utf8.Length];
        }

        utf8.CopyTo(_bytes);
        _count = utf8.Length;
        Pad();
    }

    /// <summary>Spaces behind the text, so that kernels may read whole blocks.</summary>
    private void Pad()
    {
        if (_bytes.Length - _count < DetectorTokens.Padding)
        {
            Array.Resize(ref _bytes, _count + DetectorTokens.Padding);
        }

        _bytes.AsSpan(_count, DetectorTokens.Padding).Fill((byte)' ');
    }

    /// <summary>Copies ASCII letters and digits, and single spaces between them, 64 bytes at a time.</summary>
    /// <returns>How many bytes need no second look.</returns>
    private int CopyPlain(ReadOnlySpan<byte> text)
    {
        ref byte source = ref MemoryMarshal.GetReference(text);
        BlockClasses classes = Vector512.IsHardwareAccelerated ? ByteBlock512.Classify(ref source)
            : Vector256.IsHardwareAccelerated ? ByteBlock256.Classify(ref source)
            : ByteBlock128.Classify(ref source);
        ulong word = classes.Word & ~classes.NotAscii;
        ulong plain = word | (Spaces(ref source) & (word >> 1));
        int length = BitOperations.TrailingZeroCount(~plain);
        if (length > 0)
        {
            ref byte target = ref _bytes[_count];
            Vector256.LoadUnsafe(ref source).StoreUnsafe(ref target);
            Vector256.LoadUnsafe(ref source, 32).StoreUnsafe(ref target, 32);
            _count += length;
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spaces(ref byte source)
    {
        var space = Vector256.Create((byte)' ');
        ulong low = Vector256.Equals(Vector256.LoadUnsafe(ref source), space).ExtractMostSignificantBits();
        ulong high = Vector256.Equals(Vector256.LoadUnsafe(ref source, 32), space).ExtractMostSignificantBits();
        return low | (high << 32);
    }

    /// <summary>One character, or one mark of several.</summary>
    /// <returns>Bytes read, 1 or more.</returns>
    private int Step(ReadOnlySpan<byte> text)
    {
        byte b = text[0];
        if (b >= 0x80)
        {
            return BeyondAscii(text);
        }

        if (b <= ' ' || b == 0x7F)
        {
            _isLineStart |= b is (byte)'\n' or (byte)'\r';
            _isSpacePending = true;
            return 1;
        }

        int mark = _isLineStart ? LineMark(text) : 0;
        if (mark > 0)
        {
            return mark;
        }

        _isLineStart = false;
        return Sign(text, b);
    }

    /// <summary>What stands at the start of a line for a reader of markdown alone: headings, list marks, quotes, fences, rules.</summary>
    private static int LineMark(ReadOnlySpan<byte> text)
    {
        byte b = text[0];
        int run = 1;
        while (run < text.Length && text[run] == b)
        {
            run++;
        }

        bool isFollowedBySpace = run == text.Length || text[run] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
        return b switch
        {
            (byte)'#' when isFollowedBySpace && run <= 6 => run,
            (byte)'>' => run,
            (byte)'-' or (byte)'*' or (byte)'+' or (byte)'=' or (byte)'_' when isFollowedBySpace && (run == 1 || run >= 3) => run,
            _ => 0,
        };
    }

    private int Sign(ReadOnlySpan<byte> text, byte b)
    {
        byte next = text.Length > 1 ? text[1] : (byte)0;
        switch (b)
        {
            case (byte)'*' or (byte)'|':
                _isSpacePending |= b == (byte)'|';
                return 1;
            case (byte)'_' when !(IsWord(Last) && !_isSpacePending && IsWord(next)):
                return 1;
            case (byte)'~' when next == '~':
                return 2;
            case (byte)'`':
                return Backtick(next);
            case (byte)'\'':
                return Apostrophe(text, next);
            case (byte)']' when next == '(':
                return Link(text);
            case (byte)',' or (byte)'.' or (byte)';' or (byte)':' or (byte)'!' or (byte)'?' or (byte)')' or (byte)']' or (byte)'}' or (byte)'%':
                _isSpacePending = false;
                Emit(b);
                return 1;
            case (byte)'(' or (byte)'[' or (byte)'{':
                Emit(b);
                _isAfterOpening = true;
                return 1;
            default:
                Emit(b);
                return 1;
        }
    }

    /// <summary>`` is an opening quotation mark of old tokenizers; other backticks are markdown's.</summary>
    private int Backtick(byte next)
    {
        if (next != '`')
        {
            return 1;
        }

        Emit((byte)'"');
        _isAfterOpening = true;
        return 2;
    }

    private int Apostrophe(ReadOnlySpan<byte> text, byte next)
    {
        if (next == '\'')
        {
            _isSpacePending = false;
            Emit((byte)'"');
            return 2;
        }

        if (_isSpacePending && IsWord(Last) && IsClitic(text))
        {
            _isSpacePending = false;
        }
        else if (!_isSpacePending && _count >= 3 && (next | 0x20) == 't' && (_bytes[_count - 1] | 0x20) == 'n'
            && _bytes[_count - 2] == ' ' && IsWord(_bytes[_count - 3]))
        {
            // "do n't": the space before the n is already written.
            _bytes[_count - 2] = _bytes[_count - 1];
            _count--;
        }

        Emit((byte)'\'');
        return 1;
    }

    /// <summary>'s, 't, 'd, 'm, 'll, 're or 've, and then no letter.</summary>
    private static bool IsClitic(ReadOnlySpan<byte> text)
    {
        int letters = 0;
        while (letters + 1 < text.Length && letters < 3 && IsWord(text[letters + 1]))
        {
            letters++;
        }

        return letters switch
        {
            1 => (text[1] | 0x20) is 's' or 't' or 'd' or 'm',
            2 => ((text[1] | 0x20), (text[2] | 0x20)) is ('l', 'l') or ('r', 'e') or ('v', 'e'),
            _ => false,
        };
    }

    /// <summary>The target of a markdown link, if it is one: the words before it stay.</summary>
    private int Link(ReadOnlySpan<byte> text)
    {
        const int LongestTarget = 512;
        int close = text[..Math.Min(text.Length, LongestTarget)].IndexOfAny((byte)')', (byte)'\n');
        _isSpacePending = false;
        Emit((byte)']');
        return close > 0 && text[close] == ')' && !text[2..close].Contains((byte)' ') ? close + 1 : 1;
    }

    private byte Last => _count > 0 ? _bytes[_count - 1] : (byte)' ';

    private static bool IsWord(byte b) => (uint)((b | 0x20) - 'a') < 26 || (uint)(b - '0') < 10 || b >= 0x80;

    /// <summary>Writes the space that is due, and a byte.</summary>
    private void Emit(byte b)
    {
        Space();
        _bytes[_count++] = b;
    }

    private void Space()
    {
        if (_isSpacePending && _count > 0 && !_isAfterOpening)
        {
            _bytes[_count++] = (byte)' ';
        }

        (_isSpacePending, _isAfterOpening) = (false, false);
    }

    private void Grow()
    {
        if (_bytes.Length - _count < Block + StepRoom)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }
    }
}
