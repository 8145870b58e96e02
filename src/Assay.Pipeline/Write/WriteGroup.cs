using System.Globalization;

namespace Assay.Pipeline.Write;

/// <summary>A run of shards whose kept documents are written by one worker into files of their own.</summary>
/// <param name="Index">0-based place; it names the files.</param>
/// <param name="FirstShard">0-based first shard.</param>
/// <param name="LastShard">0-based last shard, inclusive.</param>
internal sealed record WriteGroup(int Index, int FirstShard, int LastShard)
{
    /// <summary>How the group's files begin.</summary>
    public string BaseName => string.Create(CultureInfo.InvariantCulture, $"mix-{Index:D5}");

    /// <summary>Packs consecutive shards until their kept text fills a file; a shard is never split between groups.</summary>
    /// <param name="keptBytes">Bytes of text each shard contributes, copies counted when they are written out.</param>
    /// <param name="targetBytes">Bytes after which a new file begins.</param>
    public static IReadOnlyList<WriteGroup> Pack(ReadOnlySpan<long> keptBytes, long targetBytes)
    {
        var groups = new List<WriteGroup>();
        int first = 0;
        long filled = 0;
        for (int shard = 0; shard < keptBytes.Length; shard++)
        {
            if (filled > 0 && filled + keptBytes[shard] > targetBytes)
            {
                groups.Add(new WriteGroup(groups.Count, first, shard - 1));
                (first, filled) = (shard, 0);
            }

            filled += keptBytes[shard];
        }

        if (keptBytes.Length > 0)
        {
            groups.Add(new WriteGroup(groups.Count, first, keptBytes.Length - 1));
        }

        return groups;
    }
}
