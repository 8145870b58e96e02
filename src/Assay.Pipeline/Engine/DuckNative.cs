using System.Runtime.InteropServices;

namespace Assay.Pipeline.Engine;

/// <summary>The functions of DuckDB's C API that the engine calls, under their C names. Nothing here checks anything.</summary>
internal static unsafe partial class DuckNative
{
    /// <summary>What functions that can fail return when they did not.</summary>
    internal const int Success = 0;

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_library_version")]
    internal static partial byte* LibraryVersion();

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_free")]
    internal static partial void Free(void* memory);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_config")]
    internal static partial int CreateConfig(out nint config);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetConfig(nint config, string name, string option);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_config")]
    internal static partial void DestroyConfig(ref nint config);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, out nint database, nint config, out byte* error);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_close")]
    internal static partial void Close(ref nint database);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_connect")]
    internal static partial int Connect(nint database, out nint connection);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_disconnect")]
    internal static partial void Disconnect(ref nint connection);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_query", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Query(nint connection, string sql, out DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Prepare(nint connection, string sql, out nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_prepare_error")]
    internal static partial byte* PrepareError(nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_prepare")]
    internal static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_nparams")]
    internal static partial ulong ParameterCount(nint statement);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_null")]
    internal static partial int BindNull(nint statement, ulong number);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_boolean")]
    internal static partial int BindBoolean(nint statement, ulong number, byte value);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_int32")]
    internal static partial int BindInt32(nint statement, ulong number, int value);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_int64")]
    internal static partial int BindInt64(nint statement, ulong number, long value);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_uint64")]
    internal static partial int BindUInt64(nint statement, ulong number, ulong value);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_uhugeint")]
    internal static partial int BindUHugeInt(nint statement, ulong number, DuckUHugeInt value);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_double")]
    internal static partial int BindDouble(nint statement, ulong number, double value);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_varchar_length")]
    internal static partial int BindVarchar(nint statement, ulong number, byte* utf8, ulong length);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_bind_blob")]
    internal static partial int BindBlob(nint statement, ulong number, byte* bytes, ulong length);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_execute_prepared")]
    internal static partial int ExecutePrepared(nint statement, out DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_execute_prepared_streaming")]
    internal static partial int ExecutePreparedStreaming(nint statement, out DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_result_error")]
    internal static partial byte* ResultError(ref DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_rows_changed")]
    internal static partial ulong RowsChanged(ref DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_column_count")]
    internal static partial ulong ColumnCount(ref DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_column_name")]
    internal static partial byte* ColumnName(ref DuckResult result, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_column_type")]
    internal static partial DuckType ColumnType(ref DuckResult result, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_result")]
    internal static partial void DestroyResult(ref DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_fetch_chunk")]
    internal static partial nint FetchChunk(DuckResult result);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_create_data_chunk")]
    internal static partial nint CreateChunk(nint* types, ulong columnCount);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_data_chunk")]
    internal static partial void DestroyChunk(ref nint chunk);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_data_chunk_reset")]
    internal static partial void ResetChunk(nint chunk);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_data_chunk_get_size")]
    internal static partial ulong ChunkSize(nint chunk);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_data_chunk_set_size")]
    internal static partial void SetChunkSize(nint chunk, ulong size);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_data_chunk_get_vector")]
    internal static partial nint ChunkVector(nint chunk, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_get_data")]
    internal static partial byte* VectorData(nint vector);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_get_validity")]
    internal static partial ulong* VectorValidity(nint vector);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_ensure_validity_writable")]
    internal static partial void EnsureValidityWritable(nint vector);

    // The one that does not check UTF-8 again: the appender has checked it, with vector instructions.
    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    internal static partial void AssignString(nint vector, ulong row, byte* bytes, ulong length);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_vector_size")]
    internal static partial ulong VectorSize();

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_get_type_id")]
    internal static partial DuckType TypeId(nint logicalType);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_destroy_logical_type")]
    internal static partial void DestroyLogicalType(ref nint logicalType);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_appender_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateAppender(nint connection, string? schema, string table, out nint appender);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_appender_column_count")]
    internal static partial ulong AppenderColumnCount(nint appender);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_appender_column_type")]
    internal static partial nint AppenderColumnType(nint appender, ulong column);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_appender_error")]
    internal static partial byte* AppenderError(nint appender);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_append_data_chunk")]
    internal static partial int AppendChunk(nint appender, nint chunk);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_appender_flush")]
    internal static partial int FlushAppender(nint appender);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_appender_clear")]
    internal static partial int ClearAppender(nint appender);

    [LibraryImport(DuckLibrary.Name, EntryPoint = "duckdb_appender_destroy")]
    internal static partial int DestroyAppender(ref nint appender);

    /// <summary><c>duckdb_result</c>: five fields that nobody may read any more, and the result.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct DuckResult
    {
        private readonly ulong _columnCount;
        private readonly ulong _rowCount;
        private readonly ulong _rowsChanged;
        private readonly nint _columns;
        private readonly nint _errorMessage;
        private readonly nint _internalData;
    }

    /// <summary><c>duckdb_uhugeint</c>: passed by value, so it is spelled out (UInt128 may be passed in other registers).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct DuckUHugeInt(UInt128 value)
    {
        private readonly ulong _lower = (ulong)value;
        private readonly ulong _upper = (ulong)(value >> 64);
    }
}
