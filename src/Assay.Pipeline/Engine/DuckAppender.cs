using System.Runtime.CompilerServices;
using System.Text.Unicode;
using static Assay.Pipeline.Engine.DuckNative;

namespace Assay.Pipeline.Engine;

/// <summary>Fills a table: the values of a row in the order of its columns, then <see cref="EndRow"/>.</summary>
/// <remarks>
/// Rows are gathered in vectors of 2,048 and handed over together, which is what makes it fast. Disposed without
/// <see cref="Complete"/>, it discards the rows that were not yet flushed. Not thread-safe.
/// </remarks>
internal sealed unsafe class DuckAppender : IDisposable
{
    /// <summary>The bit in which DuckDB's UUID differs from the 128 bits of its text, so that signed order is the text's order.</summary>
    internal static readonly UInt128 UuidSign = UInt128.One << 127;

    // DuckDB flushes after 204,800 rows by itself, which for long texts is far too much memory.
    private const long FlushBytes = 32L << 20;

    private readonly string _table;
    private readonly DuckType[] _types;
    private readonly nint[] _vectors;
    private readonly byte*[] _data;
    private readonly int _capacity = (int)VectorSize();
    private nint _appender;
    private nint _chunk;
    private int _row;
    private int _column;
    private long _unflushedBytes;

    private DuckAppender(nint appender, string table)
    {
        _appender = appender;
        _table = table;
        int columns = (int)AppenderColumnCount(appender);
        _types = new DuckType[columns];
        _vectors = new nint[columns];
        _data = new byte*[columns];
        nint[] logical = new nint[columns];
        for (int column = 0; column < columns; column++)
        {
            logical[column] = AppenderColumnType(appender, (ulong)column);
            _types[column] = TypeId(logical[column]);
        }

        fixed (nint* types = logical)
        {
            _chunk = CreateChunk(types, (ulong)columns);
        }

        for (int column = 0; column < columns; column++)
        {
            DestroyLogicalType(ref logical[column]);
        }

        FindVectors();
    }

    /// <summary>Rows appended so far, flushed or not.</summary>
    internal long RowCount { get; private set; }

    internal static DuckAppender Create(nint connection, string table)
    {
        if (CreateAppender(connection, schema: null, table, out nint appender) != Success)
        {
            DuckException refused = DuckException.From(AppenderError(appender), $"append to {table}");
            _ = DestroyAppender(ref appender);
            throw refused;
        }

        return new DuckAppender(appender, table);
    }

    /// <summary>The next value, for a BIGINT column.</summary>
    internal void Append(long value) => Write(value, DuckType.BigInt);

    /// <summary>The next value, for an INTEGER column.</summary>
    internal void Append(int value) => Write(value, DuckType.Integer);

    /// <summary>The next value, for a UTINYINT column.</summary>
    internal void Append(byte value) => Write(value, DuckType.UTinyInt);

    /// <summary>The next value, for a UINTEGER column.</summary>
    internal void Append(uint value) => Write(value, DuckType.UInteger);

    /// <summary>The next value, for a UBIGINT column.</summary>
    internal void Append(ulong value) => Write(value, DuckType.UBigInt);

    /// <summary>The next value, for a HUGEINT column.</summary>
    internal void Append(Int128 value) => Write(value, DuckType.HugeInt);

    /// <summary>The next value, for a UHUGEINT or UUID column.</summary>
    internal void Append(UInt128 value)
    {
        if (_column < _types.Length && _types[_column] == DuckType.Uuid)
        {
            Write(value ^ UuidSign, DuckType.Uuid);
        }
        else
        {
            Write(value, DuckType.UHugeInt);
        }
    }

    /// <summary>The next value, for a DOUBLE column.</summary>
    internal void Append(double value) => Write(value, DuckType.Double);

    /// <summary>The next value, for a FLOAT column.</summary>
    internal void Append(float value) => Write(value, DuckType.Float);

    /// <summary>The next value, for a BOOLEAN column.</summary>
    internal void Append(bool value) => Write(value, DuckType.Boolean);

    /// <summary>The next value, for a VARCHAR column.</summary>
    /// <param name="value">The text; null is NULL.</param>
    internal void Append(string? value)
    {
        if (value is null)
        {
            AppendNull();
        }
        else
        {
            Append(System.Text.Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>The next value, for a VARCHAR or BLOB column.</summary>
    /// <param name="value">UTF-8 for VARCHAR, any bytes for BLOB; empty is an empty text, not NULL.</param>
    /// <exception cref="ArgumentException">Bytes for a VARCHAR that are not UTF-8.</exception>
    internal void Append(ReadOnlySpan<byte> value)
    {
        DuckType type = NextType();
        if (!type.HasBytes)
        {
            throw Mismatch("Varchar or Blob");
        }

        if (type == DuckType.Varchar && !Utf8.IsValid(value))
        {
            throw new ArgumentException($"The text for column {_column} of {_table} is not UTF-8.", nameof(value));
        }

        fixed (byte* bytes = value)
        {
            AssignString(_vectors[_column], (ulong)_row, bytes, (ulong)value.Length);
        }

        _unflushedBytes += value.Length;
        _column++;
    }

    /// <summary>No value, for a column of any type.</summary>
    internal void AppendNull()
    {
        _ = NextType();
        nint vector = _vectors[_column++];
        EnsureValidityWritable(vector);
        VectorValidity(vector)[_row >> 6] &= ~(1UL << (_row & 63));
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">A column has no value yet.</exception>
    /// <exception cref="DuckException">DuckDB refuses the rows: out of memory, or disk full while spilling.</exception>
    internal void EndRow()
    {
        if (_column != _types.Length)
        {
            throw new InvalidOperationException($"The row has {_column} values; {_table} has {_types.Length} columns.");
        }

        _column = 0;
        RowCount++;
        if (++_row == _capacity || _unflushedBytes >= FlushBytes)
        {
            HandOver();
        }
    }

    /// <summary>Puts all rows into the table. Nothing can be appended afterwards.</summary>
    /// <exception cref="InvalidOperationException">The last row was not ended.</exception>
    /// <exception cref="DuckException">DuckDB refuses the rows.</exception>
    internal void Complete()
    {
        ObjectDisposedException.ThrowIf(_appender == 0, this);
        if (_column != 0)
        {
            throw new InvalidOperationException($"The last row of {_table} was not ended.");
        }

        HandOver();
        Check(FlushAppender(_appender));
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_appender != 0)
        {
            // Destroying alone would flush.
            _ = ClearAppender(_appender);
            _ = DestroyAppender(ref _appender);
            DestroyChunk(ref _chunk);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write<T>(T value, DuckType type)
        where T : unmanaged
    {
        if (NextType() != type)
        {
            throw Mismatch(type.ToString());
        }

        ((T*)_data[_column++])[_row] = value;
    }

    private DuckType NextType()
    {
        ObjectDisposedException.ThrowIf(_appender == 0, this);
        return _column < _types.Length
            ? _types[_column]
            : throw new InvalidOperationException($"{_table} has only {_types.Length} columns; end the row.");
    }

    private InvalidCastException Mismatch(string given) =>
        new($"Column {_column} of {_table} is {_types[_column]}, not {given}.");

    private void HandOver()
    {
        if (_row > 0)
        {
            SetChunkSize(_chunk, (ulong)_row);
            Check(AppendChunk(_appender, _chunk));
            ResetChunk(_chunk);
            FindVectors();
            _row = 0;
        }

        if (_unflushedBytes >= FlushBytes)
        {
            Check(FlushAppender(_appender));
            _unflushedBytes = 0;
        }
    }

    private void FindVectors()
    {
        for (int column = 0; column < _vectors.Length; column++)
        {
            _vectors[column] = ChunkVector(_chunk, (ulong)column);
            _data[column] = VectorData(_vectors[column]);
        }
    }

    private void Check(int state)
    {
        if (state != Success)
        {
            throw DuckException.From(AppenderError(_appender), $"append to {_table}");
        }
    }
}
