using System.Collections.Immutable;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Scan;

/// <summary>Collects the facts of one shard, a table for each probe, and writes each as one Parquet file.</summary>
internal sealed class FactsWriter : IDisposable
{
    private readonly RunFolder _folder;
    private readonly PlannedShard _shard;
    private readonly ImmutableArray<IProbe> _probes;
    private readonly FactsDatabases _databases;
    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;
    private readonly ImmutableArray<DuckAppender> _appenders;
    private bool _isComplete;

    public FactsWriter(RunFolder folder, PlannedShard shard, ImmutableArray<IProbe> probes, FactsDatabases databases)
    {
        _folder = folder;
        _shard = shard;
        _probes = probes;
        _databases = databases;
        _database = databases.Rent();
        _connection = _database.Connect();
        foreach (IProbe probe in probes)
        {
            string columns = string.Concat(probe.Columns.Select(column => $", {DuckSql.Name(column.Name)} {column.SqlType}"));
            _ = _connection.Execute($"CREATE TABLE {DuckSql.Name(probe.Name)} (row BIGINT{columns})");
        }

        _appenders = [.. probes.Select(probe => _connection.Append(probe.Name))];
    }

    /// <summary>Where the values of a probe go.</summary>
    /// <param name="probe">0-based place of the probe.</param>
    public DuckAppender this[int probe] => _appenders[probe];

    /// <summary>Writes the files, each whole or not at all.</summary>
    public void Complete()
    {
        foreach ((IProbe probe, DuckAppender appender) in _probes.Zip(_appenders))
        {
            appender.Complete();
            AtomicFile.Produce(
                _shard.FactsPath(_folder, probe),
                path => _ = _connection.Execute($"COPY {DuckSql.Name(probe.Name)} TO {DuckSql.Text(path)} (FORMAT parquet, COMPRESSION zstd)"));
            _ = _connection.Execute($"DROP TABLE {DuckSql.Name(probe.Name)}");
        }

        _isComplete = true;
    }

    public void Dispose()
    {
        foreach (DuckAppender appender in _appenders)
        {
            appender.Dispose();
        }

        _connection.Dispose();
        if (_isComplete)
        {
            _databases.Return(_database);
        }
        else
        {
            _database.Dispose(); // It still holds half of a shard.
        }
    }
}
