namespace Assay.Pipeline.Results;

/// <summary>How much of something: distinct input records, before copies.</summary>
/// <param name="Documents">Number of documents (or bad records).</param>
/// <param name="Bytes">Input bytes: the records as stored, before compression.</param>
/// <param name="Tokens">Tokens by the rule of docs/metrics.md; 0 for bad records.</param>
public readonly record struct Amount(long Documents, long Bytes, long Tokens)
{
    /// <summary>The sum of two amounts.</summary>
    public static Amount operator +(Amount left, Amount right) => left.Add(right);

    /// <summary>The sum of two amounts.</summary>
    public Amount Add(Amount other) => new(Documents + other.Documents, Bytes + other.Bytes, Tokens + other.Tokens);
}
