using Assay.Core.Language;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>A small model that stands for the one that will be paid for. One thread uses it; disposing lets go of what it holds.</summary>
public interface IProxyModel : IDisposable
{
    /// <summary>Writes documents.</summary>
    /// <param name="lengths">Tokens that each document should have; a model that ends its texts itself need not keep to them.</param>
    /// <param name="choice">How each next-token distribution is bent.</param>
    /// <param name="prng">Where the bits come from.</param>
    int[][] Write(ReadOnlySpan<int> lengths, TokenChoice choice, Prng prng);

    /// <summary>Bits that the model needs for each of the documents.</summary>
    /// <param name="documents">Text that no generation was trained on.</param>
    double[] Bits(IReadOnlyList<int[]> documents);

    /// <summary>Bits that it needs for a token of the documents, on average over tokens.</summary>
    /// <param name="documents">Text that no generation was trained on; at least one token.</param>
    double BitsPerToken(IReadOnlyList<int[]> documents) => Bits(documents).Sum() / documents.Sum(d => (double)d.Length);
}
