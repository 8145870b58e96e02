using System.Text.Json;
using Assay.Lab.Rehearsal;
using Assay.Pipeline.Results;

namespace Assay.Cli.Rehearse;

/// <summary>Finished replicates, one JSON object a line; those of another policy, corpus, proxy or seed are not looked at.</summary>
/// <remarks>A line cut off by a kill is ignored: its replicate is run again.</remarks>
internal sealed class ReplicateFile : IReplicateStore, IDisposable
{
    private static readonly JsonSerializerOptions Compact = new(ResultJson.Options) { WriteIndented = false };

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Arm, int Replicate), JsonElement> _found = [];
    private readonly FileStream _stream;
    private readonly string _key;

    private ReplicateFile(FileStream stream, string key) => (_stream, _key) = (stream, key);

    /// <summary>Number of replicates that need not be run again.</summary>
    public int Found => _found.Count;

    /// <summary>Opens the file of a rehearsal; made when it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">Everything that a replicate depends on, hashed.</param>
    public static ReplicateFile Open(string path, string key)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        stream.SetLength(whole);
        stream.Position = whole;
        var file = new ReplicateFile(stream, key);
        foreach (Range range in bytes.AsSpan(0, whole).Split((byte)'\n'))
        {
            file.Take(bytes.AsSpan(range));
        }

        return file;
    }

    /// <inheritdoc/>
    public T? Find<T>(string arm, int replicate)
        where T : class
    {
        try
        {
            return _found.TryGetValue((arm, replicate), out JsonElement result) ? result.Deserialize<T>(Compact) : null;
        }
        catch (JsonException)
        {
            return null; // Written by another version: work done again, never work trusted wrongly.
        }
    }

    /// <inheritdoc/>
    public void Keep<T>(string arm, int replicate, T result)
        where T : class
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(new Line(_key, arm, replicate, JsonSerializer.SerializeToElement(result, Compact)), Compact), (byte)'\n'];
        lock (_gate)
        {
            _stream.Write(line);
            _stream.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Take(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (!bytes.IsEmpty && JsonSerializer.Deserialize<Line>(bytes, Compact) is { } line && string.Equals(line.Key, _key, StringComparison.Ordinal))
            {
                _found[(line.Arm, line.Replicate)] = line.Result;
            }
        }
        catch (JsonException)
        {
            // Damaged by something else than a kill: a replicate less means work done again, never work trusted wrongly.
        }
    }

    private sealed record Line(string Key, string Arm, int Replicate, JsonElement Result);
}
