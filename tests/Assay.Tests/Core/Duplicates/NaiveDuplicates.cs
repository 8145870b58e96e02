using Assay.Core.Documents;
using Assay.Core.Duplicates;

namespace Assay.Tests.Core.Duplicates;

/// <summary>The near-duplicate kernels as one would write them without hurry.</summary>
internal static class NaiveDuplicates
{
    /// <summary>The shingles of a document as numbers, from the definition of minhash-1.</summary>
    internal static HashSet<ulong> Shingles(ReadOnlySpan<ulong> words, DocumentId id, int wordsPerShingle)
    {
        if (words.Length == 0)
        {
            return [Mix((ulong)id.Value ^ (ulong)(id.Value >> 64))];
        }
        HashSet<ulong> shingles = [];
        int length = Math.Min(wordsPerShingle, words.Length);
        for (int start = 0; start + length <= words.Length; start++)
        {
            ulong polynomial = 0;
            foreach (ulong word in words.Slice(start, length))
            {
                polynomial = polynomial * 0x9FB21C651E98DF25 + word;
            }
            shingles.Add(Mix(polynomial));
        }
        return shingles;
    }

    /// <summary>The signature, one row and one shingle at a time.</summary>
    internal static ushort[] Sign(ReadOnlySpan<ulong> words, DocumentId id, MinHashOptions options)
    {
        HashSet<ulong> shingles = Shingles(words, id, options.WordsPerShingle);
        ushort[] signature = new ushort[options.Bands * options.Rows];
        ulong state = 0;
        for (int row = 0; row < signature.Length; row++)
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            uint least = uint.MaxValue;
            foreach (ulong shingle in shingles)
            {
                uint image = ((uint)shingle ^ (uint)(z >> 32)) * ((uint)z | 1);
                image = (image ^ (image >> 15)) * 0x85EBCA6B + (uint)(shingle >> 32);
                least = Math.Min(least, image);
            }
            signature[row] = (ushort)((least * 0x9E3779B1) >> 16);
        }
        return signature;
    }

    /// <summary>Clusters by looking at all pairs: what each document is merged into, or -1.</summary>
    internal static int[] Cluster(DocumentId[] ids, int[] ranks, ushort[][] signatures, MinHasher hasher, DuplicateOptions options)
    {
        int[] order = [.. Enumerable.Range(0, ids.Length).OrderBy(document => ranks[document])];
        int[] into = new int[ids.Length];
        Array.Fill(into, -1);
        List<int> kept = [];
        foreach (int document in order)
        {
            int twin = options.Exact ? kept.FindIndex(other => ids[other] == ids[document]) : -1;
            if (twin < 0)
            {
                kept.Add(document);
            }
            else
            {
                into[document] = kept[twin];
            }
        }
        if (options.Near is not { } near)
        {
            return into;
        }
        bool Near(int a, int b) => MinHasher.EstimateJaccard(signatures[a], signatures[b]) >= near;
        bool Candidates(int a, int b) => Enumerable.Range(0, hasher.Options.Bands)
            .Any(band => hasher.BandKey(signatures[a], band) == hasher.BandKey(signatures[b], band));
        HashSet<int> seen = [];
        foreach (int start in kept)
        {
            if (!seen.Add(start))
            {
                continue;
            }
            List<int> component = [start];
            for (int i = 0; i < component.Count; i++)
            {
                component.AddRange(kept.Where(other =>
                    !seen.Contains(other) && Candidates(component[i], other) && Near(component[i], other)));
                seen.UnionWith(component);
            }
            List<int> remaining = [.. component.OrderBy(document => ranks[document])];
            while (remaining.Count > 0)
            {
                int best = remaining[0];
                foreach (int near2 in remaining.Skip(1).Where(other => Near(best, other)))
                {
                    into[near2] = best;
                }
                remaining = [.. remaining.Skip(1).Where(other => !Near(best, other))];
            }
        }
        return [.. into.Select(target => target >= 0 && into[target] >= 0 ? into[target] : target)];
    }

    private static ulong Mix(ulong polynomial)
    {
        UInt128 product = (UInt128)(polynomial ^ 0x6A09E667F3BCC908) * 0xBB67AE8584CAA73B;
        return (ulong)(product >> 64) ^ (ulong)product;
    }
}
