using Assay.Core.Distributions;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;

namespace Assay.Tests.Core.Watching;

public sealed class WatchJudgeTests
{
    private const int Documents = 400;

    private static readonly TopicSource s_source = new(new RunSeed(5));

    [Fact]
    public void Series_of_fresh_versions_hardly_ever_ring()
    {
        int alarms = 0;
        for (int trial = 0; trial < 10; trial++)
        {
            var prng = new Prng(new RunSeed(20260105).For($"test/fresh/{trial}"));
            WatchReference reference = Reference(s_source.Corpus(prng, Documents));
            alarms += Enumerable.Range(1, 3).Any(k => WatchJudge.Compare(reference, s_source.Corpus(prng, trial % 2 == 0 ? Documents : 2 * Documents), k).Rings) ? 1 : 0;
        }

        Assert.InRange(alarms, 0, 1); // At 1% two or more of ten have a probability of .004.
    }

    [Fact]
    public void The_first_child_of_a_unigram_loop_rings_also_without_novelty()
    {
        var prng = new Prng(new RunSeed(20260105).For("test/child"));
        int[][] real = [.. s_source.Numbers(prng, Documents)];
        WatchReference reference = Reference(TopicSource.Sketch(real.Select(s_source.Hashes)));
        VersionVerdict verdict = WatchJudge.Compare(reference, TopicSource.Sketch(Child(real, prng).Select(s_source.Hashes)), 1);

        Assert.True(verdict.Rings);
        Assert.False(verdict.IsLate);
        Assert.Contains(verdict.Quantities, q => q.Rings && q.Quantity.Measure == TailMeasure.Types && q.Quantity.Part.Order == 1);
        QuantityComparison novelty = verdict.Quantities.Single(q => q.Quantity == new WatchedQuantity(new(null, 1), TailMeasure.Novelty));
        Assert.True(novelty.Rings);
        Assert.InRange(novelty.Version, 0, 1e-4);

        // The trap: of the rare words the child keeps more than fresh text would.
        RetentionBand rare = Retention.Measure(reference, TopicSource.Sketch(Child(real, prng).Select(s_source.Hashes)), new(null, 1))[0];
        Assert.True(rare.Low > rare.Fresh);
    }

    [Fact]
    public void Retention_of_fresh_text_is_foretold_by_the_reference()
    {
        var prng = new Prng(new RunSeed(20260105).For("test/retention"));
        WatchReference reference = Reference(s_source.Corpus(prng, 1500));
        CorpusSketch fresh = s_source.Corpus(prng, 1500);
        RetentionBand rare = Retention.Measure(reference, fresh, new(null, 1))[0];

        Assert.InRange(rare.Fresh!.Value, 0.25, 0.5);
        Assert.InRange(rare.Kept, rare.Fresh.Value - 0.04, rare.Fresh.Value + 0.04);
    }

    [Fact]
    public void New_words_of_fresh_text_are_foretold_by_the_reference()
    {
        var prng = new Prng(new RunSeed(20260105).For("test/novelty"));
        WatchReference reference = Reference(s_source.Corpus(prng, 1500));
        foreach (int documents in (int[])[400, 1500])
        {
            VersionVerdict verdict = WatchJudge.Compare(reference, s_source.Corpus(prng, documents), 1);
            QuantityComparison novelty = verdict.Quantities.Single(q => q.Quantity == new WatchedQuantity(new(null, 1), TailMeasure.Novelty));
            Assert.InRange(novelty.Version / novelty.Reference, 0.9, 1.1);
        }
    }

    [Fact]
    public void Text_of_the_commonest_words_alone_is_a_late_loss()
    {
        var prng = new Prng(new RunSeed(20260105).For("test/late"));
        WatchReference reference = Reference(s_source.Corpus(prng, Documents));
        bool[] lost = [.. Enumerable.Range(0, 200_000).Select(rank => rank >= 60)];
        var common = new AliasTable([.. Enumerable.Range(1, 60).Select(rank => 1.0 / rank)]);
        CorpusSketch version = TopicSource.Sketch(Enumerable.Range(0, Documents).Select(_ => s_source.Hashes([.. Enumerable.Range(0, 180).Select(_ => common.Next(prng))])));
        VersionVerdict verdict = WatchJudge.Compare(reference, version, 1);

        Assert.True(lost[60] && verdict.Rings && verdict.IsLate);
        Assert.Equal(LossKind.Late, SeriesVerdict.Of([(verdict, 0.01)]).Kind);
    }

    [Fact]
    public void A_version_that_holds_the_reference_and_fresh_text_does_not_ring()
    {
        var prng = new Prng(new RunSeed(20260105).For("test/superset"));
        ulong[][] old = [.. s_source.Documents(prng, Documents)], added = [.. s_source.Documents(prng, Documents / 4)];
        WatchReference reference = Reference(TopicSource.Sketch(old));
        CorpusSketch version = TopicSource.Sketch([.. old, .. added]);

        Assert.Equal(0.8, reference.SharedShare(version), 0.05);
        Assert.False(WatchJudge.Compare(reference, version, 1).Rings);
    }

    [Fact]
    public void A_stratum_that_is_gone_rings_and_one_that_is_merely_rarer_does_not()
    {
        var prng = new Prng(new RunSeed(20260105).For("test/strata"));
        CorpusSketch reference = WithStrata(prng, (Documents, "lang=en"), (Documents / 2, "lang=gd"));
        CorpusSketch shifted = WithStrata(prng, (Documents, "lang=en"), (Documents / 3, "lang=gd"));
        CorpusSketch gone = WithStrata(prng, (Documents, "lang=en"), (Documents / 20, "lang=gd"));
        WatchReference known = Reference(reference);

        Assert.False(WatchJudge.Compare(known, shifted, 1).Rings);
        VersionVerdict verdict = WatchJudge.Compare(known, gone, 1);
        Assert.True(verdict.Rings);
        Assert.Equal("share lang=gd", verdict.Leading!.Quantity.Name);
    }

    [Fact]
    public void Too_few_documents_or_unlike_sizes_have_no_answer()
    {
        var prng = new Prng(new RunSeed(20260105).For("test/few"));
        WatchReference reference = Reference(s_source.Corpus(prng, Documents));

        VersionVerdict few = WatchJudge.Compare(reference, s_source.Corpus(prng, 50), 1);
        Assert.Contains("50 documents", few.NoAnswer, StringComparison.Ordinal);
        Assert.False(few.Rings);
    }

    [Fact]
    public void A_loss_that_no_longer_grows_has_stabilised()
    {
        Assert.Equal(LossTrend.Stabilised, Trend(0.20, 0.22, 0.225, 0.226));
        Assert.Equal(LossTrend.Worsening, Trend(0.20, 0.30, 0.38, 0.45));
        Assert.Null(Trend(0.20));
        Assert.Equal(new SeriesVerdict(LossKind.None, null, null, null), SeriesVerdict.Of([(Verdict(0, rings: false), 0.01)]));
        Assert.Equal(1, SeriesVerdict.Of([(Verdict(0, rings: false), 0.01), (Verdict(0.2, rings: true), 0.01)]).First);

        static LossTrend? Trend(params double[] losses) => SeriesVerdict.Of([.. losses.Select(loss => (Verdict(loss, rings: true), 0.001))]).Trend;
    }

    private static VersionVerdict Verdict(double loss, bool rings) => new()
    {
        Position = 1,
        Chance = rings ? 1e-6 : 0.5,
        Level = 0.006,
        IsLate = false,
        Quantities =
        [
            new()
            {
                Quantity = new(new(null, 1), TailMeasure.Types),
                Reference = 1000,
                Version = 1000 * Math.Exp(-loss),
                Deviation = -9,
                Line = 900,
                FreshLow = 950,
                FreshHigh = 1050,
                Tokens = 1e5,
                IsInFamily = true,
                Rings = rings,
            },
        ],
    };

    private static CorpusSketch WithStrata(Prng prng, params (int Documents, string Stratum)[] strata)
    {
        var sketch = new CorpusSketch(new SketchOptions { ProbeWords = 0 });
        foreach ((int documents, string stratum) in strata)
        {
            foreach (ulong[] words in s_source.Documents(prng, documents))
            {
                sketch.Add([], words, [stratum]);
            }
        }
        return sketch;
    }

    private static IEnumerable<int[]> Child(int[][] real, Prng prng)
    {
        int[] all = [.. real.SelectMany(d => d)];
        return real.Select(d => d.Select(_ => all[prng.NextInt32(all.Length)]).ToArray());
    }

    private static WatchReference Reference(CorpusSketch sketch) => new(sketch, new WatchOptions(), new RunSeed(42));
}
