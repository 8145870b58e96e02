using System.Collections.Immutable;
using Assay.Core.Documents;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Decide;

/// <summary>Reads the facts of all shards into one <see cref="FactTable"/>.</summary>
/// <remarks>
/// Every probe measured the same rows of a shard in the same order, so the files of a probe, read in the order of the shards, line
/// up with those of every other probe; the row numbers are compared all the same.
/// </remarks>
internal sealed class FactLoader(RunFolder folder, IReadOnlyList<PlannedShard> shards, ImmutableArray<ShardSummary> summaries, DuckConnection connection)
{
    /// <summary>Loads the facts.</summary>
    /// <param name="probes">The probes of the run.</param>
    /// <param name="dimensions">The declared stratum dimensions.</param>
    public FactTable Load(ImmutableArray<IProbe> probes, ImmutableArray<string> dimensions)
    {
        var table = new FactTable(checked((int)summaries.Sum(summary => summary.Good.Documents)), dimensions);
        foreach (IProbe probe in probes)
        {
            Action<DuckReader, int, int>? read = probe.Name switch
            {
                "identity" => (reader, row, at) => table.Id[at] = reader.Uuid(1, row),
                "size" => (reader, row, at) => ReadSize(table, reader, row, at),
                "declared" => (reader, row, at) => ReadDeclared(table, reader, row, at),
                "strata" => StrataReader(table),
                "rarity" => (reader, row, at) => table.Rarity[at] = reader.IsNull(1, row) ? float.NaN : reader.Column<float>(1)[row],
                DetectorProbe.ProbeName => (reader, row, at) => table.Score[at] = reader.IsNull(1, row) ? float.NaN : reader.Column<float>(1)[row],
                _ => null,
            };
            if (probe.Name is DetectorProbe.ProbeName)
            {
                table.Score = new float[table.Count];
                Array.Fill(table.Score, float.NaN);
            }

            if (read is not null)
            {
                Read(probe, table, read, isFirst: probe == probes[0]);
            }
        }

        return table;
    }

    /// <summary>Streams the signatures, in the order of the table.</summary>
    /// <param name="probe">The probe that measured them.</param>
    /// <param name="take">Told the place in the table and the signature's bytes.</param>
    public void LoadSignatures(IProbe probe, SignatureReceiver take)
    {
        int at = 0;
        foreach (string sql in Queries(probe))
        {
            using DuckReader reader = connection.Query(sql);
            while (reader.NextChunk())
            {
                for (int row = 0; row < reader.RowCount; row++)
                {
                    take(at++, reader.Utf8(1, row));
                }
            }
        }
    }

    /// <summary>Receives one signature.</summary>
    /// <param name="document">0-based place in the table.</param>
    /// <param name="signature">Its bytes, valid during the call.</param>
    public delegate void SignatureReceiver(int document, ReadOnlySpan<byte> signature);

    private void Read(IProbe probe, FactTable table, Action<DuckReader, int, int> read, bool isFirst)
    {
        int[] starts = Starts();
        int[] measured = Measured(probe);
        int next = 0;
        (int at, int end) = (0, 0);
        foreach (string sql in Queries(probe))
        {
            using DuckReader reader = connection.Query(sql);
            while (reader.NextChunk())
            {
                ReadOnlySpan<long> rows = reader.Column<long>(0);
                for (int row = 0; row < reader.RowCount; row++, at++)
                {
                    while (at == end)
                    {
                        (at, end) = next < measured.Length ? (starts[measured[next]], starts[measured[next++] + 1]) : throw Damaged(probe);
                    }

                    if (isFirst)
                    {
                        table.Shard[at] = measured[next - 1];
                        table.Row[at] = (int)rows[row];
                    }
                    else if (table.Row[at] != rows[row])
                    {
                        throw Damaged(probe);
                    }

                    read(reader, row, at);
                }
            }
        }

        if (at != end || measured[next..].Any(shard => summaries[shard].Good.Documents > 0))
        {
            throw Damaged(probe);
        }
    }

    /// <summary>The shards that a probe measured, by their places.</summary>
    private int[] Measured(IProbe probe) => [.. Enumerable.Range(0, shards.Count).Where(shard => probe.Measures(shards[shard]))];

    /// <summary>Where the documents of each shard begin in the table; one more entry ends the last.</summary>
    private int[] Starts()
    {
        int[] starts = new int[shards.Count + 1];
        for (int shard = 0; shard < shards.Count; shard++)
        {
            starts[shard + 1] = checked(starts[shard] + (int)summaries[shard].Good.Documents);
        }

        return starts;
    }

    /// <summary>One query for each run of shards, so that no statement grows with the corpus.</summary>
    private IEnumerable<string> Queries(IProbe probe)
    {
        string columns = string.Concat(probe.Columns.Select(column => ", " + DuckSql.Name(column.Name)));
        return shards.Where(probe.Measures).Chunk(256).Select(chunk =>
            $"SELECT row{columns} FROM read_parquet([{string.Join(", ", chunk.Select(shard => DuckSql.FilePath(shard.FactsPath(folder, probe))))}])");
    }

    private static void ReadSize(FactTable table, DuckReader reader, int row, int at)
    {
        table.RecordBytes[at] = (int)reader.Column<long>(1)[row];
        table.TextBytes[at] = (int)reader.Column<long>(2)[row];
        table.Tokens[at] = (int)Math.Max(1, reader.Column<long>(4)[row]);
    }

    private static void ReadDeclared(FactTable table, DuckReader reader, int row, int at)
    {
        table.DeclaredOrigin[at] = reader.IsNull(1, row) ? Origin.Unknown : OriginWords.Parse(reader.Text(1, row)) ?? Origin.Unknown;
        table.HasModel[at] = !reader.IsNull(2, row);
        table.DeclaredDepth[at] = reader.IsNull(3, row) ? (short)-1 : (short)reader.Column<int>(3)[row];
        table.CreatedDay[at] = reader.IsNull(4, row) ? -1 : reader.Column<int>(4)[row];
    }

    private static Action<DuckReader, int, int> StrataReader(FactTable table)
    {
        Dictionary<string, int>[] indices = [.. table.StratumNames.Select(names => new Dictionary<string, int>(StringComparer.Ordinal) { [names[0]] = 0 })];
        return (reader, row, at) =>
        {
            for (int dimension = 0; dimension < indices.Length; dimension++)
            {
                string value = reader.IsNull(dimension + 1, row) ? FactTable.NoStratum : reader.Text(dimension + 1, row);
                if (!indices[dimension].TryGetValue(value, out int index))
                {
                    index = table.StratumNames[dimension].Count;
                    table.StratumNames[dimension].Add(value);
                    indices[dimension].Add(value, index);
                }

                table.Strata[dimension][at] = index;
            }
        };
    }

    private InvalidOperationException Damaged(IProbe probe) =>
        new($"The facts of the probe {probe.Name} do not fit the others in {folder.Facts}; delete that folder and run again.");
}
