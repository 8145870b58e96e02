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

        Space();
        text[..length].CopyTo(_bytes.AsSpan(_count));
        _count += length;
        return length;
    }

    private void EmitAscii(ReadOnlySpan<byte> signs)
    {
        Space();
        signs.CopyTo(_bytes.AsSpan(_count));
        _count += signs.Length;
    }
}
