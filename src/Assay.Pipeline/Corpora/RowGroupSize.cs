namespace Assay.Pipeline.Corpora;

/// <summary>A row group of a Parquet file, as far as planning needs it.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">Bytes that it takes on disk, or about that.</param>
internal readonly record struct RowGroupSize(long Rows, long Bytes);
