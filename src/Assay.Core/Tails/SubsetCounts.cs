namespace Assay.Core.Tails;

/// <summary>What some blocks of a corpus hold together.</summary>
/// <param name="Types">Different types.</param>
/// <param name="Alone">Types that occur in one of the blocks only: how many the last document would have cost.</param>
/// <param name="Once">Types that occur exactly once.</param>
public readonly record struct SubsetCounts(double Types, double Alone, double Once);
