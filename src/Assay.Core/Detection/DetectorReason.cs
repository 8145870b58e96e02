namespace Assay.Core.Detection;

/// <summary>Something in a text that speaks for or against a machine.</summary>
/// <param name="Feature">A word, two words that follow each other, or a measure of style.</param>
/// <param name="LogOdds">What it adds to the score, in nats; for a measure of style, half of what the score would lose if every split over it went the other way.</param>
public readonly record struct DetectorReason(string Feature, double LogOdds);
