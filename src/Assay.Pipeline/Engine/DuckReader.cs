using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Assay.Pipeline.Engine.DuckNative;

namespace Assay.Pipeline.Engine;

/// <summary>The rows of a query, in chunks of up to 2,048, read where DuckDB keeps them.</summary>
/// <remarks>Spans are valid until the next <see cref="NextChunk"/> or <see cref="Dispose"/>. Not thread-safe.</remarks>
internal sealed unsafe class DuckReader : IDisposable
{
    // A text of up to 12 bytes stands in the vector itself; a longer one behind a pointer after its first 4 bytes.
    private const int InlineLength = 12;
    private const int InlineOffset = 4;
    private const int PointerOffset = 8;
    private const int StringWidth = 16;

    private readonly string _sql;
    private readonly DuckType[] _types;
    private readonly byte*[] _data;
    private readonly ulong*[] _validity;
    private DuckResult _result;
    private nint _chunk;

    internal DuckReader(DuckResult result, string sql)
    {
        _result = result;
        _sql = sql;
        int columns = (int)DuckNative.ColumnCount(ref _result);
        _types = new DuckType[columns];
        _data = new byte*[columns];
        _validity = new ulong*[columns];
        string[] names = new string[columns];
        for (int column = 0; column < columns; column++)
        {
            _types[column] = DuckNative.ColumnType(ref _result, (ulong)column);
            names[column] = Marshal.PtrToStringUTF8((nint)DuckNative.ColumnName(ref _result, (ulong)column)) ?? "";
        }

        ColumnNames = names;
        IsOpen = true;
    }

    /// <summary>Names of the columns.</summary>
    internal IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Types of the columns.</summary>
    internal IReadOnlyList<DuckType> ColumnTypes => _types;

    /// <summary>Rows of the current chunk; 0 before the first and after the last.</summary>
    internal int RowCount { get; private set; }

    /// <summary>Whether it is not yet disposed.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Moves to the next chunk; never to an empty one.</summary>
    /// <returns>False after the last row.</returns>
    /// <exception cref="DuckException">The query fails only now: rows are computed while they are read.</exception>
    internal bool NextChunk()
    {
        ObjectDisposedException.ThrowIf(!IsOpen, this);
        do
        {
            ReleaseChunk();
            _chunk = FetchChunk(_result);
            if (_chunk == 0)
            {
                byte* error = ResultError(ref _result);
                return error == null || *error == 0 ? false : throw DuckException.From(error, _sql);
            }

            RowCount = (int)ChunkSize(_chunk);
        }
        while (RowCount == 0);

        for (int column = 0; column < _data.Length; column++)
        {
            nint vector = ChunkVector(_chunk, (ulong)column);
            _data[column] = VectorData(vector);
            _validity[column] = VectorValidity(vector);
        }

        return true;
    }

    /// <summary>The values of a column in this chunk. Where <see cref="IsNull"/> holds the value means nothing.</summary>
    /// <typeparam name="T">A type as wide as the column's: int for INTEGER and DATE, long for BIGINT and TIMESTAMP, UInt128 for UHUGEINT.</typeparam>
    /// <param name="column">0-based column.</param>
    /// <returns>One value a row.</returns>
    /// <exception cref="InvalidCastException">The column has another width, or none.</exception>
    internal ReadOnlySpan<T> Column<T>(int column)
        where T : unmanaged
    {
        DuckType type = _types[column];
        return type.Width == sizeof(T) && type != DuckType.Uuid
            ? new ReadOnlySpan<T>(_data[column], RowCount)
            : throw new InvalidCastException($"Column {ColumnNames[column]} is {type}, not {typeof(T).Name}.");
    }

    /// <summary>The bits of a UUID, in the order of its text.</summary>
    /// <param name="column">0-based column.</param>
    /// <param name="row">0-based row of this chunk.</param>
    /// <exception cref="InvalidCastException">The column is no UUID.</exception>
    internal UInt128 Uuid(int column, int row)
    {
        CheckRow(row);
        return _types[column] == DuckType.Uuid
            ? ((UInt128*)_data[column])[row] ^ DuckAppender.UuidSign
            : throw new InvalidCastException($"Column {ColumnNames[column]} is {_types[column]}, not Uuid.");
    }

    /// <summary>A text or blob, where DuckDB keeps it.</summary>
    /// <param name="column">0-based column, VARCHAR or BLOB.</param>
    /// <param name="row">0-based row of this chunk.</param>
    /// <returns>The bytes; empty where <see cref="IsNull"/> holds.</returns>
    /// <exception cref="InvalidCastException">The column is neither VARCHAR nor BLOB.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> Utf8(int column, int row)
    {
        CheckRow(row);
        if (!_types[column].HasBytes)
        {
            throw new InvalidCastException($"Column {ColumnNames[column]} is {_types[column]}, not Varchar or Blob.");
        }

        if (IsNull(column, row))
        {
            return [];
        }

        byte* cell = _data[column] + ((nint)row * StringWidth);
        int length = checked((int)*(uint*)cell);
        byte* start = length <= InlineLength ? cell + InlineOffset : *(byte**)(cell + PointerOffset);
        return new ReadOnlySpan<byte>(start, length);
    }

    /// <summary>A text as a string.</summary>
    /// <param name="column">0-based column, VARCHAR.</param>
    /// <param name="row">0-based row of this chunk.</param>
    internal string Text(int column, int row) => Encoding.UTF8.GetString(Utf8(column, row));

    /// <summary>Whether there is no value.</summary>
    /// <param name="column">0-based column.</param>
    /// <param name="row">0-based row of this chunk.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsNull(int column, int row)
    {
        CheckRow(row);
        ulong* validity = _validity[column];
        return validity != null && ((validity[row >> 6] >> (row & 63)) & 1) == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsOpen)
        {
            IsOpen = false;
            ReleaseChunk();
            DestroyResult(ref _result);
        }
    }

    private void CheckRow(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));

    private void ReleaseChunk()
    {
        RowCount = 0;
        if (_chunk != 0)
        {
            DestroyChunk(ref _chunk);
        }
    }
}
