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

        stream.ReadExactly(MemoryMarshal.AsBytes(decisions.MergedInto.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(decisions.Jaccard.AsSpan()));
        return true;
    }

    /// <summary>Keeps the clusters; earlier ones go.</summary>
    public void Write(DecisionTable decisions) => AtomicFile.Produce(FilePath, path =>
    {
        using FileStream stream = File.Create(path);
        stream.Write(Encoding.ASCII.GetBytes(key));
        stream.Write(MemoryMarshal.AsBytes(decisions.MergedInto.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(decisions.Jaccard.AsSpan()));
    });
}
