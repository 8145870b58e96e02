using System.Numerics;
using System.Text;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Tests.Core.Text;

namespace Assay.Tests.Core.Tails;

public sealed class BlockTypesTests
{
    private static readonly Prng s_prng = new(new RunSeed(20260105).For("test/block-types"));

    [Fact]
    public void A_type_that_stands_once_in_a_block_is_single_there()
    {
        var types = new BlockTypes(1024);
        _ = types.Add([7, 7, 8], 3);
        _ = types.Add([7], 5);
        var other = new BlockTypes(1024);
        _ = other.Add([8], 3);
        _ = other.Add([8], 9);
        types.Add(other);

        Assert.Equal((3, 0b101000UL, 0b100000UL), (types[7].Count, types[7].Present, types[7].Single));
        Assert.Equal((3, (1UL << 3) | (1UL << 9), 1UL << 9), (types[8].Count, types[8].Present, types[8].Single)); // Twice in block 3, from two shards.
        Assert.Equal((6, 4), (types.Tokens, types.Documents));
    }

    [Fact]
    public void Shards_add_up_in_any_order_also_where_types_are_sampled()
    {
        (ulong[] Words, int Block)[] documents = [.. Enumerable.Range(0, 200).Select(_ => (Words(60, 5000), s_prng.NextInt32(64)))];
        BlockTypes Count(IEnumerable<(ulong[] Words, int Block)> some)
        {
            var types = new BlockTypes(1024);
            foreach ((ulong[] words, int block) in some)
            {
                _ = types.Add(words, block);
            }
            return types;
        }
        BlockTypes whole = Count(documents), backwards = Count(documents.Reverse()), parts = Count(documents[..37]);
        parts.Add(Count(documents[37..]));

        Assert.True(whole.SampleLevel > 0);
        Assert.Equal(Describe(whole), Describe(backwards));
        Assert.Equal(Describe(whole), Describe(parts));
    }

    [Fact]
    public void Sets_of_blocks_are_counted_as_by_the_naive_twin()
    {
        var types = new BlockTypes(1 << 16);
        List<(ulong Type, int Block)> tokens = [];
        for (int d = 0; d < 150; d++)
        {
            int block = s_prng.NextInt32(64);
            ulong[] words = Words(80, 3000);
            _ = types.Add(words, block);
            tokens.AddRange(words.Select(w => (w, block)));
        }
        var incidence = new BlockIncidence(types, 0);
        ulong[] sets = [0, ulong.MaxValue, 1, .. Enumerable.Range(0, 20).Select(_ => s_prng.NextUInt64())];
        var counts = new SubsetCounts[sets.Length];
        incidence.Count(sets, counts);
        var spectra = new SubsetSpectrum[sets.Length];
        incidence.Count(sets, spectra);

        for (int s = 0; s < sets.Length; s++)
        {
            var groups = tokens.Where(t => (sets[s] >> t.Block & 1) != 0).GroupBy(t => t.Type).ToArray();
            SubsetSpectrum spectrum = spectra[s];
            Assert.Equal(groups.Length, spectrum.Types);
            for (int k = 1; k <= SubsetSpectrum.Orders; k++)
            {
                var inK = groups.Where(g => g.Select(t => t.Block).Distinct().Count() == k).ToArray();
                Assert.Equal(inK.Length, spectrum.In[k - 1]);
                Assert.Equal(inK.Sum(g => g.GroupBy(t => t.Block).Count(b => b.Count() == 1)), spectrum.Single[k - 1]);
            }
            Assert.Equal(new SubsetCounts(groups.Length, groups.Count(g => g.Select(t => t.Block).Distinct().Count() == 1), groups.Count(g => g.Count() == 1)), counts[s]);
        }
    }

    [Fact]
    public void Expected_counts_of_a_random_part_are_the_mean_over_parts()
    {
        var types = new BlockTypes(1 << 16);
        for (int d = 0; d < 200; d++)
        {
            _ = types.Add(Words(50, 2000), s_prng.NextInt32(64));
        }
        var histogram = new BlockHistogram(types, 0);
        var incidence = new BlockIncidence(types, 0);
        // One block less: all 64 parts there are. A quarter: a sample, whose mean has a standard error.
        ulong[] without = [.. Enumerable.Range(0, 64).Select(b => ~(1UL << b))];
        var counts = new SubsetCounts[64];
        incidence.Count(without, counts);
        Assert.Equal(counts.Average(c => c.Types), histogram.TypesAt(63), 1e-6);
        Assert.Equal(counts.Average(c => c.Once), histogram.OnceAt(63), 1e-6);

        ulong[] quarters = [.. Enumerable.Range(0, 4000).Select(_ => Quarter())];
        counts = new SubsetCounts[quarters.Length];
        incidence.Count(quarters, counts);
        AssertMean(counts.Select(c => c.Types), histogram.TypesAt(16));
        AssertMean(counts.Select(c => c.Once), histogram.OnceAt(16));

        // The spectrum of all blocks rarefies as the histogram does, but for types of five blocks and more that a part would miss.
        var whole = new SubsetSpectrum[1];
        incidence.Count([ulong.MaxValue], whole);
        Assert.Equal(histogram.TypesAt(48), whole[0].TypesAt(64, 48), histogram.TypesAt(48) * 0.001);
        Assert.Equal(histogram.OnceAt(48), whole[0].OnceAt(64, 48), histogram.OnceAt(48) * 0.01);
        Assert.InRange(histogram.TypesAt(16.5), histogram.TypesAt(16), histogram.TypesAt(17));
    }

    [Fact]
    public void What_two_parts_share_is_counted_from_blocks_alone()
    {
        // A type of two blocks, halves of 32: with one block in the first, the other is in the second with probability 1.
        var types = new BlockTypes(1024);
        _ = types.Add([1], 0);
        _ = types.Add([1], 1);
        Assert.Equal(1, new BlockHistogram(types, 0).SharedBy(32, 32, 1, 1), 1e-12);

        // And 16 of the 32 others hold it with probability a half.
        Assert.Equal(0.5, new BlockHistogram(types, 0).SharedBy(32, 16, 1, 1), 1e-12);
    }

    [Fact]
    public void Words_are_spelled_in_the_order_in_which_they_are_hashed()
    {
        foreach (string text in (IEnumerable<string>)["The CAT's tail, 3.14 snake_case don't ’tis 漢字と kana Ünïcode soft\u00adhyphen e\u0301 ไทย x's'", .. Enumerable.Range(0, 50).Select(_ => Encoding.UTF8.GetString(TextSamples.Next(s_prng)))])
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            WordList words = new(), one = new();
            _ = WordSplitter.Split(utf8, words);
            ulong[] hashes = [.. words.Hashes];
            var reader = new WordReader(utf8);
            foreach (ulong hash in hashes)
            {
                Assert.True(reader.MoveNext());
                _ = WordSplitter.Split(Encoding.UTF8.GetBytes(reader.Current), one);
                Assert.Equal([hash], one.Hashes.ToArray());
            }
            Assert.False(reader.MoveNext());
        }
    }

    private static ulong[] Words(int count, int vocabulary) =>
        [.. Enumerable.Range(0, count).Select(_ => WordHash.Mix((ulong)(vocabulary * Math.Pow(s_prng.NextDouble(), 3)) ^ WordHash.K0, WordHash.K1))];

    private static ulong Quarter()
    {
        ulong set = 0;
        while (BitOperations.PopCount(set) < 16)
        {
            set |= 1UL << s_prng.NextInt32(64);
        }
        return set;
    }

    private static void AssertMean(IEnumerable<double> values, double expected)
    {
        double[] all = [.. values];
        double mean = all.Average(), error = Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / all.Length / (all.Length - 1));
        Assert.InRange(mean, expected - (5 * error), expected + (5 * error));
    }

    private static string Describe(BlockTypes types) => string.Join('\n', types.Used.OrderBy(t => t.Hash).Select(t => $"{t.Hash} {t.Count} {t.Present:x} {t.Single:x}"));
}
