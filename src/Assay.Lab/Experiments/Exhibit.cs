namespace Assay.Lab.Experiments;

/// <summary>What a person gets to see of one generation.</summary>
/// <param name="Generation">Number of fits so far, 1 or more.</param>
/// <param name="Texts">Some documents of its sample.</param>
/// <param name="FirstModelBits">Bits to a token that the first model needs for each document of its sample, at most a thousand documents.</param>
/// <param name="Picture">Some pictures of its sample, as the data URI of a PNG; null where it makes none.</param>
public sealed record Exhibit(int Generation, IReadOnlyList<string> Texts, IReadOnlyList<double> FirstModelBits, string? Picture);
