using Assay.Core.Errors;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Corpora;

/// <summary>What the end of a Parquet file says about its contents.</summary>
/// <param name="RowGroups">The row groups, in the order of the file.</param>
/// <param name="Columns">Names of the columns, nested ones not counted.</param>
internal sealed record ParquetLayout(IReadOnlyList<RowGroupSize> RowGroups, IReadOnlyList<string> Columns)
{
    /// <summary>Rows of the file.</summary>
    internal long Rows => RowGroups.Sum(g => g.Rows);

    /// <summary>Reads the layout; of the data nothing is read.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as messages show it.</param>
    /// <exception cref="ShardFormatException">There is no such file, or it is no Parquet file.</exception>
    internal static ParquetLayout Inspect(string path, string displayPath)
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        return Inspect(connection, path, displayPath);
    }

    /// <param name="connection">A connection without an open reader.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as messages show it.</param>
    internal static ParquetLayout Inspect(DuckConnection connection, string path, string displayPath)
    {
        CorpusFile.Open(path, displayPath).Dispose(); // The system's reasons are told better there.
        try
        {
            List<RowGroupSize> groups = [];
            using (DuckReader reader = connection.Query($"""
                SELECT any_value(row_group_num_rows), sum(total_compressed_size)::BIGINT
                FROM parquet_metadata({DuckSql.FilePath(path)}) GROUP BY row_group_id ORDER BY row_group_id
                """))
            {
                while (reader.NextChunk())
                {
                    for (int row = 0; row < reader.RowCount; row++)
                    {
                        groups.Add(new RowGroupSize(reader.Column<long>(0)[row], reader.Column<long>(1)[row]));
                    }
                }
            }

            using DuckReader columns = connection.Query($"SELECT * FROM {ParquetColumns.Table(path)} LIMIT 0");
            return new ParquetLayout(groups, columns.ColumnNames);
        }
        catch (DuckException e)
        {
            throw Unreadable(displayPath, e);
        }
    }

    /// <summary>The error for a file that DuckDB cannot read.</summary>
    /// <param name="displayPath">The path as messages show it.</param>
    /// <param name="cause">What DuckDB said.</param>
    internal static ShardFormatException Unreadable(string displayPath, DuckException cause)
    {
        bool isOther = cause.Reason.Contains("magic bytes", StringComparison.Ordinal)
            || cause.Reason.Contains("too small to be a Parquet file", StringComparison.Ordinal);
        return isOther
            ? new ShardFormatException(
                new SourceLine(displayPath),
                "this is not a Parquet file, or its end is missing.",
                "If it was cut off, write or copy it again; otherwise state its format in the policy.",
                cause)
            : new ShardFormatException(
                new SourceLine(displayPath),
                $"this Parquet file cannot be read: {cause.FirstLine.TrimEnd('.')}.",
                "Write or copy it again.",
                cause);
    }
}
