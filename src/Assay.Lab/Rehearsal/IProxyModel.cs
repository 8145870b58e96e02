using Assay.Core.Language;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>A small model that stands for the one that will be paid for.</summary>
public interface IProxyModel
{
    /// <summary>Writes documents.</summary>
    /// <param name="lengths">Tokens of each document.</param>
    /// <param name="choice">How each next-token distribution is bent.</param>
    /// <param name="prng">Where the bits come from.</param>
    int[][] Write(ReadOnlySpan<int> lengths, TokenChoice choice, Prng prng);

    /// <summary>Bits that the model needs for a token of the documents, on average over tokens.</summary>
    /// <param name="documents">Text that no generation was trained on.</param>
    double HeldOutBits(IReadOnlyList<int[]> documents);
}
