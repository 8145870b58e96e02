using Assay.Core.Language;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>Interpolated n-gram models as proxies: seconds to a generation.</summary>
/// <remarks>Relative frequencies do not depend on how often the whole set is seen, so tokens seen are matched between arms by construction.</remarks>
/// <param name="vocabularySize">Number of different tokens.</param>
/// <param name="options">Orders and weights; null takes the bigram default.</param>
public sealed class NgramProxy(int vocabularySize, NgramOptions? options = null) : IProxyFamily
{
    private readonly NgramOptions _options = options ?? new NgramOptions();

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"ngram-{_options.Order}");

    /// <inheritdoc/>
    public IProxyModel Fit(IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, Prng prng)
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

        public double HeldOutBits(IReadOnlyList<int[]> documents) =>
            documents.Sum(d => d.Length == 0 ? 0 : d.Length * model.CrossEntropyBits(d)) / documents.Sum(d => (double)d.Length);
    }
}
