using Assay.Core.Errors;
using Assay.Pipeline.Engine;

namespace Assay.Tests.Pipeline.Engine;

public sealed class DuckConnectionTests : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.OpenInMemory(new DuckOptions());
    private readonly DuckConnection _connection;

    public DuckConnectionTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void The_library_is_the_pinned_version() => Assert.Equal("v1.5.5", DuckDatabase.Version);

    [Fact]
    public void A_missing_library_is_one_clear_line()
    {
        string empty = Directory.CreateTempSubdirectory("assay-test-").FullName;

        UserErrorException e = Assert.Throws<UserErrorException>(() => DuckLibrary.LoadFrom(empty));

        Assert.Contains(DuckLibrary.FileName, e.Message, StringComparison.Ordinal);
        Assert.Contains(empty, e.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(empty, DuckLibrary.FileName), "not a library");
        Assert.Throws<UserErrorException>(() => DuckLibrary.LoadFrom(empty));
        Directory.Delete(empty, recursive: true);
    }

    [Fact]
    public void Parameters_of_every_type_arrive_as_they_were()
    {
        using DuckReader reader = _connection.Query(
            "SELECT ?::BOOLEAN, ?::INTEGER, ?::BIGINT, ?::UBIGINT, ?::UHUGEINT, ?::DOUBLE, ?::VARCHAR, ?::BLOB, ?::BLOB, ?::VARCHAR, ?::BLOB",
            true, -7, long.MinValue, ulong.MaxValue, UInt128.MaxValue - 1, 0.1, "It's 'ünïcode' 🜚", new byte[] { 0, 255 },
            (ReadOnlyMemory<byte>)new byte[] { 39, 0, 34 }, null, Array.Empty<byte>());

        Assert.True(reader.NextChunk());
        Assert.True(reader.Column<bool>(0)[0]);
        Assert.Equal(-7, reader.Column<int>(1)[0]);
        Assert.Equal(long.MinValue, reader.Column<long>(2)[0]);
        Assert.Equal(ulong.MaxValue, reader.Column<ulong>(3)[0]);
        Assert.Equal(UInt128.MaxValue - 1, reader.Column<UInt128>(4)[0]);
        Assert.Equal(0.1, reader.Column<double>(5)[0]);
        Assert.Equal("It's 'ünïcode' 🜚", reader.Text(6, 0));
        Assert.Equal([0, 255], reader.Utf8(7, 0).ToArray());
        Assert.Equal([39, 0, 34], reader.Utf8(8, 0).ToArray());
        Assert.True(reader.IsNull(9, 0));
        Assert.False(reader.IsNull(10, 0));
        Assert.Equal(0, reader.Utf8(10, 0).Length);
        Assert.False(reader.NextChunk());
    }

    [Fact]
    public void An_empty_string_parameter_is_not_null() =>
        Assert.Equal("", _connection.ScalarText("SELECT ?::VARCHAR", ""));

    [Fact]
    public void The_wrong_number_of_parameters_is_refused() =>
        Assert.Throws<ArgumentException>(() => _connection.Execute("SELECT ? + ?", 1));

    [Fact]
    public void Statements_without_parameters_run_one_after_the_other()
    {
        _ = _connection.Execute("CREATE TABLE t (x BIGINT); INSERT INTO t SELECT * FROM range(10);");

        Assert.Equal(10, _connection.Scalar<long>("SELECT count(*) FROM t"));
        Assert.Equal(3, _connection.Execute("UPDATE t SET x = 0 WHERE x > ?", 6L));
        Assert.Equal(5, _connection.Execute("DELETE FROM t WHERE x > ?", 1));
    }

    [Fact]
    public void A_query_without_rows_has_no_scalar()
    {
        Assert.Null(_connection.Scalar<long>("SELECT 1::BIGINT WHERE false"));
        Assert.Null(_connection.Scalar<long>("SELECT NULL::BIGINT"));
        Assert.Null(_connection.ScalarText("SELECT NULL::VARCHAR"));
    }

    [Theory]
    [InlineData("SELEC 1", "syntax error", DuckFailure.Defect)]
    [InlineData("SELECT * FROM nowhere", "nowhere does not exist", DuckFailure.Defect)]
    [InlineData("SELECT * FROM read_parquet('/nowhere/x.parquet')", "No files found", DuckFailure.File)]
    [InlineData("COPY (SELECT 1) TO '/nowhere/x.parquet'", "/nowhere/x.parquet", DuckFailure.File)]
    [InlineData("SELECT 'abc'::INTEGER", "Could not convert string 'abc'", DuckFailure.Data)]
    internal void An_error_carries_the_words_of_DuckDB(string sql, string expected, DuckFailure failure)
    {
        DuckException executed = Assert.Throws<DuckException>(() => _connection.Execute(sql));

        Assert.Contains(expected, executed.Message, StringComparison.Ordinal);
        Assert.Contains(sql, executed.Message, StringComparison.Ordinal);
        Assert.Equal(failure, executed.Failure);
    }

    [Fact]
    public void An_error_after_the_first_chunks_surfaces_while_reading()
    {
        using DuckReader reader = _connection.Query("SELECT CASE WHEN range = 900000 THEN 'x' ELSE '1' END::INTEGER FROM range(1000000)");

        DuckException e = Assert.Throws<DuckException>(() =>
        {
            while (reader.NextChunk())
            {
            }
        });

        Assert.Contains("Could not convert string 'x'", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_beside_an_open_reader_is_refused()
    {
        using DuckReader reader = _connection.Query("SELECT * FROM range(10000)");

        _ = Assert.Throws<InvalidOperationException>(() => _connection.Execute("SELECT 1"));
        reader.Dispose();
        _ = _connection.Execute("SELECT 1");
    }

    [Fact]
    public void Everything_can_be_disposed_in_any_order_and_twice()
    {
        DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        DuckConnection connection = database.Connect();
        _ = connection.Execute("CREATE TABLE t (x BIGINT)");
        DuckAppender appender = connection.Append("t");
        appender.Append(1L);
        appender.EndRow();
        DuckReader reader = connection.Query("SELECT * FROM range(10000)");
        Assert.True(reader.NextChunk());

        database.Dispose();
        Assert.True(reader.NextChunk());
        connection.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.NextChunk());
        Assert.Throws<ObjectDisposedException>(() => connection.Execute("SELECT 1"));
        Assert.Throws<ObjectDisposedException>(() => database.Connect());
        reader.Dispose();
        appender.Dispose();
        appender.Dispose();
        connection.Dispose();
        database.Dispose();
    }

    [Fact]
    public void An_appender_that_outlives_its_connection_fails_cleanly()
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        DuckConnection connection = database.Connect();
        _ = connection.Execute("CREATE TABLE t (x BIGINT)");
        using DuckAppender appender = connection.Append("t");
        appender.Append(1L);
        appender.EndRow();
        connection.Dispose();

        _ = Assert.Throws<DuckException>(appender.Complete);
    }

    [Fact]
    public void Databases_on_two_threads_do_not_meet()
    {
        long[] sums = new long[2];
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(t => new Thread(() =>
        {
            for (int round = 0; round < 5; round++)
            {
                using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { MemoryLimitBytes = 256L << 20 });
                using DuckConnection connection = database.Connect();
                _ = connection.Execute("CREATE TABLE mine (x BIGINT)");
                using (DuckAppender appender = connection.Append("mine"))
                {
                    for (long x = 0; x < 3000; x++)
                    {
                        appender.Append(x * (t + 1));
                        appender.EndRow();
                    }

                    appender.Complete();
                }

                sums[t] += connection.Scalar<long>("SELECT sum(x)::BIGINT FROM mine")!.Value;
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Assert.Equal([5 * 4498500L, 10 * 4498500L], sums);
    }

    [Fact]
    public void Nothing_is_fetched_and_nothing_is_read_from_the_home_folder()
    {
        Assert.Equal("false", _connection.ScalarText("SELECT current_setting('autoload_known_extensions')::VARCHAR"));
        Assert.Equal("false", _connection.ScalarText("SELECT current_setting('autoinstall_known_extensions')::VARCHAR"));
        Assert.Equal("UTC", _connection.ScalarText("SELECT current_setting('TimeZone')::VARCHAR"));
        Assert.Equal("", _connection.ScalarText("SELECT current_setting('temp_directory')::VARCHAR"));
        Assert.Equal("1", _connection.ScalarText("SELECT current_setting('threads')::VARCHAR"));
        Assert.Equal("false", _connection.ScalarText("SELECT current_setting('enable_external_file_cache')::VARCHAR"));
    }

    [Fact]
    public void The_memory_limit_holds_and_says_so()
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { MemoryLimitBytes = 16L << 20 });
        using DuckConnection connection = database.Connect();

        DuckException e = Assert.Throws<DuckException>(() =>
            connection.Execute("CREATE TABLE t AS SELECT range, hash(range) AS h, hash(range + 1) AS i FROM range(3000000)"));

        Assert.Equal(DuckFailure.Memory, e.Failure);
    }

    [Fact]
    public void Quotes_and_glob_signs_in_names_mean_themselves()
    {
        string folder = Directory.CreateTempSubdirectory("assay-test-").FullName;
        string path = Path.Combine(folder, "it's a \"[1]*\" file?.csv");
        File.WriteAllText(path, "a\n1\n");
        File.WriteAllText(Path.Combine(folder, "it's a \"1\" file!.csv"), "a\n2\n");

        Assert.Equal(1, _connection.Scalar<long>($"SELECT sum(a)::BIGINT FROM read_csv({DuckSql.FilePath(path)})"));
        _ = _connection.Execute($"CREATE TABLE {DuckSql.Name("odd \" name")} ({DuckSql.Name("it's; --")} VARCHAR)");
        using (DuckAppender appender = _connection.Append("odd \" name"))
        {
            appender.Append(DuckSql.Text("it's"));
            appender.EndRow();
            appender.Complete();
        }

        Assert.Equal("'it''s'", _connection.ScalarText($"SELECT {DuckSql.Name("it's; --")} FROM {DuckSql.Name("odd \" name")}"));
        Assert.Throws<ArgumentException>(() => DuckSql.Text("a\0b"));
        Directory.Delete(folder, recursive: true);
    }
}
