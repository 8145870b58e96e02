namespace Assay.Lab.Rehearsal;

/// <summary>What a generation's proxy wrote.</summary>
/// <param name="Texts">Tokens of each document.</param>
/// <param name="Templates">The human document that each was asked to be like: its length and its strata.</param>
internal sealed record ProxyOutput(int[][] Texts, int[] Templates);
