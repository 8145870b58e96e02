using System.Text;
using Assay.Core.Errors;

namespace Assay.Lab.Tokenisers;

/// <summary>Each different character of a text is a token; the end of text is the last.</summary>
public sealed class CharacterTokeniser : ITokeniser
{
    private readonly Rune[] _characters;
    private readonly Dictionary<Rune, int> _numbers;

    /// <summary>Takes characters in a given order.</summary>
    /// <param name="characters">Each once.</param>
    public CharacterTokeniser(IEnumerable<Rune> characters)
    {
        _characters = [.. characters];
        _numbers = Enumerable.Range(0, _characters.Length).ToDictionary(i => _characters[i]);
    }

    /// <summary>Learns the characters of texts, in the order of their code points.</summary>
    /// <param name="texts">Any text.</param>
    public static CharacterTokeniser Train(IEnumerable<string> texts) => new(texts.SelectMany(t => t.EnumerateRunes()).Distinct().Order());

    /// <inheritdoc/>
    public int Vocabulary => _characters.Length + 1;

    /// <inheritdoc/>
    public int Boundary => _characters.Length;

    /// <inheritdoc/>
    /// <exception cref="UserErrorException">A character was not in the text that it learned from.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.EnumerateRunes().Select(r => _numbers.TryGetValue(r, out int number)
            ? number
            : throw new UserErrorException(
                $"The character U+{r.Value:X4} was not in the text that the tokeniser learned from.", "Use byte pairs: they can write any text."))];
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder();
        foreach (int token in tokens)
        {
            if (token != Boundary)
            {
                text.Append(_characters[token].ToString());
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Write(Stream stream) => TokeniserFile.WriteCharacters(stream, _characters);
}
