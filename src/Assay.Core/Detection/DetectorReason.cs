namespace Assay.Core.Detection;

/// <summary>A word, or two that follow each other, that speaks for or against a machine.</summary>
/// <param name="Text">The words, as the text has them.</param>
/// <param name="Count">How often they occur.</param>
/// <param name="LogOdds">What they add to the log-odds of the piece that they are in, summed over the pieces and divided by their number.</param>
public readonly record struct DetectorReason(string Text, int Count, double LogOdds);
