using System.Collections.Concurrent;

namespace Assay.Core.Language;

/// <content>How surprising a token is beside what was to be expected: exact over the whole vocabulary.</content>
/// <remarks>
/// Where a context was seen, only its continuations differ from what their frequency alone says. Sums over the vocabulary are
/// therefore made once for each weight of the frequencies, and corrected at the continuations.
/// </remarks>
public sealed partial class NgramModel
{
    private readonly ConcurrentDictionary<double, (double First, double Second)> _frequencySums = [];
    private readonly ConcurrentDictionary<int, (double Expected, double Variance)> _moments = [];
    private long[]? _countsFalling;

    /// <summary>Probability, rank and expectation of a token after its context.</summary>
    /// <param name="context">The tokens before it, the nearest last.</param>
    /// <param name="token">The token, from 0 to the size of the vocabulary − 1.</param>
    /// <returns>Exact. The uniform weight must be above 0: otherwise unseen tokens have no logarithm.</returns>
    public TokenSignal Signal(ReadOnlySpan<int> context, int token)
    {
        Span<int> nodes = stackalloc int[Order];
        Span<double> weights = stackalloc double[Order];
        int deepest = Contexts(context, nodes, weights);
        (double expected, double variance) = _moments.TryGetValue(nodes[deepest], out (double, double) known)
            ? known
            : _moments[nodes[deepest]] = Moments(nodes[..(deepest + 1)], weights);
        double probability = At(nodes[..(deepest + 1)], weights, token);
        return new(Math.Log(probability), Rank(nodes[..(deepest + 1)], weights, probability), expected, variance);
    }

    /// <summary>For each weight of the options, the relative frequency that it multiplies: that of its context, or of the next shorter one that was seen.</summary>
    internal void Parts(ReadOnlySpan<int> context, int token, Span<double> parts)
    {
        Span<int> nodes = stackalloc int[Order];
        Span<double> weights = stackalloc double[Order];
        int deepest = Contexts(context, nodes, weights);
        for (int length = Order - 1; length >= 0; length--)
        {
            int node = nodes[Math.Min(length, deepest)];
            parts[Order - 1 - length] = (double)_trie.Count(node, token) / _trie.Total(node);
        }

        parts[Order] = 1.0 / VocabularySize;
    }

    /// <summary>Nodes of the contexts that were seen, by length, and the weight of each; a shorter part of a context that was seen was seen too.</summary>
    private int Contexts(ReadOnlySpan<int> context, Span<int> nodes, Span<double> weights)
    {
        int deepest = 0;
        nodes[0] = Root;
        for (int length = Math.Min(Order - 1, context.Length); length > 0; length--)
        {
            int node = _trie.Find(context[^length..]);
            nodes[length] = node;
            deepest = deepest == 0 && node >= 0 && _trie.Total(node) > 0 ? length : deepest;
        }

        double passed = 0;
        for (int length = Order - 1; length >= 0; length--)
        {
            passed += _options.Weights[Order - 1 - length];
            if (length <= deepest)
            {
                (weights[length], passed) = (passed, 0);
            }
        }

        return deepest;
    }

    private double At(ReadOnlySpan<int> nodes, ReadOnlySpan<double> weights, int token)
    {
        double probability = _options.Weights[^1] / VocabularySize;
        for (int length = 0; length < nodes.Length; length++)
        {
            probability += weights[length] * _trie.Count(nodes[length], token) / _trie.Total(nodes[length]);
        }

        return probability;
    }

    private double ByFrequency(double weight, long count) => (_options.Weights[^1] / VocabularySize) + (weight * count / _trie.Total(Root));

    private (double Expected, double Variance) Moments(ReadOnlySpan<int> nodes, ReadOnlySpan<double> weights)
    {
        double weight = weights[0];
        (double first, double second) = _frequencySums.TryGetValue(weight, out (double, double) known) ? known : _frequencySums[weight] = FrequencySums(weight);
        foreach (int token in Continuations(nodes))
        {
            double before = ByFrequency(weight, _trie.Count(Root, token)), logBefore = Math.Log(before);
            double after = At(nodes, weights, token), logAfter = Math.Log(after);
            first += (after * logAfter) - (before * logBefore);
            second += (after * logAfter * logAfter) - (before * logBefore * logBefore);
        }

        return (first, Math.Max(0, second - (first * first)));
    }

    private (double First, double Second) FrequencySums(double weight)
    {
        double unseen = ByFrequency(weight, 0), logUnseen = Math.Log(unseen);
        int missing = VocabularySize - _trie.Tokens(Root).Length;
        double first = missing * unseen * logUnseen, second = first * logUnseen;
        foreach (long count in CountsFalling())
        {
            double p = ByFrequency(weight, count), log = Math.Log(p);
            first += p * log;
            second += p * log * log;
        }

        return (first, second);
    }

    private int Rank(ReadOnlySpan<int> nodes, ReadOnlySpan<double> weights, double probability)
    {
        long[] counts = CountsFalling();
        (int low, int high) = (0, counts.Length); // tokens whose frequency alone makes them likelier
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = ByFrequency(weights[0], counts[middle]) > probability ? (middle + 1, high) : (low, middle);
        }

        int likelier = low;
        foreach (int token in Continuations(nodes))
        {
            likelier += (At(nodes, weights, token) > probability ? 1 : 0) - (ByFrequency(weights[0], _trie.Count(Root, token)) > probability ? 1 : 0);
        }

        return likelier + 1;
    }

    /// <summary>The tokens whose probability the context changes: those that followed its nearest token.</summary>
    private ReadOnlySpan<int> Continuations(ReadOnlySpan<int> nodes) => nodes.Length > 1 ? _trie.Tokens(nodes[1]) : [];

    private long[] CountsFalling()
    {
        if (_countsFalling is null)
        {
            long[] counts = [.. _trie.Cumulative(Root)];
            for (int i = counts.Length - 1; i > 0; i--)
            {
                counts[i] -= counts[i - 1];
            }

            Array.Sort(counts, (a, b) => b.CompareTo(a));
            _countsFalling = counts;
        }

        return _countsFalling;
    }
}
