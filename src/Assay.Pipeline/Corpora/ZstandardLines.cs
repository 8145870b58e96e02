using Assay.Core.Errors;
using Assay.Pipeline.Corpora.Zstandard;

namespace Assay.Pipeline.Corpora;

/// <summary>Opens the lines of a <c>.jsonl.zst</c> file.</summary>
internal static class ZstandardLines
{
    private static ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>Opens a file.</summary>
    /// <param name="shard">A shard of Zstandard JSONL.</param>
    /// <returns>Its lines; where the file is cut off or damaged, the last one has a fault.</returns>
    /// <exception cref="ShardFormatException">The file cannot be opened, or is no Zstandard file.</exception>
    internal static LineSplitter Open(Shard shard)
    {
        FileStream file = CorpusFile.Open(shard.Path, shard.DisplayPath);
        try
        {
            return Open(shard, file);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is IOException)
            {
                throw CorpusFile.Unreadable(shard.DisplayPath, e);
            }

            throw;
        }
    }

    /// <summary>Whether bytes begin like a Zstandard file.</summary>
    /// <param name="start">The first bytes.</param>
    internal static bool LooksLikeZstandard(ReadOnlySpan<byte> start) =>
        start.StartsWith(Magic) || (start.Length >= 4 && (start[0] & 0xF0) == 0x50 && start[1..4].SequenceEqual((ReadOnlySpan<byte>)[0x2A, 0x4D, 0x18]));

    private static LineSplitter Open(Shard shard, FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        if (RandomAccess.Read(file.SafeFileHandle, start, fileOffset: 0) == start.Length && !LooksLikeZstandard(start))
        {
            throw new ShardFormatException(
                new SourceLine(shard.DisplayPath), "this is not a Zstandard file.", "Take `.zst` off its name, or state its format in the policy.");
        }

        return new LineSplitter(new ZstandardStream(file), file: file);
    }
}
