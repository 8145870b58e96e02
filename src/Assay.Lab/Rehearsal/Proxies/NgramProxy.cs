using Assay.Core.Language;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>Interpolated n-gram models as proxies: seconds to a generation.</summary>
/// <remarks>Relative frequencies do not depend on how often the whole set is seen, so tokens seen are matched between arms by construction.</remarks>
/// <param name="vocabularySize">Number of different tokens.</param>
/// <param name="order">Tokens to an n-gram, 1 or more.</param>
public sealed class NgramProxy(int vocabularySize, int order = 2) : IProxyFamily
{
    // The longest context takes .7, each shorter one .7 of what is left, the shortest all of it but the uniform floor.
    private readonly NgramOptions _options = new()
    {
        Weights = [.. Enumerable.Range(0, order).Select(i => i + 1 < order ? 0.7 * Math.Pow(0.3, i) : Math.Pow(0.3, i) - 0.0001), 0.0001],
    };

    /// <summary>Name of the proxies of an order.</summary>
    /// <param name="order">Tokens to an n-gram.</param>
    public static string NameOf(int order) => FormattableString.Invariant($"ngram-{order}");

    /// <inheritdoc/>
    public string Name => NameOf(order);

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public IProxyModel Fit(IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, Prng prng, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        int[] seen = copies.ToArray();
        return new Model(NgramModel.Train(documents.SelectMany((text, i) => Enumerable.Repeat(text, seen[i])), vocabularySize, _options));
    }

    private sealed class Model(NgramModel model) : IProxyModel
    {
        public int[][] Write(ReadOnlySpan<int> lengths, TokenChoice choice, Prng prng)
        {
            int[][] documents = new int[lengths.Length][];
            for (int i = 0; i < documents.Length; i++)
            {
                documents[i] = new int[lengths[i]];
                model.Generate(prng, documents[i], choice);
            }

            return documents;
        }

        public double[] Bits(IReadOnlyList<int[]> documents) => [.. documents.Select(d => d.Length == 0 ? 0 : d.Length * model.CrossEntropyBits(d))];

        public void Dispose()
        {
            // Memory alone.
        }
    }
}
