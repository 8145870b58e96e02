using System.Text;
using Assay.Core.Statistics;

namespace Assay.Bench.Kernels;

/// <summary>The documents of the kernel benchmarks: pseudo-text cut into pieces of 2,000 bytes.</summary>
internal static class BenchDocuments
{
    internal const int DocumentBytes = 2000;

    /// <summary>Megabytes (10⁶ bytes) of the fast kernels' documents.</summary>
    internal const int Megabytes = 8;

    /// <summary>As many megabytes of documents as are asked for.</summary>
    internal static byte[][] Make(int megabytes)
    {
        var text = new PseudoText(new RunSeed(20260101).For("bench"));
        byte[] utf8 = Encoding.UTF8.GetBytes(text.Next(megabytes * 250_000)); // Words are longer than four bytes.
        return [.. utf8.Chunk(DocumentBytes).Take(megabytes * 1_000_000 / DocumentBytes)];
    }
}
