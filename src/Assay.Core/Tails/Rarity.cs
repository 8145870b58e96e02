namespace Assay.Core.Tails;

/// <summary>How much of a document is made of words that the anchor hardly has, or does not have.</summary>
/// <param name="Rare">Share of its words whose type is rare in the anchor, in [0, 1].</param>
/// <param name="Unseen">Share of its words whose type the anchor (but for this document) lacks, in [0, 1].</param>
public readonly record struct Rarity(float Rare, float Unseen);
