using System.Collections.Concurrent;
using Assay.Core.Statistics;

namespace Assay.Core.Language;

/// <content>Drawing text.</content>
public sealed partial class NgramModel
{
    private readonly ConcurrentDictionary<(TokenChoice, int), double[]> _bent = [];

    /// <summary>Writes a text.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="target">Filled with token numbers.</param>
    /// <param name="choice">How each next-token distribution is bent; null leaves it as it is.</param>
    public void Generate(Prng prng, Span<int> target, TokenChoice? choice = null)
    {
        ArgumentNullException.ThrowIfNull(prng);
        choice ??= TokenChoice.Unbiased;
        Span<int> contexts = stackalloc int[Order]; // the node of the context of each length; −1 where it was never seen
        contexts.Fill(-1);
        contexts[0] = Root;
        for (int i = 0; i < target.Length; i++)
        {
            int token = Draw(prng, contexts, choice);
            target[i] = token;
            for (int length = Order - 1; length > 0; length--)
            {
                contexts[length] = contexts[length - 1] < 0 ? -1 : _trie.Child(contexts[length - 1], token);
            }
        }
    }

    /// <summary>Draws the token after a context.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="context">The tokens before it, the nearest last.</param>
    /// <param name="choice">How the distribution is bent.</param>
    public int NextToken(Prng prng, ReadOnlySpan<int> context, TokenChoice choice)
    {
        ArgumentNullException.ThrowIfNull(prng);
        ArgumentNullException.ThrowIfNull(choice);
        Span<int> contexts = stackalloc int[Order];
        for (int length = 0; length < Order; length++)
        {
            contexts[length] = length <= context.Length ? _trie.Find(context[^length..]) : -1;
        }

        return Draw(prng, contexts, choice);
    }

    private int Draw(Prng prng, ReadOnlySpan<int> contexts, TokenChoice choice)
    {
        int reach = Order - 1;
        if (_options.SmoothGeneration)
        {
            int order = DrawOrder(prng);
            if (order == 0)
            {
                return prng.NextInt32(VocabularySize);
            }

            reach = order - 1;
        }

        // The longest context that was ever continued; the empty one always was.
        while (contexts[reach] < 0 || _trie.Total(contexts[reach]) == 0)
        {
            reach--;
        }

        int node = contexts[reach];
        return choice.IsUnbiased ? DrawAsSeen(prng, node) : DrawBent(prng, node, choice);
    }

    /// <summary>Which order of the mixture speaks; 0 is the uniform floor.</summary>
    private int DrawOrder(Prng prng)
    {
        double uniform = prng.NextDouble();
        for (int i = 0; i < Order; i++)
        {
            uniform -= _options.Weights[i];
            if (uniform < 0)
            {
                return Order - i;
            }
        }

        return 0;
    }

    private int DrawAsSeen(Prng prng, int node)
    {
        ReadOnlySpan<long> cumulative = _trie.Cumulative(node);
        long position = (long)(prng.NextDouble() * cumulative[^1]);
        int low = 0, high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = cumulative[middle] > position ? (low, middle) : (middle + 1, high);
        }

        return _trie.Tokens(node)[low];
    }

    private int DrawBent(Prng prng, int node, TokenChoice choice)
    {
        double[] cumulative = _bent.GetOrAdd((choice, node), static (key, trie) =>
        {
            ReadOnlySpan<long> counts = trie.Cumulative(key.Item2);
            double[] mass = new double[counts.Length];
            for (int i = 0; i < mass.Length; i++)
            {
                mass[i] = counts[i] - (i == 0 ? 0 : counts[i - 1]);
            }

            key.Item1.Reshape(mass);
            for (int i = 1; i < mass.Length; i++)
            {
                mass[i] += mass[i - 1];
            }

            return mass;
        }, _trie);
        int found = Array.BinarySearch(cumulative, prng.NextDouble() * cumulative[^1]);
        // An exact hit belongs to the next token, and tokens without mass repeat the sum before them.
        found = found >= 0 ? found + 1 : ~found;
        while (found > 0 && found < cumulative.Length && cumulative[found] == cumulative[found - 1])
        {
            found++;
        }

        return _trie.Tokens(node)[Math.Min(found, cumulative.Length - 1)];
    }
}
