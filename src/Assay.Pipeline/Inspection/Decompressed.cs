using Assay.Pipeline.Corpora;
using Assay.Pipeline.Corpora.Zstandard;

namespace Assay.Pipeline.Inspection;

/// <summary>The bytes that a file stands for.</summary>
internal static class Decompressed
{
    /// <summary>Opens a file that may be compressed; its first bytes tell.</summary>
    /// <param name="file">The file, at its start; disposed with the stream.</param>
    /// <returns>The file itself when it is not compressed.</returns>
    public static Stream Open(FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        start = start[..RandomAccess.Read(file.SafeFileHandle, start, fileOffset: 0)];
        return GzipInput.LooksLikeGzip(start) ? new GzipInput(file)
            : ZstandardLines.LooksLikeZstandard(start) ? new ZstandardStream(file)
            : file;
    }
}
