using System.Text;
using static Assay.Pipeline.Engine.DuckNative;

namespace Assay.Pipeline.Engine;

/// <summary>Runs statements, one after the other. Parameters stand in the SQL as <c>?</c> or <c>$1</c>.</summary>
/// <remarks>
/// A parameter is null, bool, int, long, ulong, UInt128, double, string, or bytes (<c>byte[]</c>, <c>ReadOnlyMemory&lt;byte&gt;</c>).
/// Not thread-safe. While a reader is open the connection takes no other statement: DuckDB would end the reader's rows early.
/// </remarks>
internal sealed unsafe class DuckConnection : IDisposable
{
    private nint _connection;
    private DuckReader? _reader;

    internal DuckConnection(nint connection) => _connection = connection;

    /// <summary>Runs a statement for its effect; without parameters several statements, separated by semicolons.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Values of the parameters, in their order.</param>
    /// <returns>Rows inserted, changed or copied to a file.</returns>
    /// <exception cref="DuckException">DuckDB refuses or fails.</exception>
    internal long Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        ThrowIfBusy();
        DuckResult result;
        if (parameters.IsEmpty)
        {
            Finish(DuckNative.Query(_connection, sql, out result), ref result, sql);
        }
        else
        {
            nint statement = Prepare(sql, parameters);
            try
            {
                Finish(ExecutePrepared(statement, out result), ref result, sql);
            }
            finally
            {
                DestroyPrepare(ref statement);
            }
        }

        long changed = (long)RowsChanged(ref result);
        DestroyResult(ref result);
        return changed;
    }

    /// <summary>Runs a query and streams its rows: they are computed while they are read.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Values of the parameters, in their order.</param>
    /// <returns>The rows; dispose it before the next statement.</returns>
    /// <exception cref="DuckException">DuckDB refuses or fails.</exception>
    internal DuckReader Query(string sql, params ReadOnlySpan<object?> parameters)
    {
        ThrowIfBusy();
        nint statement = Prepare(sql, parameters);
        try
        {
            Finish(ExecutePreparedStreaming(statement, out DuckResult result), ref result, sql);
            return _reader = new DuckReader(result, sql);
        }
        finally
        {
            DestroyPrepare(ref statement);
        }
    }

    /// <summary>Runs a query for its one value.</summary>
    /// <typeparam name="T">A type as wide as the column: <c>count(*)</c> is a long.</typeparam>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Values of the parameters, in their order.</param>
    /// <returns>The first column of the first row; null when there is no row, or null in it.</returns>
    /// <exception cref="DuckException">DuckDB refuses or fails.</exception>
    internal T? Scalar<T>(string sql, params ReadOnlySpan<object?> parameters)
        where T : unmanaged
    {
        using DuckReader reader = Query(sql, parameters);
        return reader.NextChunk() && !reader.IsNull(0, 0) ? reader.Column<T>(0)[0] : null;
    }

    /// <summary>Runs a query for its one text.</summary>
    /// <param name="sql">The query; the column is VARCHAR.</param>
    /// <param name="parameters">Values of the parameters, in their order.</param>
    /// <returns>The first column of the first row; null when there is no row, or null in it.</returns>
    /// <exception cref="DuckException">DuckDB refuses or fails.</exception>
    internal string? ScalarText(string sql, params ReadOnlySpan<object?> parameters)
    {
        using DuckReader reader = Query(sql, parameters);
        return reader.NextChunk() && !reader.IsNull(0, 0) ? reader.Text(0, 0) : null;
    }

    /// <summary>Fills a table fast.</summary>
    /// <param name="table">The table's name, unquoted.</param>
    /// <returns>An appender; the rows are in the table after its <see cref="DuckAppender.Complete"/>.</returns>
    /// <exception cref="DuckException">There is no such table.</exception>
    internal DuckAppender Append(string table)
    {
        ThrowIfBusy();
        return DuckAppender.Create(_connection, table);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        Disconnect(ref _connection);
    }

    private static void Finish(int state, ref DuckResult result, string sql)
    {
        if (state != Success)
        {
            DuckException failed = DuckException.From(ResultError(ref result), sql);
            DestroyResult(ref result);
            throw failed;
        }
    }

    private void ThrowIfBusy()
    {
        ObjectDisposedException.ThrowIf(_connection == 0, this);
        if (_reader is { IsOpen: true })
        {
            throw new InvalidOperationException("A reader is still open on this connection; dispose it, or take a second connection.");
        }
    }

    private nint Prepare(string sql, ReadOnlySpan<object?> parameters)
    {
        if (DuckNative.Prepare(_connection, sql, out nint statement) != Success)
        {
            DuckException refused = DuckException.From(PrepareError(statement), sql);
            DestroyPrepare(ref statement);
            throw refused;
        }

        try
        {
            if (ParameterCount(statement) != (ulong)parameters.Length)
            {
                throw new ArgumentException(
                    $"The statement has {ParameterCount(statement)} parameters, {parameters.Length} were given: {sql}", nameof(parameters));
            }

            for (int i = 0; i < parameters.Length; i++)
            {
                if (Bind(statement, (ulong)i + 1, parameters[i]) != Success)
                {
                    throw DuckException.From(PrepareError(statement), $"parameter {i + 1} of {sql}");
                }
            }

            return statement;
        }
        catch
        {
            DestroyPrepare(ref statement);
            throw;
        }
    }

    private static int Bind(nint statement, ulong number, object? value) =>
        value switch
        {
            null => BindNull(statement, number),
            bool b => BindBoolean(statement, number, b ? (byte)1 : (byte)0),
            int i => BindInt32(statement, number, i),
            long l => BindInt64(statement, number, l),
            ulong u => BindUInt64(statement, number, u),
            UInt128 wide => BindUHugeInt(statement, number, new DuckUHugeInt(wide)),
            double d => BindDouble(statement, number, d),
            string text => BindBytes(statement, number, Encoding.UTF8.GetBytes(text), isText: true),
            byte[] bytes => BindBytes(statement, number, bytes, isText: false),
            ReadOnlyMemory<byte> bytes => BindBytes(statement, number, bytes.Span, isText: false),
            _ => throw new ArgumentException($"A parameter cannot be a {value.GetType()}.", nameof(value)),
        };

    private static int BindBytes(nint statement, ulong number, ReadOnlySpan<byte> bytes, bool isText)
    {
        // An empty span is pinned at null, which DuckDB would take for NULL.
        byte nothing = 0;
        fixed (byte* pinned = bytes)
        {
            byte* start = pinned == null ? &nothing : pinned;
            return isText
                ? BindVarchar(statement, number, start, (ulong)bytes.Length)
                : BindBlob(statement, number, start, (ulong)bytes.Length);
        }
    }
}
