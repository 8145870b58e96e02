namespace Assay.Core.Mixing;

/// <summary>The totals on which everyone who adds up parts of one dual must agree before the first sum.</summary>
/// <remarks>They fix the grids of the sums (<see cref="Statistics.SumGrid"/>); every partition computes its own, and <see cref="Join"/> adds them up.</remarks>
/// <param name="Tokens">Tokens of all documents, before weights.</param>
/// <param name="Documents">Number of documents.</param>
/// <param name="AnchorTokens">Tokens of the anchor.</param>
/// <param name="LargestBaseWeight">Largest base weight; 0 without documents.</param>
/// <param name="SmallestSynthetic">Smallest synthetic probability; 1 without documents.</param>
/// <param name="LargestSynthetic">Largest synthetic probability; 0 without documents.</param>
public sealed record DualScale(
    long Tokens, long Documents, long AnchorTokens, double LargestBaseWeight, double SmallestSynthetic, double LargestSynthetic)
{
    /// <summary>The scale of no documents.</summary>
    public static DualScale Empty { get; } = new(0, 0, 0, 0, 1, 0);

    /// <summary>The scale of two sets of documents together.</summary>
    /// <param name="other">The scale of the other set.</param>
    public DualScale Join(DualScale other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new DualScale(
            checked(Tokens + other.Tokens),
            checked(Documents + other.Documents),
            checked(AnchorTokens + other.AnchorTokens),
            Math.Max(LargestBaseWeight, other.LargestBaseWeight),
            Math.Min(SmallestSynthetic, other.SmallestSynthetic),
            Math.Max(LargestSynthetic, other.LargestSynthetic));
    }
}
