using Assay.Core.Documents;

namespace Assay.Core.Duplicates;

/// <summary>Finds the copies in a corpus and says which document each is merged into.</summary>
/// <remarks>
/// <para>Documents of one id are one document. The best-ranked of each id then meets those that share a band with it; pairs whose
/// estimated Jaccard similarity reaches <see cref="DuplicateOptions.Near"/> are linked, and links make components
/// (<see cref="NearLinks"/>). In a component the best-ranked document is kept, all that reach the threshold <i>with it</i> are merged
/// into it, and the same goes on among the others until none is left: however long a chain of likenesses, a document is
/// merged only into one that it is like itself.</para>
/// <para>The result depends on ids, signatures and ranks alone, not on the order of the input. Time is O(N·bands) for keys and sorting,
/// plus comparisons: about one for each document in a run of equal keys, and for each component its size times the
/// documents it keeps, of which the first <see cref="MostPasses"/> are compared with all; the rest of such a giant merge only along
/// links already found. Memory is about 50 bytes a document besides the signatures.</para>
/// </remarks>
public static class DuplicateClusters
{
    /// <summary>How many kept documents of one component are compared with all its remaining ones.</summary>
    public const int MostPasses = 1024;

    /// <summary>Finds the copies.</summary>
    /// <param name="ids">The id of each document.</param>
    /// <param name="ranks">The rank of each document: the lowest of a cluster is kept. All different.</param>
    /// <param name="signatures">The signatures; not read where <see cref="DuplicateOptions.Near"/> is null.</param>
    /// <param name="hasher">What made the signatures.</param>
    /// <param name="options">What counts as a copy.</param>
    /// <exception cref="ArgumentException">Two ranks are equal, the lengths differ, or the options have problems.</exception>
    public static DuplicateClustering Find(
        ReadOnlySpan<DocumentId> ids, ReadOnlySpan<int> ranks, ISignatures signatures, MinHasher hasher, DuplicateOptions options)
    {
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
        if (ids.Length != ranks.Length)
        {
            throw new ArgumentException($"{ids.Length} documents cannot have {ranks.Length} ranks.", nameof(ranks));
        }

        var clustering = new DuplicateClustering(ids.Length);
        int[] order = ByRank(ranks);
        int[] kept = options.Exact ? MergeExact(ids, order, clustering) : order;
        if (options.Near is { } near)
        {
            var links = new NearLinks(kept, signatures, hasher, near);
            links.JoinAllBands();
            MergeNear(kept, links, hasher.SignatureLength, clustering);
            clustering.Comparisons = links.Comparisons;
            FollowToKept(order, clustering);
        }
        clustering.ExactMerged = clustering.Kind.AsSpan().Count(DuplicateKind.Exact);
        clustering.NearMerged = clustering.Kind.AsSpan().Count(DuplicateKind.Near);
        return clustering;
    }

    /// <summary>The documents from the best rank to the worst.</summary>
    private static int[] ByRank(ReadOnlySpan<int> ranks)
    {
        int[] order = new int[ranks.Length];
        ulong[] keys = new ulong[ranks.Length];
        for (int document = 0; document < ranks.Length; document++)
        {
            keys[document] = (uint)ranks[document] ^ 0x80000000; // Negative ranks first.
            order[document] = document;
        }
        RadixSort.Sort(keys, order, new ulong[ranks.Length], new int[ranks.Length]);
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[i - 1])
            {
                throw new ArgumentException($"Documents {order[i - 1]} and {order[i]} have the same rank.", nameof(ranks));
            }
        }
        return order;
    }

    /// <summary>Merges equal ids into the best-ranked, and gives the others back, the best first.</summary>
    private static int[] MergeExact(ReadOnlySpan<DocumentId> ids, int[] order, DuplicateClustering clustering)
    {
        ulong[] keys = new ulong[order.Length];
        int[] documents = [.. order];
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = (ulong)(ids[order[i]].Value >> 64);
        }
        RadixSort.Sort(keys, documents, new ulong[order.Length], new int[order.Length]);

        List<int> firsts = []; // One of each id in a run of equal upper halves: one, but for a collision in 64 bits.
        for (int i = 0; i < documents.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
            {
                firsts.Clear();
            }
            int document = documents[i];
            int twin = -1;
            foreach (int first in firsts)
            {
                twin = ids[first] == ids[document] ? first : twin;
            }
            if (twin < 0)
            {
                firsts.Add(document);
            }
            else
            {
                Merge(clustering, document, twin, DuplicateKind.Exact, 1);
            }
        }
        return Array.FindAll(order, document => clustering.MergedInto[document] < 0);
    }

    /// <summary>Keeps and merges within each component.</summary>
    private static void MergeNear(int[] documents, NearLinks links, int rows, DuplicateClustering clustering)
    {
        // Members of each component side by side, the best-ranked first.
        int[] ends = new int[documents.Length + 1];
        for (int number = 0; number < documents.Length; number++)
        {
            ends[links.Root(number) + 1]++;
        }
        for (int root = 0; root < documents.Length; root++)
        {
            ends[root + 1] += ends[root];
        }
        int[] members = new int[documents.Length];
        for (int number = 0; number < documents.Length; number++)
        {
            members[ends[links.Root(number)]++] = number;
        }
        for (int start = 0, root = 0; root < documents.Length; start = ends[root], root++)
        {
            if (ends[root] - start > 1)
            {
                MergeComponent(members.AsSpan(start, ends[root] - start), documents, links, rows, clustering);
            }
        }
    }

    private static void MergeComponent(
        Span<int> remaining, int[] documents, NearLinks links, int rows, DuplicateClustering clustering)
    {
        for (int pass = 0; pass < MostPasses && remaining.Length > 1; pass++)
        {
            int best = remaining[0];
            int left = 0;
            foreach (int number in remaining[1..])
            {
                int agreement = links.Compare(best, number);
                if (agreement < 0)
                {
                    remaining[left++] = number;
                }
                else
                {
                    Merge(clustering, documents[number], documents[best], DuplicateKind.Near, (float)agreement / rows);
                }
            }
            remaining = remaining[..left];
        }
        foreach (int number in remaining)
        {
            int best = links.BestLink(number);
            if (best >= 0 && clustering.MergedInto[documents[best]] < 0)
            {
                float jaccard = (float)links.Compare(best, number) / rows;
                Merge(clustering, documents[number], documents[best], DuplicateKind.Near, jaccard);
            }
        }
    }

    /// <summary>A copy of a document that was merged itself is near to the kept one, as that document was.</summary>
    private static void FollowToKept(int[] order, DuplicateClustering clustering)
    {
        foreach (int document in order)
        {
            int first = clustering.MergedInto[document];
            if (first >= 0 && clustering.MergedInto[first] is >= 0 and int kept)
            {
                Merge(clustering, document, kept, DuplicateKind.Near, clustering.Jaccard[first]);
            }
        }
    }

    private static void Merge(DuplicateClustering clustering, int document, int into, DuplicateKind kind, float jaccard)
    {
        clustering.MergedInto[document] = into;
        clustering.Kind[document] = kind;
        clustering.Jaccard[document] = jaccard;
    }
}
