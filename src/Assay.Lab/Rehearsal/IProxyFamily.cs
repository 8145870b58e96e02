using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>Trains proxies.</summary>
public interface IProxyFamily
{
    /// <summary>Name in reports, for instance <c>ngram-2</c>.</summary>
    string Name { get; }

    /// <summary>Trains a model from scratch.</summary>
    /// <param name="documents">Token numbers of each document.</param>
    /// <param name="copies">How often each document is seen; 0 leaves it out.</param>
    /// <param name="prng">Where the bits come from.</param>
    IProxyModel Fit(IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, Prng prng);
}
