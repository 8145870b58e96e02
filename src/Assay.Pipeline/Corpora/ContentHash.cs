using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Pipeline.Corpora;

/// <summary>SHA-256 of what a shard holds: finished work is known by it, never by a name or a place.</summary>
/// <remarks>
/// <para>Plain JSONL: exactly the bytes of the lines that begin in the shard's range, so that appending to a file changes its last
/// shard only, and a whole file hashes as <c>sha256sum</c> says. Compressed files and CSV: the file. Parquet: the file, and
/// which rows of it. Text: names and contents. How the bytes are read (format, fields) is not in it.</para>
/// </remarks>
public static class ContentHash
{
    private const int BufferBytes = 256 << 10;

    /// <summary>Hashes a shard's input.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="cancellationToken">Stops the work between two reads.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="ShardFormatException">A file cannot be read.</exception>
    public static byte[] OfShard(Shard shard, CancellationToken cancellationToken) => OfShard(shard, new FileHashes(), cancellationToken);

    /// <summary>Hashes a shard's input; files that several shards share are read once.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="known">Hashes of whole files, found and added to.</param>
    /// <param name="cancellationToken">Stops the work between two reads.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="ShardFormatException">A file cannot be read.</exception>
    public static byte[] OfShard(Shard shard, FileHashes known, CancellationToken cancellationToken) => shard.Format switch
    {
        CorpusFormat.Text => OfTexts(shard, cancellationToken),
        CorpusFormat.Jsonl => OfLines(shard, cancellationToken),
        _ when shard.End > 0 => OfRows(shard, known.Of(shard.Path, shard.DisplayPath, cancellationToken)),
        _ => known.Of(shard.Path, shard.DisplayPath, cancellationToken),
    };

    /// <summary>Hashes a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as messages show it.</param>
    /// <param name="cancellationToken">Stops the work between two reads.</param>
    internal static byte[] OfFile(string path, string displayPath, CancellationToken cancellationToken) =>
        CorpusFile.Guard(displayPath, () =>
        {
            using FileStream file = CorpusFile.Open(path, displayPath);
            return OfBytes(file, long.MaxValue, cancellationToken);
        });

    private static byte[] OfLines(Shard shard, CancellationToken cancellationToken) =>
        CorpusFile.Guard(shard.DisplayPath, () =>
        {
            using FileStream file = CorpusFile.Open(shard.Path, shard.DisplayPath);
            long end = shard.End == 0 ? long.MaxValue : LineStart(file, shard.End, cancellationToken);
            long start = LineStart(file, shard.Start, cancellationToken);
            file.Position = start;
            return OfBytes(file, end - start, cancellationToken);
        });

    /// <summary>Where the first line begins at or after an offset; the end of the file when none does.</summary>
    private static long LineStart(FileStream file, long offset, CancellationToken cancellationToken)
    {
        if (offset == 0)
        {
            return 0;
        }

        byte[] buffer = new byte[64 << 10];
        for (long at = offset - 1; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file.SafeFileHandle, buffer, at);
            int run = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (run >= 0 || read == 0)
            {
                return at + run + 1; // With nothing left to read, run is -1: the end of the file.
            }

            at += read;
        }
    }

    private static byte[] OfTexts(Shard shard, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string file in shard.Files)
        {
            byte[] name = Encoding.UTF8.GetBytes(file);
            BinaryPrimitives.WriteInt32LittleEndian(length, name.Length); // So that no name can run into what follows it.
            hash.AppendData(length);
            hash.AppendData(name);
            hash.AppendData(OfFile(Path.Combine(shard.Path, file), TextShardReader.DisplayPathOf(shard, file), cancellationToken));
        }

        return hash.GetHashAndReset();
    }

    private static byte[] OfRows(Shard shard, byte[] file)
    {
        byte[] bytes = new byte[file.Length + (2 * sizeof(long))];
        file.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(file.Length), shard.Start);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(file.Length + sizeof(long)), shard.End);
        return SHA256.HashData(bytes);
    }

    private static byte[] OfBytes(FileStream file, long count, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, count));
                if (read == 0)
                {
                    break;
                }

                hash.AppendData(buffer, 0, read);
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hash.GetHashAndReset();
    }
}
