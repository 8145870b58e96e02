using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Duplicates;

public sealed class DuplicateClustersTests
{
    private static readonly MinHasher Hasher = new(new MinHashOptions());

    // Few rows of few values: documents collide in bands all the time, and chains of likeness are common.
    private static readonly MinHasher Small = new(new MinHashOptions { Bands = 6, Rows = 2 });

    [Fact]
    public void Exact_copies_merge_into_the_best_ranked_of_them()
    {
        var corpus = new Corpus(Hasher);
        corpus.Add(id: 7, rank: 3, seed: 1);
        corpus.Add(id: 7, rank: 1, seed: 1);
        corpus.Add(id: 8, rank: 0, seed: 2);
        corpus.Add(id: 7, rank: 2, seed: 1);

        DuplicateClustering found = corpus.Find(new DuplicateOptions { Near = null });

        Assert.Equal([1, -1, -1, 1], found.MergedInto);
        Assert.Equal([DuplicateKind.Exact, DuplicateKind.None, DuplicateKind.None, DuplicateKind.Exact], found.Kind);
        Assert.Equal([1, 0, 0, 1], found.Jaccard);
        Assert.Equal((2, 0, 0), (found.ExactMerged, found.NearMerged, found.Comparisons));
    }

    [Fact]
    public void Ids_that_agree_in_their_upper_half_only_stay_apart()
    {
        var corpus = new Corpus(Hasher);
        corpus.Add(id: new UInt128(5, 1), rank: 0, seed: 1);
        corpus.Add(id: new UInt128(5, 2), rank: 1, seed: 2);
        corpus.Add(id: new UInt128(5, 1), rank: 2, seed: 1);

        Assert.Equal([-1, -1, 0], corpus.Find(new DuplicateOptions()).MergedInto);
    }

    [Fact]
    public void Near_copies_merge_and_the_estimate_is_recorded()
    {
        var corpus = new Corpus(Hasher);
        corpus.Add(id: 1, rank: 1, seed: 1);
        corpus.Add(id: 2, rank: 0, seed: 1, changedRows: 12);
        corpus.Add(id: 3, rank: 2, seed: 9);

        DuplicateClustering found = corpus.Find(new DuplicateOptions());

        Assert.Equal([1, -1, -1], found.MergedInto);
        Assert.Equal(100f / 112, found.Jaccard[0]);
        Assert.Equal(DuplicateKind.Near, found.Kind[0]);
    }

    [Fact]
    public void A_chain_does_not_merge_what_is_unlike()
    {
        // 0 ~ 1 ~ 2 ~ 3, each link 92 of 112 rows, two links 72: below 79.
        var corpus = new Corpus(Hasher);
        for (int link = 0; link < 4; link++)
        {
            corpus.Add(id: (ulong)link + 1, rank: link, seed: 1, changedRows: 20 * link);
        }

        Assert.Equal([-1, 0, -1, 2], corpus.Find(new DuplicateOptions()).MergedInto);
    }

    [Fact]
    public void A_chain_longer_than_the_passes_ends_as_a_short_one_does()
    {
        // Each document has 20 other rows of 112 than the one before: near to its neighbours and to nothing else.
        var corpus = new Corpus(Hasher);
        const int Length = 2 * DuplicateClusters.MostPasses + 500;
        for (int link = 0; link < Length; link++)
        {
            ushort[] signature = [.. Enumerable.Range(0, 112).Select(row => (ushort)((20 * link + row) / 112))];
            corpus.Add(new DocumentId((ulong)link), link, signature);
        }

        int[] expected = [.. Enumerable.Range(0, Length).Select(link => link % 2 == 0 ? -1 : link - 1)];
        Assert.Equal(expected, corpus.Find(new DuplicateOptions()).MergedInto);
    }

    [Fact]
    public void A_copy_of_a_merged_document_goes_where_that_went()
    {
        var corpus = new Corpus(Hasher);
        corpus.Add(id: 1, rank: 0, seed: 1);
        corpus.Add(id: 2, rank: 1, seed: 1, changedRows: 10);
        corpus.Add(id: 2, rank: 2, seed: 1, changedRows: 10);

        DuplicateClustering found = corpus.Find(new DuplicateOptions());

        Assert.Equal([-1, 0, 0], found.MergedInto);
        Assert.Equal(DuplicateKind.Near, found.Kind[2]);
        Assert.Equal(102f / 112, found.Jaccard[2]);
    }

    [Fact]
    public void Without_exact_merging_equal_documents_are_still_near()
    {
        var corpus = new Corpus(Hasher);
        corpus.Add(id: 1, rank: 0, seed: 1);
        corpus.Add(id: 1, rank: 1, seed: 1);

        Assert.Equal([-1, 0], corpus.Find(new DuplicateOptions { Exact = false }).MergedInto);
        Assert.Equal([-1, -1], corpus.Find(new DuplicateOptions { Exact = false, Near = null }).MergedInto);
    }

    [Fact]
    public void Nothing_comes_of_nothing() =>
        Assert.Empty(new Corpus(Hasher).Find(new DuplicateOptions()).MergedInto);

    [Fact]
    public void The_clustering_is_that_of_the_naive_twin()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/clusters"));
        for (int sample = 0; sample < 60; sample++)
        {
            // At most 32 documents, so that every run of equal keys is compared pair by pair, as the twin does.
            Corpus corpus = Crowd(prng, 2 + prng.NextInt32(NearLinks.AllPairs - 1));
            var options = new DuplicateOptions
            {
                Exact = prng.NextInt32(4) > 0,
                Near = prng.NextInt32(5) == 0 ? null : 0.3 + prng.NextInt32(70) / 100.0,
            };

            Assert.Equal(
                NaiveDuplicates.Cluster([.. corpus.Ids], [.. corpus.Ranks], [.. corpus.Signatures], Small, options),
                corpus.Find(options).MergedInto);
        }
    }

    [Fact]
    public void Crowds_beyond_all_pairs_keep_the_laws()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/crowds"));
        for (int sample = 0; sample < 20; sample++)
        {
            Corpus corpus = Crowd(prng, 400);
            DuplicateClustering found = corpus.Find(new DuplicateOptions { Near = 0.6 });
            Assert.True(found.NearMerged > 0 && found.ExactMerged > 0);
            for (int document = 0; document < corpus.Ids.Count; document++)
            {
                int into = found.MergedInto[document];
                if (into < 0)
                {
                    continue;
                }
                double jaccard = MinHasher.EstimateJaccard(corpus.Signatures[document], corpus.Signatures[into]);
                Assert.True(jaccard >= 0.6 || corpus.Ids[document] == corpus.Ids[into]);
                Assert.Equal(-1, found.MergedInto[into]);
                Assert.True(corpus.Ranks[into] < corpus.Ranks[document]);
                Assert.Equal(found.Kind[document] == DuplicateKind.Exact, corpus.Ids[document] == corpus.Ids[into]);
            }
            var kept = corpus.Ids.Where((_, document) => found.MergedInto[document] < 0).ToList();
            Assert.Equal(kept.Count, kept.Distinct().Count());
        }
    }

    [Fact]
    public void The_order_of_the_input_does_not_matter()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/order"));
        for (int sample = 0; sample < 20; sample++)
        {
            Corpus corpus = Crowd(prng, 300);
            int[] shuffle = [.. Enumerable.Range(0, 300).OrderBy(_ => prng.NextUInt64())];
            var shuffled = new Corpus(Small);
            foreach (int document in shuffle)
            {
                shuffled.Add(corpus.Ids[document], corpus.Ranks[document], corpus.Signatures[document]);
            }
            var options = new DuplicateOptions { Near = 0.6 };

            int[] before = corpus.Find(options).MergedInto;
            int[] after = shuffled.Find(options).MergedInto;

            for (int i = 0; i < shuffle.Length; i++)
            {
                Assert.Equal(before[shuffle[i]], after[i] < 0 ? -1 : shuffle[after[i]]);
            }
        }
    }

    [Fact]
    public void What_cannot_be_clustered_is_refused()
    {
        var corpus = new Corpus(Hasher);
        corpus.Add(id: 1, rank: 5, seed: 1);
        corpus.Add(id: 2, rank: 5, seed: 2);

        Assert.Contains("same rank", Assert.Throws<ArgumentException>(() => corpus.Find(new DuplicateOptions())).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => corpus.Find(new DuplicateOptions { Near = double.NaN }));
        Assert.Throws<ArgumentException>(() => DuplicateClusters.Find([new(1)], [1, 2], corpus.Table, Hasher, new()));
        Assert.Throws<ArgumentException>(() => corpus.Table.Add([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Table[2].Length);
    }

    /// <summary>Documents whose rows take few values, some of them copies.</summary>
    private static Corpus Crowd(Prng prng, int count)
    {
        var corpus = new Corpus(Small);
        int[] ranks = [.. Enumerable.Range(-count / 2, count).OrderBy(_ => prng.NextUInt64())];
        int values = 2 + prng.NextInt32(4);
        for (int document = 0; document < count; document++)
        {
            ushort[] signature = [.. Enumerable.Range(0, Small.SignatureLength).Select(_ => (ushort)prng.NextInt32(values))];
            if (document > 0 && prng.NextInt32(5) == 0)
            {
                int twin = prng.NextInt32(document);
                corpus.Add(corpus.Ids[twin], ranks[document], corpus.Signatures[twin]);
            }
            else
            {
                corpus.Add(new DocumentId(new UInt128((ulong)document % 3, (ulong)document)), ranks[document], signature);
            }
        }
        return corpus;
    }

    private sealed class Corpus(MinHasher hasher)
    {
        internal List<DocumentId> Ids { get; } = [];

        internal List<int> Ranks { get; } = [];

        internal List<ushort[]> Signatures { get; } = [];

        internal SignatureTable Table { get; } = new(hasher.SignatureLength);

        internal void Add(DocumentId id, int rank, ushort[] signature)
        {
            Ids.Add(id);
            Ranks.Add(rank);
            Signatures.Add(signature);
            Table.Add(signature);
        }

        /// <summary>Documents of one seed have one signature, but for the first rows, which are changed.</summary>
        internal void Add(UInt128 id, int rank, ulong seed, int changedRows = 0)
        {
            ushort[] signature = new ushort[hasher.SignatureLength];
            hasher.Sign([seed], default, signature);
            for (int row = 0; row < changedRows; row++)
            {
                signature[row]++;
            }
            Add(new DocumentId(id), rank, signature);
        }

        internal DuplicateClustering Find(DuplicateOptions options) => DuplicateClusters.Find(
            Ids.ToArray(), Ranks.ToArray(), Table, hasher, options);
    }
}
