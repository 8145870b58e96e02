namespace Assay.Lab.Training;

/// <summary>A look at some memory as a matrix: element (i, j) lies at offset + i · row stride + j · column stride.</summary>
/// <remarks>A transpose and a block of a larger matrix are other looks at the same memory; nothing is copied.</remarks>
/// <param name="Values">The memory.</param>
/// <param name="Offset">Where element (0, 0) lies.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="ColumnStride">From one column to the next.</param>
public readonly record struct MatrixView(float[] Values, int Offset, int Rows, int Columns, int RowStride, int ColumnStride)
{
    /// <summary>Rows as columns.</summary>
    public MatrixView Transposed => new(Values, Offset, Columns, Rows, ColumnStride, RowStride);

    /// <summary>A block of it.</summary>
    /// <param name="row">Its first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="columns">How many.</param>
    public MatrixView Block(int row, int rows, int column, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)row + (uint)rows, (uint)Rows, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)column + (uint)columns, (uint)Columns, nameof(columns));
        return new(Values, Offset + (row * RowStride) + (column * ColumnStride), rows, columns, RowStride, ColumnStride);
    }
}
