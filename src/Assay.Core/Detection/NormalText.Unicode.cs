using Assay.Core.Text;

namespace Assay.Core.Detection;

public sealed partial class NormalText
{
    private int BeyondAscii(ReadOnlySpan<byte> text)
    {
        int scalar = Utf8Scalar.Decode(text, out int length);
        CharacterClass kind = scalar < 0 ? CharacterClass.WhiteSpace : FrozenUnicode.Class(scalar);
        switch (kind)
        {
            case CharacterClass.WhiteSpace:
                _isLineStart |= scalar is 0x85 or 0x2028 or 0x2029;
                _isSpacePending = true;
                return length;
            case CharacterClass.Gap or CharacterClass.Joiner:
                return length; // Hidden: zero-width, direction marks, tags, soft hyphens.
        }

        _isLineStart = false;
        switch (scalar)
        {
            case 0x2018 or 0x2019 or 0x201A or 0x201B or 0x2032 or 0xB4 or 0x2BC:
                EmitAscii("'"u8);
                return length;
            case 0x201C or 0x201D or 0x201E or 0x201F or 0xAB or 0xBB or 0x2033:
                EmitAscii("\""u8);
                return length;
            case 0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2212:
                EmitAscii("-"u8);
                return length;
            case 0x2014 or 0x2015:
                EmitAscii("--"u8);
                return length;
            case 0x2026:
                _isSpacePending = false;
                EmitAscii("..."u8);
                return length;
            case 0x2022 or 0x25CF or 0x25AA or 0xB7 when Last is (byte)' ' || _isSpacePending || _count == 0:
                return length;
        }

        Letter(text, scalar);
        return length;
    }

    /// <summary>A letter, mark or sign in its compatibility form; a mark joins the letter before it.</summary>
    private void Letter(ReadOnlySpan<byte> text, int scalar)
    {
        byte latin = NormalForms.LooksLike(scalar);
        if (latin != 0 && IsAmongLatin(text))
        {
            Emit(latin);
            return;
        }

        ReadOnlySpan<int> several = NormalForms.Fold(scalar, out int single);
        if (several.IsEmpty)
        {
            Put(single);
            return;
        }

        foreach (int part in several)
        {
            Put(part);
        }
    }

    private void Put(int scalar)
    {
        if (scalar < 0x80)
        {
            if (scalar == ' ')
            {
                _isSpacePending = true;
            }
            else
            {
                _ = Sign([(byte)scalar], (byte)scalar);
            }

            return;
        }

        if (!_isSpacePending && _count > 0 && FrozenUnicode.Class(scalar) == CharacterClass.Mark)
        {
            int start = LastScalar();
            int composed = NormalForms.Compose(Utf8Scalar.Decode(_bytes.AsSpan(start, _count - start), out _), scalar);
            if (composed != 0)
            {
                _count = start;
                scalar = composed;
            }
        }

        Space();
        uint bytes = Utf8Scalar.Encode(scalar, out int length);
        for (; length > 0; length--, bytes >>= 8)
        {
            _bytes[_count++] = (byte)bytes;
        }
    }

    private int LastScalar()
    {
        int start = _count - 1;
        while (start > 0 && (_bytes[start] & 0xC0) == 0x80)
        {
            start--;
        }

        return start;
    }

    /// <summary>Whether the word that a lookalike stands in has a letter of ASCII before it, or after it and other lookalikes.</summary>
    private bool IsAmongLatin(ReadOnlySpan<byte> text)
    {
        const int LongestWord = 32;
        if (!_isSpacePending && IsLetter(Last))
        {
            return true;
        }

        for (int letters = 0; letters < LongestWord && !text.IsEmpty; letters++)
        {
            int scalar = Utf8Scalar.Decode(text, out int length);
            if (scalar < 0x80 || NormalForms.LooksLike(scalar) == 0)
            {
                return scalar is > 0 and < 0x80 && IsLetter((byte)scalar);
            }

            text = text[length..];
        }

        return false;
    }

    private static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') < 26;

    private void EmitAscii(ReadOnlySpan<byte> signs)
    {
        Space();
        signs.CopyTo(_bytes.AsSpan(_count));
        _count += signs.Length;
    }
}
