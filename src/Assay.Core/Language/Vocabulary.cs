namespace Assay.Core.Language;

/// <summary>Words and their numbers, in order of first appearance.</summary>
/// <remarks>Words are runs of letters, digits and underscores, lower-cased: what <c>\W+</c> leaves between its matches. Not thread-safe while encoding.</remarks>
public sealed class Vocabulary
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _words = [];

    /// <summary>Starts empty.</summary>
    public Vocabulary() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many different words are known.</summary>
    public int Count => _words.Count;

    /// <summary>The word with a number.</summary>
    /// <param name="number">0 to <see cref="Count"/> − 1.</param>
    public string this[int number] => _words[number];

    /// <summary>Turns text into word numbers; words not seen before are added.</summary>
    /// <param name="text">Any text.</param>
    public int[] Encode(ReadOnlySpan<char> text) => Encode(text, add: true);

    /// <summary>Turns text into word numbers without learning any; thread-safe while nobody encodes.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The words; one that is not known has the number <see cref="Count"/>.</returns>
    public int[] Lookup(ReadOnlySpan<char> text) => Encode(text, add: false);

    private int[] Encode(ReadOnlySpan<char> text, bool add)
    {
        List<int> numbers = [];
        Span<char> lower = stackalloc char[256];
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            while (i < text.Length && IsWord(text[i]))
            {
                i++;
            }

            if (i > start)
            {
                ReadOnlySpan<char> word = text[start..i];
                numbers.Add(word.Length <= lower.Length
                    ? Number(lower[..word.ToLowerInvariant(lower)], add)
                    : Number(word.ToString().ToLowerInvariant(), add));
            }
            else
            {
                i++;
            }
        }

        return [.. numbers];
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || char.IsSurrogate(c);

    private int Number(ReadOnlySpan<char> word, bool add)
    {
        if (_lookup.TryGetValue(word, out int number))
        {
            return number;
        }

        number = _words.Count;
        if (add)
        {
            string text = word.ToString();
            _words.Add(text);
            _numbers.Add(text, number);
        }

        return number;
    }
}
