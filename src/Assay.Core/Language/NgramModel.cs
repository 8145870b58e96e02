namespace Assay.Core.Language;

/// <summary>An n-gram language model whose orders are mixed with fixed weights (Jelinek and Mercer 1980).</summary>
/// <remarks>
/// <para>Contexts are nodes of a trie; every edge carries the count of its n-gram. A context that was never continued passes
/// its weight to the next shorter one, so that probabilities add up to 1 in every context.</para>
/// <para>Reading is thread-safe; generating with a biased <see cref="TokenChoice"/> is too.</para>
/// </remarks>
public sealed partial class NgramModel
{
    private const int Root = 0;

    private readonly NgramOptions _options;
    private readonly NgramTrie _trie;

    private NgramModel(NgramOptions options, NgramTrie trie, int vocabularySize)
    {
        (_options, _trie, VocabularySize) = (options, trie, vocabularySize);
    }

    /// <summary>Number of words that the uniform floor is spread over.</summary>
    public int VocabularySize { get; }

    /// <summary>Tokens it was trained on.</summary>
    public long Tokens => _trie.Total(Root);

    /// <summary>Tokens to an n-gram.</summary>
    public int Order => _options.Order;

    /// <summary>Counts the n-grams of documents; none crosses a border between documents.</summary>
    /// <param name="documents">Token numbers of each document, from 0 to <paramref name="vocabularySize"/> − 1.</param>
    /// <param name="vocabularySize">Number of different tokens that can occur, 1 or more.</param>
    /// <param name="options">Orders and weights; null takes the bigram default.</param>
    /// <exception cref="ArgumentException">The options are wrong or there is no token.</exception>
    public static NgramModel Train(IEnumerable<int[]> documents, int vocabularySize, NgramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        options ??= new NgramOptions();
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var trie = new NgramTrie();
        int[] contexts = new int[options.Order]; // the node of the context of each length
        foreach (int[] document in documents)
        {
            for (int i = 0; i < document.Length; i++)
            {
                // Every n-gram that ends here, the longest first: its context's place is needed by the one after.
                for (int length = Math.Min(i, options.Order - 1); length >= 0; length--)
                {
                    int next = trie.Add(contexts[length], document[i], deeper: length + 1 < options.Order);
                    if (length + 1 < options.Order)
                    {
                        contexts[length + 1] = next;
                    }
                }
            }
        }

        if (trie.Total(Root) == 0)
        {
            throw new ArgumentException("There is no token to train on.", nameof(documents));
        }

        trie.Freeze();
        return new NgramModel(options, trie, vocabularySize);
    }

    /// <summary>Interpolated probability of a token after its context.</summary>
    /// <param name="context">The tokens before it, the nearest last; only the last order − 1 matter.</param>
    /// <param name="token">The token.</param>
    /// <returns>In (0, 1) when the uniform weight is above 0.</returns>
    public double Probability(ReadOnlySpan<int> context, int token)
    {
        double probability = _options.Weights[^1] / VocabularySize;
        double passed = 0; // weight of the contexts that were never continued
        for (int length = Order - 1; length >= 0; length--)
        {
            double weight = _options.Weights[Order - 1 - length] + passed;
            int node = length <= context.Length ? _trie.Find(context[^length..]) : -1;
            long total = node < 0 ? 0 : _trie.Total(node);
            if (total == 0)
            {
                passed = weight;
                continue;
            }

            passed = 0;
            probability += weight * _trie.Count(node, token) / total;
        }

        return probability;
    }

    /// <summary>Bits that the model needs for a token of a text, on average.</summary>
    /// <param name="tokens">The text.</param>
    /// <returns>0 or more; infinite when a token has probability 0; NaN for an empty text.</returns>
    public double CrossEntropyBits(ReadOnlySpan<int> tokens)
    {
        double bits = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            int length = Math.Min(i, Order - 1);
            bits -= Math.Log2(Probability(tokens.Slice(i - length, length), tokens[i]));
        }

        return bits / tokens.Length;
    }
}
