using System.Text;
using System.Text.RegularExpressions;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Inspection;

/// <summary>Looks at Parquet.</summary>
internal static partial class ParquetLook
{
    private const int Places = 4;

    /// <summary>Looks at a file in four places.</summary>
    /// <param name="file">The file.</param>
    /// <param name="quota">Records to look at.</param>
    /// <param name="profile">Where they go.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <exception cref="ShardFormatException">It is no Parquet file, or is damaged.</exception>
    public static FileLook Look(CandidateFile file, int quota, RecordProfile profile, CancellationToken cancellationToken)
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        long rows = ParquetLayout.Inspect(connection, file.FullPath, file.PolicyPath).Rows;
        int places = quota >= rows ? 1 : Places;
        long looked = 0;
        for (int place = 0; place < places; place++)
        {
            long limit = Math.Min(Math.Max(quota / places, 1), rows);
            looked += LookFrom(connection, file, rows * place / places, limit, profile, cancellationToken);
        }

        return new FileLook(looked, file.Bytes, looked >= rows, rows);
    }

    private static long LookFrom(
        DuckConnection connection, CandidateFile file, long offset, long limit, RecordProfile profile, CancellationToken cancellationToken)
    {
        string sql = $"SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT * FROM {ParquetColumns.Table(file.FullPath)} LIMIT {limit} OFFSET {offset}) t";
        long records = 0;
        try
        {
            using DuckReader reader = connection.Query(sql);
            while (reader.NextChunk())
            {
                for (int row = 0; row < reader.RowCount; row++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    records++;
                    RecordProblem? problem = profile.AddJson(reader.Utf8(0, row));
                    if (problem is not null && NotANumber().IsMatch(reader.Text(0, row)))
                    {
                        problem = profile.AddJson(Encoding.UTF8.GetBytes(NotANumber().Replace(reader.Text(0, row), "null")));
                    }

                    if (problem is not null)
                    {
                        profile.AddBad($"{file.PolicyPath} (row {offset + records:N0})", problem);
                    }
                }
            }
        }
        catch (DuckException e)
        {
            throw ParquetLayout.Unreadable(file.PolicyPath, e);
        }

        return records;
    }

    /// <summary>DuckDB writes numbers into JSON that JSON does not have.</summary>
    [GeneratedRegex(@"(?<=[:,\[])-?(NaN|nan|Infinity|inf)(?=[,\]}])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotANumber();
}
