namespace Assay.Core.Detection;

/// <summary>A piece of a document of known origin with its score.</summary>
/// <param name="Document">0-based number of its document.</param>
/// <param name="IsMachine">Its label.</param>
/// <param name="LogOdds">Its score.</param>
/// <param name="Margin">Its score less the threshold that applies to it.</param>
/// <param name="Words">Its words.</param>
public readonly record struct ScoredChunk(int Document, bool IsMachine, double LogOdds, double Margin, int Words);
