namespace Assay.Core.Mixing;

/// <summary>An amount that the corpus offers.</summary>
/// <param name="Name">What it is, for instance <c>tokens of the anchor, always written</c>.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit"><c>tokens</c> or <c>share</c>.</param>
public sealed record Availability(string Name, double Value, string Unit);
