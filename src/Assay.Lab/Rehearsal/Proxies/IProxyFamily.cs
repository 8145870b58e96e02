using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>Trains proxies. Safe to call from several threads.</summary>
public interface IProxyFamily
{
    /// <summary>Name in reports, for instance <c>ngram-2</c>.</summary>
    string Name { get; }

    /// <summary>Everything that a model depends on beside documents and seed, for telling finished replicates apart.</summary>
    string Key { get; }

    /// <summary>Trains a model from scratch.</summary>
    /// <param name="documents">Token numbers of each document.</param>
    /// <param name="copies">How often each document is seen; 0 leaves it out.</param>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    IProxyModel Fit(IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, Prng prng, CancellationToken cancellationToken = default);
}
