using System.Collections.Concurrent;

namespace Assay.Pipeline.Corpora;

/// <summary>Hashes of whole files, each computed once, however many shards a file has and however many workers ask.</summary>
/// <remarks>Keep one for a run, no longer: it does not notice that a file has changed. Thread-safe.</remarks>
public sealed class FileHashes
{
    private readonly ConcurrentDictionary<string, Lazy<byte[]>> _hashes = new(StringComparer.Ordinal);

    /// <summary>The SHA-256 of a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as messages show it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ShardFormatException">The file cannot be read.</exception>
    internal byte[] Of(string path, string displayPath, CancellationToken cancellationToken)
    {
        Lazy<byte[]> hash = _hashes.GetOrAdd(path, _ => new Lazy<byte[]>(() => ContentHash.OfFile(path, displayPath, cancellationToken)));
        try
        {
            return hash.Value;
        }
        catch
        {
            // A failure or a cancellation of one caller is not the answer for the next.
            _hashes.TryRemove(KeyValuePair.Create(path, hash));
            throw;
        }
    }
}
