namespace Assay.Pipeline.Scan;

/// <summary>A column of facts.</summary>
/// <param name="Name">Its name, for instance <c>strata.lang</c>.</param>
/// <param name="SqlType">Its DuckDB type.</param>
internal sealed record FactColumn(string Name, string SqlType);
