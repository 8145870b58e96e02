namespace Assay.Core.Detection;

/// <summary>What a detector says of a document.</summary>
/// <param name="LogOdds">Natural logarithm of the odds that a machine wrote it, at even odds beforehand, as calibrated on the
/// training data: above 0 speaks for a machine. NaN when the document is <see cref="LengthClass.TooShort"/>.</param>
/// <param name="LengthClass">Whether there was enough text.</param>
/// <param name="Words">Words of the document in its normal form.</param>
/// <remarks>A score is evidence about a corpus; it is never proof against an author.</remarks>
public readonly record struct DetectorScore(double LogOdds, LengthClass LengthClass, int Words);
