using System.Security.Cryptography;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Mixing;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Tests.Lab.Rehearsal;

public sealed class RehearsalWorldsTests
{
    private const int Human = 200, Unknown = 40, HeldOut = 50;

    [Fact]
    public void Replicates_hold_out_other_documents_and_as_many()
    {
        RehearsalWorlds worlds = Worlds();
        RehearsalCorpus[] corpora = [.. Enumerable.Range(0, 6).Select(worlds.CorpusOf)];

        Assert.All(corpora, corpus => Assert.Equal((HeldOut, Human + Unknown - HeldOut), (corpus.HeldOut.Count, corpus.Texts.Count)));
        Assert.All(corpora, corpus => Assert.Empty(corpus.HeldOut.Intersect(corpus.Texts)));
        // 200 documents, 50 of them twice: 12.5 in common on average, by ± 2.7.
        Assert.All(corpora.Skip(1), corpus => Assert.InRange(corpus.HeldOut.Intersect(corpora[0].HeldOut).Count(), 3, 22));
    }

    [Fact]
    public void Every_human_document_is_held_out_as_often_as_any_other()
    {
        RehearsalWorlds worlds = Worlds();
        int[] times = [.. Enumerable.Range(0, 100).SelectMany(r => worlds.CorpusOf(r).HeldOut).GroupBy(document => document).Select(group => group.Count())];

        Assert.Equal(Human, times.Length);
        Assert.All(times, count => Assert.InRange(count, 5, 45)); // 25 ± 4.3
    }

    [Fact]
    public void The_arms_of_a_replicate_are_judged_on_the_same_documents()
    {
        var judged = new JudgedOn();
        RehearsalWorlds worlds = Worlds();
        var loop = new RehearsalLoop(worlds, judged, 1);
        _ = loop.Run(new("replace", Regime.Replace), 1);
        _ = loop.Run(new("policy", Regime.Policy), 1);
        _ = loop.Run(new("replace", Regime.Replace), 2);

        // Generation 0 of a replicate is shared; so its first arm is judged twice, the second once.
        Assert.Equal([1, 1, 1, 2, 2], judged.Documents.Select(documents => documents.SequenceEqual(worlds.CorpusOf(1).HeldOut) ? 1 : documents.SequenceEqual(worlds.CorpusOf(2).HeldOut) ? 2 : 0));
    }

    [Fact]
    public void The_largest_share_leaves_room_for_the_anchor_of_every_replicate()
    {
        RehearsalWorlds worlds = Worlds(anchor: 100);
        var loop = new RehearsalLoop(worlds, new NgramProxy(worlds.First.VocabularySize), 1);
        double[] alone = [.. Enumerable.Range(0, 8).Select(r => 1 - ((double)Enumerable.Range(0, worlds.CorpusOf(r).Texts.Count).Where(i => worlds.CorpusOf(r).IsAnchor[i]).Sum(i => worlds.CorpusOf(r).Texts[i].Length) / worlds.CorpusOf(r).Budget))];

        Assert.NotEqual(alone.Min(), alone.Max());
        Assert.Equal(alone.Min(), loop.LargestShare(8));
        Assert.All(Enumerable.Range(0, 8), r => loop.Run(new("at the border", Regime.Policy) { SyntheticShare = loop.LargestShare(8) }, r));
    }

    [Fact]
    public void Too_little_to_hold_out_is_refused_in_every_replicate_or_in_none()
    {
        var e = Assert.Throws<UserErrorException>(() => Candidates(0.09, 0)); // 18 documents
        Assert.Contains("18 of them held out", e.Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => Candidates(0.92, 0));
    }

    private static RehearsalWorlds Worlds(int anchor = 0) => new(Candidates((double)HeldOut / Human, anchor).Split, new RunSeed(5));

    private static RehearsalCandidates Candidates(double heldOut, int anchor)
    {
        var prng = new Prng(new RunSeed(4).For("test/worlds"));
        string[] texts = [.. Enumerable.Range(0, Human + Unknown).Select(_ => string.Join(' ', Enumerable.Range(0, 10 + prng.NextInt32(30)).Select(_ => $"w{prng.NextZipf(1.3)}")))];
        Origin[] origins = [.. Enumerable.Range(0, texts.Length).Select(i => i < Human ? Origin.Human : Origin.Unknown)];
        var documents = new MixDocuments
        {
            Tokens = texts.Select(text => (long)text.Split(' ').Length).ToArray(),
            SyntheticProbability = origins.Select(origin => origin == Origin.Human ? 0.0 : 0.5).ToArray(),
            Anchor = anchor > 0 ? Enumerable.Range(0, texts.Length).Select(i => i < anchor).ToArray() : default(ReadOnlyMemory<bool>),
        };
        DocumentId[] ids = [.. Enumerable.Range(0, texts.Length).Select(i => DocumentId.FromHash(SHA256.HashData(BitConverter.GetBytes(i))))];
        return new RehearsalCandidates(new MixProblem(documents, new MixLimits()), ids, origins, texts, new Vocabulary(), heldOut);
    }

    /// <summary>Learns nothing, and remembers what it was judged on.</summary>
    private sealed class JudgedOn : IProxyFamily, IProxyModel
    {
        public List<IReadOnlyList<int[]>> Documents { get; } = [];

        public string Name => "judged";

        public string Key => Name;

        public IProxyModel Fit(IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, Prng prng, CancellationToken cancellationToken = default) => this;

        public int[][] Write(ReadOnlySpan<int> lengths, TokenChoice choice, Prng prng)
        {
            int[][] written = new int[lengths.Length][];
            for (int i = 0; i < written.Length; i++)
            {
                written[i] = new int[lengths[i]];
            }

            return written;
        }

        public double[] Bits(IReadOnlyList<int[]> documents)
        {
            Documents.Add(documents);
            return new double[documents.Count];
        }

        public void Dispose()
        {
            // Memory alone.
        }
    }
}
