namespace Assay.Lab.Models;

/// <summary>Rows of a regression.</summary>
/// <param name="Inputs">The inputs, row after row.</param>
/// <param name="Labels">The label of each row.</param>
/// <param name="Dimension">Inputs to a row.</param>
public sealed record Rows(double[] Inputs, double[] Labels, int Dimension);
