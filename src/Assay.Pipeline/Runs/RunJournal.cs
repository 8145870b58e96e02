using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Pipeline.Runs;

/// <summary>What a run has done, one JSON object a line, each on the disk before the next step begins.</summary>
/// <remarks>Thread-safe. A line cut off by a kill is ignored: what it would have said is done again.</remarks>
public sealed class RunJournal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _stream;
    private readonly TimeProvider _time;

    private RunJournal(FileStream stream, TimeProvider time, IReadOnlyList<JsonObject> past)
    {
        _stream = stream;
        _time = time;
        Past = past;
    }

    /// <summary>The events of earlier runs in this folder, oldest first.</summary>
    public IReadOnlyList<JsonObject> Past { get; }

    /// <summary>Opens the journal for reading and appending.</summary>
    /// <param name="path">The file; made when it is not there.</param>
    /// <param name="time">The clock for the <c>at</c> of each event.</param>
    public static RunJournal Open(string path, TimeProvider time)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        stream.SetLength(whole);
        stream.Position = whole;
        return new RunJournal(stream, time, [.. ReadEvents(bytes.AsSpan(0, whole))]);
    }

    /// <summary>The events of one name in earlier runs, oldest first.</summary>
    /// <param name="name">For instance <c>group-written</c>.</param>
    public IEnumerable<JsonObject> PastEvents(string name) =>
        Past.Where(e => string.Equals((string?)e["event"], name, StringComparison.Ordinal));

    /// <summary>Writes an event and flushes it to the disk.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="details">What belongs to it.</param>
    public void Append(string name, JsonObject details)
    {
        var line = new JsonObject { ["event"] = name, ["at"] = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };
        foreach ((string key, JsonNode? value) in details)
        {
            line[key] = value?.DeepClone();
        }

        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'];
        lock (_gate)
        {
            _stream.Write(bytes);
            _stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static List<JsonObject> ReadEvents(ReadOnlySpan<byte> bytes)
    {
        var events = new List<JsonObject>();
        foreach (Range range in bytes.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = bytes[range];
            if (line.IsEmpty)
            {
                continue;
            }

            try
            {
                if (JsonNode.Parse(line) is JsonObject parsed)
                {
                    events.Add(parsed);
                }
            }
            catch (JsonException)
            {
                // Damaged by something else than a kill: an event less means work done again, never work trusted wrongly.
            }
        }

        return events;
    }
}
