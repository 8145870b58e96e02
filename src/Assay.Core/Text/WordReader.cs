using System.Text;

namespace Assay.Core.Text;

/// <summary>Spells the words of a text by the rule <c>words-1</c>, in the order in which <see cref="WordSplitter"/> hashes them.</summary>
/// <remarks>Character by character and with strings: for the few documents whose words a report may name.</remarks>
internal ref struct WordReader(ReadOnlySpan<byte> utf8)
{
    private readonly StringBuilder _word = new();
    private ReadOnlySpan<byte> _rest = utf8;

    /// <summary>The word, in lower case.</summary>
    public readonly string Current => _word.ToString();

    /// <summary>Moves to the next word.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        _word.Clear();
        bool solo = false;
        while (!_rest.IsEmpty)
        {
            int scalar = Utf8Scalar.Decode(_rest, out int length);
            int entry = scalar == Utf8Scalar.IllFormed ? (int)CharacterClass.Gap : FrozenUnicode.Entry(scalar);
            bool isOpen = _word.Length > 0;
            switch ((CharacterClass)(entry & 7))
            {
                case CharacterClass.Letter when !solo:
                case CharacterClass.Solo when !isOpen:
                case CharacterClass.Mark:
                    solo |= (CharacterClass)(entry & 7) == CharacterClass.Solo;
                    _word.Append(new Rune(scalar + (entry >> 3)).ToString());
                    break;
                case CharacterClass.Letter or CharacterClass.Solo:
                    return true; // It begins the next word, and stays.
                case CharacterClass.Joiner:
                    break;
                case CharacterClass.Apostrophe when isOpen && !solo && StartsWithLetter(_rest[length..]):
                    _word.Append('\'');
                    break;
                default:
                    _rest = _rest[length..];
                    if (isOpen)
                    {
                        return true;
                    }
                    continue;
            }
            _rest = _rest[length..];
        }
        return _word.Length > 0;
    }

    private static bool StartsWithLetter(ReadOnlySpan<byte> text) =>
        text.Length > 0 && Utf8Scalar.Decode(text, out _) is not Utf8Scalar.IllFormed and int scalar
        && FrozenUnicode.Class(scalar) == CharacterClass.Letter;
}
