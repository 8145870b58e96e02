namespace Assay.Core.Duplicates;

/// <summary>Which documents were merged into which.</summary>
/// <remarks>Arrays are by document. A document that another is merged into is kept, and its rank is better.</remarks>
public sealed class DuplicateClustering
{
    internal DuplicateClustering(int documents)
    {
        MergedInto = new int[documents];
        Array.Fill(MergedInto, -1);
        Jaccard = new float[documents];
        Kind = new DuplicateKind[documents];
    }

    /// <summary>The kept document that each was merged into; -1 for a kept one.</summary>
    public int[] MergedInto { get; }

    /// <summary>Estimated Jaccard similarity to the document it was merged into, 1 for exact copies; 0 for a kept one.</summary>
    public float[] Jaccard { get; }

    /// <summary>What it is to the document it was merged into.</summary>
    public DuplicateKind[] Kind { get; }

    /// <summary>Documents with the id of the one they were merged into.</summary>
    public int ExactMerged { get; internal set; }

    /// <summary>Documents merged into one that is near.</summary>
    public int NearMerged { get; internal set; }

    /// <summary>Pairs of signatures that were compared.</summary>
    public long Comparisons { get; internal set; }
}
