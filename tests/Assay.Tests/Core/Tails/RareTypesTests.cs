using Assay.Core.Statistics;
using Assay.Core.Tails;

namespace Assay.Tests.Core.Tails;

public sealed class RareTypesTests
{
    [Fact]
    public void Types_of_equal_count_are_rare_together_or_not_at_all()
    {
        // 100 words: 90 + 4 + 2 + 2 + 1 + 1. Of 5 words the two singles fit, the two pairs (4 more) do not.
        var counter = new TypeCounter(new RarityOptions());
        counter.Add([1, 2, 3, 4, 5, 6], [90, 4, 2, 2, 1, 1], words: 100, sampleLevel: 0);

        Assert.Equal((1, 2, 0.02), Rare(0.05));
        Assert.Equal((2, 4, 0.06), Rare(0.06));
        Assert.Equal((4, 5, 0.10), Rare(0.10));
        Assert.Equal((0, 0, 0.0), Rare(0.01));

        (long, int, double) Rare(double mass)
        {
            var types = new RareTypes(counter, new RarityOptions { RareMass = mass });
            return (types.MostRareCount, types.RareTypeCount, types.RareMass);
        }
    }

    [Fact]
    public void Rare_and_unseen_words_are_counted_by_occurrence()
    {
        var counter = new TypeCounter(new RarityOptions());
        counter.Add([1, 2], [98, 2], words: 100, sampleLevel: 0);
        var types = new RareTypes(counter, new RarityOptions());

        Assert.Equal(new Rarity(0.5f, 0.25f), types.Measure([1, 2, 2, 9], inAnchor: false, []));
        Assert.Null(types.Measure([], inAnchor: false, []));
    }

    [Fact]
    public void An_anchor_document_is_measured_against_the_anchor_without_itself()
    {
        var counter = new TypeCounter(new RarityOptions());
        counter.Add([1, 2, 3, 4], [95, 2, 2, 1], words: 100, sampleLevel: 0);
        var types = new RareTypes(counter, new RarityOptions());
        Assert.Equal(2, types.MostRareCount);

        // 2 stays once, 3 and 4 occur nowhere else.
        Assert.Equal(new Rarity(0.2f, 0.6f), types.Measure([1, 2, 3, 3, 4], inAnchor: true, new int[5]));
        Assert.Equal(new Rarity(0.8f, 0f), types.Measure([1, 2, 3, 3, 4], inAnchor: false, []));
        Assert.Throws<ArgumentException>(() => types.Measure([1, 2, 3], inAnchor: true, new int[2]));
    }

    [Fact]
    public void Shares_are_those_of_the_naive_twin()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/rarity"));
        for (int sample = 0; sample < 30; sample++)
        {
            ulong[][] anchor = [.. Enumerable.Range(0, 12).Select(_ => Document(prng))];
            var options = new RarityOptions { RareMass = 0.02 + 0.3 * prng.NextDouble() };
            var counter = new TypeCounter(options);
            foreach (ulong[] document in anchor)
            {
                counter.Add(document);
            }
            var types = new RareTypes(counter, options);
            for (int document = 0; document < anchor.Length; document++)
            {
                Assert.Equal(
                    NaiveRarity.Measure(anchor[document], anchor, document, options.RareMass),
                    types.Measure(anchor[document], inAnchor: true, new int[400]));
                ulong[] other = Document(prng);
                Assert.Equal(NaiveRarity.Measure(other, anchor, -1, options.RareMass), types.Measure(other, inAnchor: false, []));
            }
        }
    }

    [Fact]
    public void The_order_and_the_sharding_of_the_anchor_do_not_matter()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/sharding"));
        foreach (int maxTypes in (int[])[1 << 20, 150])
        {
            var options = new RarityOptions { MaxTypes = maxTypes, RareMass = 0.2 };
            ulong[][] documents = [.. Enumerable.Range(0, 40).Select(_ => Document(prng))];
            var whole = new TypeCounter(options);
            TypeCounter[] shards = [new(options), new(options), new(options)];
            for (int i = 0; i < documents.Length; i++)
            {
                whole.Add(documents[i]);
                shards[(i * 7) % 3].Add(documents[^(i + 1)]);
            }
            var merged = new TypeCounter(options);
            merged.Add(shards[2]);
            (ulong[] hashes, long[] counts) = shards[0].Sorted();
            merged.Add(hashes, counts, shards[0].Words, shards[0].SampleLevel);
            merged.Add(shards[1]);

            Assert.Equal((whole.Words, whole.Types, whole.SampleLevel), (merged.Words, merged.Types, merged.SampleLevel));
            Assert.Equal(whole.Sorted().Hashes, merged.Sorted().Hashes);
            Assert.Equal(whole.Sorted().Counts, merged.Sorted().Counts);
            Assert.Equal(maxTypes < 1000, whole.SampleLevel > 0);
            Assert.True(whole.Types <= maxTypes);
        }
    }

    /// <remarks>60,000 types of which at most 8,192 are kept; the shares of a long document, in the sample and in full, differ by the
    /// noise of sampling types: 3 standard errors, from the types' own counts.</remarks>
    [Fact]
    public void A_sample_of_types_gives_the_shares_of_all_within_three_standard_errors()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/type-sample"));
        var all = new RarityOptions();
        var some = new RarityOptions { MaxTypes = 8192 };
        var counter = new TypeCounter(all);
        var bounded = new TypeCounter(some);
        for (int i = 0; i < 300; i++)
        {
            ulong[] words = [.. Enumerable.Range(0, 1000).Select(_ => ZipfWord(prng, 60_000))];
            counter.Add(words);
            bounded.Add(words);
        }
        var exact = new RareTypes(counter, all);
        var sampled = new RareTypes(bounded, some);
        Assert.InRange(bounded.SampleLevel, 1, 4);
        Assert.Equal(exact.MostRareCount, sampled.MostRareCount);

        ulong[] document = [.. Enumerable.Range(0, 30_000).Select(_ => ZipfWord(prng, 90_000))];
        Rarity full = exact.Measure(document, inAnchor: false, [])!.Value;
        Rarity part = sampled.Measure(document, inAnchor: false, [])!.Value;

        double rate = Math.ScaleB(1, -bounded.SampleLevel);
        var counts = document.CountBy(word => word).ToDictionary();
        Assert.Equal(full.Unseen, part.Unseen, 3 * Error(word => counter.CountOf(word) == 0));
        Assert.Equal(full.Rare, part.Rare, 3 * Error(word => counter.CountOf(word) is > 0 and long c && c <= exact.MostRareCount));

        double Error(Func<ulong, bool> belongs) => Math.Sqrt((1 - rate) / rate
            * counts.Where(pair => belongs(pair.Key)).Sum(pair => (double)pair.Value * pair.Value)) / document.Length;
    }

    [Fact]
    public void The_table_takes_at_most_21_bytes_a_type()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/table"));
        var counter = new TypeCounter(new RarityOptions());
        for (int types = 0; types < 3000; types++)
        {
            counter.Add([prng.NextUInt64()]);
            if (types % 100 == 99)
            {
                var table = new RareTypes(counter, new RarityOptions());
                Assert.InRange(table.Bytes / (double)table.Types, 8 * 4 / 3.0, 21.5);
            }
        }
    }

    [Fact]
    public void Every_problem_of_the_options_is_named()
    {
        var options = new RarityOptions { RareMass = double.NaN, MaxTypes = 0 };

        Assert.Equal(2, options.Problems().Count());
        Assert.Empty(new RarityOptions().Problems());
        Assert.Throws<ArgumentException>(() => new TypeCounter(options));
        Assert.Throws<ArgumentException>(() => new RareTypes(new TypeCounter(new RarityOptions()), options));
        Assert.Throws<ArgumentException>(() => new TypeCounter(new RarityOptions()).Add([1], [], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TypeCounter(new RarityOptions()).Add([1], [0], 1, 0));
    }

    private static ulong[] Document(Prng prng) =>
        [.. Enumerable.Range(0, prng.NextInt32(120)).Select(_ => ZipfWord(prng, 400))];

    /// <summary>Type k with probability proportional to 1/k, as a hash.</summary>
    private static ulong ZipfWord(Prng prng, int types)
    {
        ulong type = (ulong)Math.Exp(prng.NextDouble() * Math.Log(types));
        return new Prng(new RunSeed(type)).NextUInt64();
    }
}
