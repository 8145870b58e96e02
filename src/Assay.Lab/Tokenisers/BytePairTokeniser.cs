using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Core.Errors;

namespace Assay.Lab.Tokenisers;

/// <summary>Bytes, and pairs of tokens that were merged because they often stand together (Sennrich et al. 2016; GPT-2's form).</summary>
/// <remarks>Any text can be written in it. Letters outside the basic plane count as signs when text is cut into words.</remarks>
public sealed partial class BytePairTokeniser : ITokeniser
{
    /// <summary>How the end of text is written.</summary>
    public const string EndOfText = "<|endoftext|>";

    private const int RememberedWords = 100_000;

    private readonly string[] _tokens; // as written in the byte alphabet
    private readonly int[] _bytes = new int[256];
    private readonly (string Left, string Right)[] _merges;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Token)> _ranks = [];
    private readonly ConcurrentDictionary<string, int[]> _words = new(StringComparer.Ordinal);

    /// <summary>Puts a tokeniser together.</summary>
    /// <param name="vocabulary">Number of each token, numbers from 0 without a gap; the end of text is among them.</param>
    /// <param name="merges">Pairs in the order in which they are merged.</param>
    /// <param name="end">How the end of text is written.</param>
    /// <exception cref="UserErrorException">A byte, the end or a merged token is missing, or numbers have gaps.</exception>
    public BytePairTokeniser(IReadOnlyDictionary<string, int> vocabulary, IEnumerable<(string Left, string Right)> merges, string end = EndOfText)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _tokens = new string[vocabulary.Count];
        foreach ((string token, int number) in vocabulary)
        {
            if (number < 0 || number >= _tokens.Length || _tokens[number] is not null)
            {
                throw Broken($"the token {token} has the number {number}.");
            }

            _tokens[number] = token;
        }

        int Number(string token) => vocabulary.TryGetValue(token, out int number) ? number : throw Broken($"the token {token} is missing.");
        for (int b = 0; b < 256; b++)
        {
            _bytes[b] = Number(ByteAlphabet.Of((byte)b).ToString());
        }

        _merges = [.. merges];
        for (int rank = 0; rank < _merges.Length; rank++)
        {
            (string left, string right) = _merges[rank];
            _ranks.TryAdd((Number(left), Number(right)), (rank, Number(left + right)));
        }

        Boundary = Number(end);
    }

    /// <summary>Bytes alone: byte b is token b, and the end of text is 256.</summary>
    public static BytePairTokeniser Bytes { get; } = new(BytePairTrainer.StartingVocabulary(), []);

    /// <inheritdoc/>
    public int Vocabulary => _tokens.Length;

    /// <inheritdoc/>
    public int Boundary { get; }

    /// <summary>Pairs in the order in which they are merged.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges => _merges;

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<int>(text.Length);
        foreach (ValueMatch match in Words().EnumerateMatches(text))
        {
            string word = text.Substring(match.Index, match.Length);
            if (!_words.TryGetValue(word, out int[]? tokens))
            {
                tokens = Merge(word);
                if (_words.Count < RememberedWords)
                {
                    _words[word] = tokens;
                }
            }

            numbers.AddRange(tokens);
        }

        return [.. numbers];
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (int token in tokens)
        {
            if (token == Boundary)
            {
                continue;
            }

            foreach (char character in _tokens[token])
            {
                // A special token of a foreign file is written as it is, not in the byte alphabet.
                bytes.Write(ByteAlphabet.Of(character) is { } b ? [b] : Encoding.UTF8.GetBytes(character.ToString()));
            }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan); // a model may write half a character: it becomes U+FFFD
    }

    /// <inheritdoc/>
    public void Write(Stream stream) => TokeniserFile.WriteBytePair(stream, _tokens, _merges, Boundary);

    /// <summary>GPT-2's words: contractions, letters, digits or signs with the space before them, and longer white space.</summary>
#pragma warning disable MA0009 // No part of it can match the same text in two ways: its time is linear.
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
#pragma warning restore MA0009
    internal static partial Regex Words();

    private int[] Merge(string word)
    {
        List<int> parts = [.. Encoding.UTF8.GetBytes(word).Select(b => _bytes[b])];
        while (parts.Count > 1)
        {
            (int best, int place, int token) = (int.MaxValue, -1, 0);
            for (int i = 0; i + 1 < parts.Count; i++)
            {
                if (_ranks.TryGetValue((parts[i], parts[i + 1]), out (int Rank, int Token) merge) && merge.Rank < best)
                {
                    (best, place, token) = (merge.Rank, i, merge.Token);
                }
            }

            if (place < 0)
            {
                break;
            }

            parts[place] = token;
            parts.RemoveAt(place + 1);
        }

        return [.. parts];
    }

    private static UserErrorException Broken(string found) => new($"The tokeniser is broken: {found}", "Train it again, or give another file.");
}
