using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Assay.Core.Language;
using Assay.Lab.Tokenisers;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>The corpus's words spelled in byte pairs, for proxies that read and write pieces of words.</summary>
/// <remarks>
/// All proxies are judged in the corpus's words: losses, budgets and what is lost then mean the same whatever the proxy. A word that the corpus
/// does not know stands as its pieces, token V + p for piece p after the V words; so nothing that is counted as a word was made up. Immutable.
/// </remarks>
public sealed class WordPieces
{
    private readonly Vocabulary _vocabulary;
    private readonly BytePairTokeniser _tokeniser;
    private readonly int[][] _pieces;
    private readonly FrozenDictionary<string, int> _numbers;

    /// <summary>Learns byte pairs from documents.</summary>
    /// <param name="vocabulary">The corpus's words; must not grow any more.</param>
    /// <param name="documents">What to learn from.</param>
    /// <param name="size">Number of pieces to reach, 257 or more.</param>
    public WordPieces(Vocabulary vocabulary, IEnumerable<int[]> documents, int size)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(documents);
        (_vocabulary, Words) = (vocabulary, vocabulary.Count);
        _tokeniser = BytePairTrainer.Train(documents.Select(d => string.Concat(d.Select(w => " " + vocabulary[w]))), size);
        _pieces = [.. Enumerable.Range(0, Words).Select(w => _tokeniser.Encode(" " + vocabulary[w])), .. Enumerable.Range(0, _tokeniser.Vocabulary).Select(p => (int[])[p])];
        _numbers = Enumerable.Range(0, Words).ToFrozenDictionary(w => vocabulary[w], w => w, StringComparer.Ordinal);
        IsStart = [.. Enumerable.Range(0, _tokeniser.Vocabulary).Select(p => _tokeniser.Decode([p]).StartsWith(' '))];
        var bytes = new MemoryStream();
        _tokeniser.Write(bytes);
        Key = Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))[..16];
    }

    /// <summary>Number of words; larger tokens are pieces.</summary>
    public int Words { get; }

    /// <summary>Number of pieces.</summary>
    public int Pieces => _tokeniser.Vocabulary;

    /// <summary>The piece that stands between documents.</summary>
    public int Boundary => _tokeniser.Boundary;

    /// <summary>Whether each piece begins a word.</summary>
    internal IReadOnlyList<bool> IsStart { get; }

    /// <summary>A hash of the pieces.</summary>
    internal string Key { get; }

    /// <summary>Pieces of a token.</summary>
    /// <param name="token">A word or a piece.</param>
    public ReadOnlySpan<int> Of(int token) => _pieces[token];

    /// <summary>Groups pieces into words.</summary>
    /// <param name="pieces">Pieces; boundaries end words and are left out.</param>
    /// <returns>Words where the corpus knows them, else their pieces.</returns>
    public IReadOnlyList<int> Tokens(ReadOnlySpan<int> pieces)
    {
        List<int> tokens = [];
        for (int i = 0; i < pieces.Length;)
        {
            int start = i++;
            if (pieces[start] == Boundary)
            {
                continue;
            }

            while (i < pieces.Length && pieces[i] != Boundary && !IsStart[pieces[i]])
            {
                i++;
            }

            Add(pieces[start..i], tokens);
        }

        return tokens;
    }

    /// <summary>Tokens of a text, cut into words as the corpus was.</summary>
    /// <param name="text">Any text.</param>
    public int[] Encode(string text)
    {
        var own = new Vocabulary();
        List<int> tokens = [];
        foreach (int number in own.Encode(text))
        {
            if (_numbers.TryGetValue(own[number], out int word))
            {
                tokens.Add(word);
            }
            else
            {
                tokens.AddRange(_tokeniser.Encode(" " + own[number]).Select(p => Words + p));
            }
        }

        return [.. tokens];
    }

    /// <summary>Tokens as a person reads them.</summary>
    /// <param name="tokens">Words and pieces.</param>
    public string Text(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var text = new StringBuilder();
        List<int> open = [];
        foreach (int token in tokens)
        {
            if (token >= Words)
            {
                open.Add(token - Words);
                continue;
            }

            _ = text.Append(_tokeniser.Decode(open.ToArray())).Append(' ').Append(_vocabulary[token]);
            open.Clear();
        }

        return text.Append(_tokeniser.Decode(open.ToArray())).ToString().TrimStart();
    }

    private void Add(ReadOnlySpan<int> pieces, List<int> tokens)
    {
        if (_numbers.TryGetValue(_tokeniser.Decode(pieces).TrimStart(), out int word))
        {
            tokens.Add(word);
            return;
        }

        foreach (int piece in pieces)
        {
            tokens.Add(Words + piece);
        }
    }
}
