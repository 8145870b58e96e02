namespace Assay.Core.Mixing;

/// <summary>What the mix is chosen from: one column an attribute, one row a document. No text is here.</summary>
/// <remarks>The columns are borrowed, not copied; do not change them while a <see cref="MixProblem"/> over them is in use.</remarks>
public sealed record MixDocuments
{
    /// <summary>Length of each document, in tokens; 1 or more.</summary>
    public required ReadOnlyMemory<long> Tokens { get; init; }

    /// <summary>Probability, in [0, 1], that the document is synthetic, as it enters the cap (upper end of its source's share).</summary>
    public required ReadOnlyMemory<double> SyntheticProbability { get; init; }

    /// <summary>Whether the document belongs to the anchor and so is written at least once; empty when there is no anchor.</summary>
    public ReadOnlyMemory<bool> Anchor { get; init; }

    /// <summary>Weight of each document in the corpus as found, above 0; empty when all are 1.</summary>
    public ReadOnlyMemory<double> BaseWeight { get; init; }

    /// <summary>For each dimension (language, domain, …) the group of each document, from 0; −1 is no group.</summary>
    public IReadOnlyList<ReadOnlyMemory<int>> Groups { get; init; } = [];

    /// <summary>Number of documents.</summary>
    public int Count => Tokens.Length;

    /// <summary>What is wrong with the columns; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (SyntheticProbability.Length != Count)
        {
            yield return $"SyntheticProbability has {SyntheticProbability.Length} rows; Tokens has {Count}.";
        }

        if (!Anchor.IsEmpty && Anchor.Length != Count)
        {
            yield return $"Anchor has {Anchor.Length} rows; Tokens has {Count}.";
        }

        if (!BaseWeight.IsEmpty && BaseWeight.Length != Count)
        {
            yield return $"BaseWeight has {BaseWeight.Length} rows; Tokens has {Count}.";
        }

        for (int dimension = 0; dimension < Groups.Count; dimension++)
        {
            if (Groups[dimension].Length != Count)
            {
                yield return $"Groups[{dimension}] has {Groups[dimension].Length} rows; Tokens has {Count}.";
            }
        }

        if (FirstBadRow() is { } bad)
        {
            yield return bad;
        }
    }

    private string? FirstBadRow()
    {
        ReadOnlySpan<long> tokens = Tokens.Span;
        int row = tokens.IndexOfAnyExceptInRange(1, LongestDocument);
        if (row >= 0)
        {
            return $"Document {row} has {tokens[row]} tokens; it must have between 1 and {LongestDocument}.";
        }

        ReadOnlySpan<double> synthetic = SyntheticProbability.Span;
        for (int i = 0; i < synthetic.Length; i++)
        {
            if (synthetic[i] is not (>= 0 and <= 1)) // written so that NaN fails too
            {
                return $"Document {i} has the synthetic probability {synthetic[i]}; it must lie in [0, 1].";
            }
        }

        ReadOnlySpan<double> weights = BaseWeight.Span;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] is not (>= SmallestBaseWeight and <= LargestBaseWeight))
            {
                return $"Document {i} has the base weight {weights[i]}; it must lie in [{SmallestBaseWeight}, {LargestBaseWeight}].";
            }
        }

        return null;
    }

    // Documents far beyond any real one would leave the range in which a sum of tokens is an exact double.
    private const long LongestDocument = 1L << 40;
    private const double SmallestBaseWeight = 1e-9;
    private const double LargestBaseWeight = 1e9;
}
