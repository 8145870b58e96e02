using System.Runtime.InteropServices;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Scan;

/// <summary>The anchor's rare word types, with the key that says which anchor they are of.</summary>
/// <param name="Types">The types.</param>
/// <param name="Key">Changes when the anchor or what counts as rare changes.</param>
internal sealed record AnchorRareTypes(RareTypes Types, string Key);

/// <summary>Counts the word types of the anchor: a file for each of its shards, added up.</summary>
internal sealed class AnchorCounts(RunFolder folder, IRunProgress progress, int workers)
{
    /// <summary>Counts what is not counted yet.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="shards">The corpus.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <returns>The rare types; null when no source is an anchor.</returns>
    public AnchorRareTypes? Run(Policy policy, IReadOnlyList<PlannedShard> shards, CancellationToken cancellationToken)
    {
        var options = new RarityOptions { RareMass = policy.Tails.RareMass };
        PlannedShard[] anchor = Distinct(shards);
        if (anchor.Length == 0)
        {
            return null;
        }

        _ = Directory.CreateDirectory(Path.GetDirectoryName(PathOf(folder, anchor[0], options))!);
        PlannedShard[] open = [.. anchor.Where(shard => !File.Exists(PathOf(folder, shard, options)))];
        if (open.Length > 0)
        {
            progress.StepStarted("count", open.Sum(shard => shard.Shard.Bytes), "bytes");
            WorkerPool.Run(open, workers, (shard, token) => Count(shard, options, token), cancellationToken);
            progress.StepFinished();
        }

        return Load(folder, anchor, options);
    }

    /// <summary>What stands for the rare types of a finished run where their key alone is needed: it names facts, and nothing can be measured with it.</summary>
    /// <param name="key">The key, from the run's manifest.</param>
    public static AnchorRareTypes KeyOnly(string key)
    {
        var options = new RarityOptions();
        return new AnchorRareTypes(new RareTypes(new TypeCounter(options), options), key);
    }

    // The same bytes named twice are one part of the anchor.
    private static PlannedShard[] Distinct(IReadOnlyList<PlannedShard> shards) => [.. shards.Where(shard => shard.Source.Anchor).DistinctBy(shard => shard.Key, StringComparer.Ordinal)];

    private static string PathOf(RunFolder folder, PlannedShard shard, RarityOptions options) =>
        Path.Combine(folder.Facts, "types", ContentKey.Of(shard.Key, WordSplitter.Name, options.MaxTypes.ToString()) + ".bin");

    private static AnchorRareTypes Load(RunFolder folder, PlannedShard[] anchor, RarityOptions options)
    {
        var total = new TypeCounter(options);
        foreach (PlannedShard shard in anchor)
        {
            TypeCountFile.AddTo(total, PathOf(folder, shard, options));
        }

        string key = ContentKey.Of([WordSplitter.Name, options.RareMass.ToString("R"), options.MaxTypes.ToString(), .. anchor.Select(shard => shard.Key).Order(StringComparer.Ordinal)]);
        return new AnchorRareTypes(new RareTypes(total, options), key);
    }

    private void Count(PlannedShard shard, RarityOptions options, CancellationToken cancellationToken)
    {
        var counter = new TypeCounter(options);
        var words = new WordList();
        long told = 0;
        long read = 0;
        // Bad records are the scan's business.
        using (ShardReader reader = CorpusOpener.Open(shard.Shard, static _ => { }))
        {
            while (reader.MoveNext())
            {
                words.Clear();
                _ = WordSplitter.Split(reader.Text, words);
                counter.Add(words.Hashes);
                if (++read % 256 == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress.Advanced(reader.BytesConsumed - told);
                    told = reader.BytesConsumed;
                }
            }
        }

        if (FileStamp.Of(shard.Shard) != shard.Stamp)
        {
            throw ScanStep.InputChanged(shard);
        }

        progress.Advanced(shard.Shard.Bytes - told);
        TypeCountFile.Write(counter, PathOf(folder, shard, options));
    }
}

/// <summary>A counter on the disk: words, sample level, number of types, then the types by ascending hash and their counts.</summary>
internal static class TypeCountFile
{
    private const int Header = 3 * sizeof(long);

    /// <summary>Writes a counter.</summary>
    public static void Write(TypeCounter counter, string path)
    {
        (ulong[] hashes, long[] counts) = counter.Sorted();
        byte[] bytes = new byte[Header + hashes.Length * (sizeof(ulong) + sizeof(long))];
        Span<long> header = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, Header));
        (header[0], header[1], header[2]) = (counter.Words, counter.SampleLevel, hashes.Length);
        MemoryMarshal.AsBytes(hashes.AsSpan()).CopyTo(bytes.AsSpan(Header));
        MemoryMarshal.AsBytes(counts.AsSpan()).CopyTo(bytes.AsSpan(Header + hashes.Length * sizeof(ulong)));
        AtomicFile.Write(path, bytes);
    }

    /// <summary>Adds a written counter to another.</summary>
    public static void AddTo(TypeCounter total, string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlySpan<long> header = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, Header));
        int types = (int)header[2];
        total.Add(
            MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan(Header, types * sizeof(ulong))),
            MemoryMarshal.Cast<byte, long>(bytes.AsSpan(Header + types * sizeof(ulong))),
            header[0],
            (int)header[1]);
    }
}
