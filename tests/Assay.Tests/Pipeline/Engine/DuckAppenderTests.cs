using System.Text;
using Assay.Pipeline.Engine;

namespace Assay.Tests.Pipeline.Engine;

public sealed class DuckAppenderTests : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.OpenInMemory(new DuckOptions());
    private readonly DuckConnection _connection;

    public DuckAppenderTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Five_thousand_rows_of_every_type_come_back_in_order()
    {
        _ = _connection.Execute("""
            CREATE TABLE t (a BIGINT, b INTEGER, c UBIGINT, d HUGEINT, e UHUGEINT, f UUID, g DOUBLE, h FLOAT, i BOOLEAN,
                            j VARCHAR, k BLOB, l UINTEGER, m UTINYINT)
            """);
        using DuckAppender appender = _connection.Append("t");
        for (int row = 0; row < 5000; row++)
        {
            AppendRow(appender, row);
        }

        appender.Complete();

        using DuckReader reader = _connection.Query("SELECT * FROM t");
        int index = 0;
        int chunks = 0;
        while (reader.NextChunk())
        {
            chunks++;
            for (int r = 0; r < reader.RowCount; r++, index++)
            {
                CheckRow(reader, r, index);
            }
        }

        Assert.Equal(5000, index);
        Assert.True(chunks >= 3);
        Assert.Equal([.. "abcdefghijklm".Select(c => c.ToString())], reader.ColumnNames);
        Assert.Equal(DuckType.UHugeInt, reader.ColumnTypes[4]);
    }

    [Fact]
    public void A_uuid_has_the_digits_of_its_bits()
    {
        UInt128 bits = UInt128.Parse("00ff0123456789abcdef0123456789ab", System.Globalization.NumberStyles.HexNumber);
        _ = _connection.Execute("CREATE TABLE t (id UUID)");
        using (DuckAppender appender = _connection.Append("t"))
        {
            appender.Append(bits);
            appender.EndRow();
            appender.Complete();
        }

        Assert.Equal("00ff0123-4567-89ab-cdef-0123456789ab", _connection.ScalarText("SELECT id::VARCHAR FROM t"));
        using DuckReader reader = _connection.Query("SELECT id FROM t");
        Assert.True(reader.NextChunk());
        Assert.Equal(bits, reader.Uuid(0, 0));
        Assert.Throws<InvalidCastException>(() => { _ = reader.Column<UInt128>(0); });
    }

    [Fact]
    public void Nulls_of_one_chunk_do_not_leak_into_the_next()
    {
        _ = _connection.Execute("CREATE TABLE t (x BIGINT, s VARCHAR)");
        using (DuckAppender appender = _connection.Append("t"))
        {
            for (int row = 0; row < 4100; row++)
            {
                if (row < 2048)
                {
                    appender.AppendNull();
                    appender.Append((string?)null);
                }
                else
                {
                    appender.Append((long)row);
                    appender.Append("");
                }

                appender.EndRow();
            }

            Assert.Equal(4100, appender.RowCount);
            appender.Complete();
        }

        Assert.Equal(2048, _connection.Scalar<long>("SELECT count(*) FROM t WHERE x IS NULL AND s IS NULL"));
        Assert.Equal(2052, _connection.Scalar<long>("SELECT count(*) FROM t WHERE x >= 2048 AND s = ''"));
    }

    [Fact]
    public void Long_texts_are_flushed_long_before_two_hundred_thousand_rows()
    {
        byte[] text = new byte[1 << 20];
        Array.Fill(text, (byte)'x');
        _ = _connection.Execute("CREATE TABLE t (s VARCHAR)");
        using DuckAppender appender = _connection.Append("t");
        for (int row = 0; row < 40; row++)
        {
            appender.Append(text);
            appender.EndRow();
        }

        Assert.Equal(32, _connection.Scalar<long>("SELECT count(*) FROM t"));
        appender.Complete();
        Assert.Equal(40L << 20, _connection.Scalar<long>("SELECT sum(strlen(s))::BIGINT FROM t"));
    }

    [Fact]
    public void Without_Complete_no_row_of_the_last_flush_arrives()
    {
        _ = _connection.Execute("CREATE TABLE t (x BIGINT)");
        using (DuckAppender appender = _connection.Append("t"))
        {
            appender.Append(1L);
            appender.EndRow();
        }

        Assert.Equal(0, _connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Values_that_do_not_fit_the_table_are_refused()
    {
        _ = _connection.Execute("CREATE TABLE t (x BIGINT, s VARCHAR)");
        using DuckAppender appender = _connection.Append("t");

        Assert.Throws<InvalidCastException>(() => appender.Append(1));
        Assert.Throws<InvalidCastException>(() => appender.Append("text"u8));
        appender.Append(1L);
        Assert.Throws<InvalidOperationException>(appender.EndRow);
        Assert.Throws<InvalidOperationException>(appender.Complete);
        Assert.Throws<ArgumentException>(() => appender.Append([0xC3]));
        appender.Append("é"u8);
        Assert.Throws<InvalidOperationException>(appender.AppendNull);
        appender.EndRow();
        appender.Complete();
        Assert.Throws<ObjectDisposedException>(() => appender.Append(1L));
        Assert.Throws<DuckException>(() => _connection.Append("nowhere"));
    }

    private static void AppendRow(DuckAppender appender, int row)
    {
        bool isNull = row % 7 == 3;
        if (isNull)
        {
            for (int column = 0; column < 13; column++)
            {
                appender.AppendNull();
            }
        }
        else
        {
            appender.Append(-(long)row << 33);
            appender.Append(-row);
            appender.Append(ulong.MaxValue - (ulong)row);
            appender.Append(Int128.MinValue + row);
            appender.Append(UInt128.MaxValue - (UInt128)row);
            appender.Append(UInt128.MaxValue - (UInt128)row);
            appender.Append(row / 3.0);
            appender.Append(row / 4f);
            appender.Append(row % 2 == 0);
            appender.Append(TextOf(row));
            appender.Append((ReadOnlySpan<byte>)Blob(row));
            appender.Append(uint.MaxValue - (uint)row);
            appender.Append((byte)row);
        }

        appender.EndRow();
    }

    private static void CheckRow(DuckReader reader, int r, int row)
    {
        bool isNull = row % 7 == 3;
        for (int column = 0; column < 13; column++)
        {
            Assert.Equal(isNull, reader.IsNull(column, r));
        }

        if (isNull)
        {
            Assert.Equal(0, reader.Utf8(9, r).Length);
            return;
        }

        Assert.Equal(-(long)row << 33, reader.Column<long>(0)[r]);
        Assert.Equal(-row, reader.Column<int>(1)[r]);
        Assert.Equal(ulong.MaxValue - (ulong)row, reader.Column<ulong>(2)[r]);
        Assert.Equal(Int128.MinValue + row, reader.Column<Int128>(3)[r]);
        Assert.Equal(UInt128.MaxValue - (UInt128)row, reader.Column<UInt128>(4)[r]);
        Assert.Equal(UInt128.MaxValue - (UInt128)row, reader.Uuid(5, r));
        Assert.Equal(row / 3.0, reader.Column<double>(6)[r]);
        Assert.Equal(row / 4f, reader.Column<float>(7)[r]);
        Assert.Equal(row % 2 == 0, reader.Column<bool>(8)[r]);
        Assert.Equal(TextOf(row), reader.Text(9, r));
        Assert.Equal(Blob(row), reader.Utf8(10, r));
        Assert.Equal(uint.MaxValue - (uint)row, reader.Column<uint>(11)[r]);
        Assert.Equal((byte)row, reader.Column<byte>(12)[r]);
    }

    // Lengths 0 to 30: empty, inline (up to 12 bytes), behind a pointer; and letters of one to four bytes.
    private static string TextOf(int row) =>
        new StringBuilder().Insert(0, ((string[])["a", "é", "漢", "🜚"])[row % 4], row % 31).ToString();

    private static byte[] Blob(int row) => [.. Enumerable.Range(0, row % 17).Select(i => (byte)(i * 37))];
}
