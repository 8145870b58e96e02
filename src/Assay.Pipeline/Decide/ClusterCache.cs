using System.Runtime.InteropServices;
using System.Text;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Decide;

/// <summary>The duplicate clusters of a corpus, kept so that deciding again under another cap or floor need not find them again.</summary>
internal sealed class ClusterCache(RunFolder folder, string key)
{
    private string FilePath => Path.Combine(folder.Facts, "clusters.bin");

    /// <summary>Reads the clusters when they were found under the same key.</summary>
    public bool TryRead(DecisionTable decisions)
    {
        int count = decisions.MergedInto.Length;
        byte[] header = Encoding.ASCII.GetBytes(key);
        if (!File.Exists(FilePath) || new FileInfo(FilePath).Length != header.Length + 8L * count)
        {
            return false;
        }

        using FileStream stream = File.OpenRead(FilePath);
        byte[] found = new byte[header.Length];
        stream.ReadExactly(found);
        if (!found.AsSpan().SequenceEqual(header))
        {
            return false;
        }

        foreach (ArraySegment<int> piece in Pieces(decisions.MergedInto))
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(piece.AsSpan()));
        }

        foreach (ArraySegment<float> piece in Pieces(decisions.Jaccard))
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(piece.AsSpan()));
        }

        return true;
    }

    /// <summary>Keeps the clusters; earlier ones go.</summary>
    public void Write(DecisionTable decisions) => AtomicFile.Produce(FilePath, path =>
    {
        using FileStream stream = File.Create(path);
        stream.Write(Encoding.ASCII.GetBytes(key));
        foreach (ArraySegment<int> piece in Pieces(decisions.MergedInto))
        {
            stream.Write(MemoryMarshal.AsBytes(piece.AsSpan()));
        }

        foreach (ArraySegment<float> piece in Pieces(decisions.Jaccard))
        {
            stream.Write(MemoryMarshal.AsBytes(piece.AsSpan()));
        }
    });

    /// <summary>An array in pieces that are spans of bytes: those end at 2 GB.</summary>
    internal static IEnumerable<ArraySegment<T>> Pieces<T>(T[] values)
    {
        const int Length = 1 << 26;
        for (int start = 0; start < values.Length; start += Length)
        {
            yield return new ArraySegment<T>(values, start, Math.Min(Length, values.Length - start));
        }
    }
}
