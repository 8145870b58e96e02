using System.Collections.Concurrent;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Core.Language.Scoring;

namespace Assay.Pipeline.Scorers;

/// <summary>A model's answers on disk, by content: a line for each, written whole, so that a killed run loses at most the one it was writing.</summary>
/// <remarks>Thread-safe within a process; two processes take turns at the file's end and at worst ask twice.</remarks>
internal sealed class StatisticsCache : IDisposable
{
    private readonly ConcurrentDictionary<string, TokenStatistics> _known;
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    private StatisticsCache(ConcurrentDictionary<string, TokenStatistics> known, FileStream file) => (_known, _file) = (known, file);

    /// <summary>Opens the answers of one model.</summary>
    /// <param name="folder">Where caches are kept; it is made if need be.</param>
    /// <param name="model">The model's id.</param>
    /// <exception cref="UserErrorException">The folder cannot be written to.</exception>
    public static StatisticsCache Open(string folder, string model)
    {
        string path = Path.Combine(folder, $"scores-{model}.jsonl");
        try
        {
            Directory.CreateDirectory(folder);
            var known = new ConcurrentDictionary<string, TokenStatistics>(StringComparer.Ordinal);
            if (File.Exists(path))
            {
                foreach (string line in File.ReadLines(path))
                {
                    // A line that was cut off is asked for again.
                    if (Parse(line) is { } entry)
                    {
                        known[entry.Key] = entry.Statistics;
                    }
                }
            }

            return new StatisticsCache(known, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new SourceLine(path), $"the scorer's answers cannot be kept there: {e.Message}", "Name another folder.", e);
        }
    }

    /// <summary>An answer; null when there is none.</summary>
    public TokenStatistics? Find(string key) => _known.GetValueOrDefault(key);

    /// <summary>Keeps an answer.</summary>
    public void Add(string key, TokenStatistics statistics)
    {
        if (!_known.TryAdd(key, statistics))
        {
            return;
        }

        // The line break in front closes a line that an earlier run could not finish.
        byte[] line = [(byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(new Entry(key, statistics)), (byte)'\n'];
        lock (_gate)
        {
            _file.Write(line);
            _file.Flush();
        }
    }

    public void Dispose() => _file.Dispose();

    private static Entry? Parse(string line)
    {
        try
        {
            return line.Length == 0 || JsonSerializer.Deserialize<Entry>(line) is not { Key: not null, Statistics: not null } entry ? null : entry;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="Key">SHA-256 of what was sent.</param>
    /// <param name="Statistics">What came of the answer.</param>
    private sealed record Entry(string Key, TokenStatistics Statistics);
}
