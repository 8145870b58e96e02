using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Core.Statistics;
using Assay.Core.Text;

namespace Assay.Tests.Core.Duplicates;

public sealed class MinHasherTests
{
    private static readonly MinHasher Hasher = new(new MinHashOptions());
    private static readonly DocumentId NoId = new(0);

    [Theory]
    [InlineData(5, 14, 8)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 20, 5)]
    [InlineData(7, 128, 8)]
    [InlineData(64, 5, 13)]
    public void Every_width_of_vector_gives_the_signature_of_the_naive_twin(int words, int bands, int rows)
    {
        var hasher = new MinHasher(new MinHashOptions { WordsPerShingle = words, Bands = bands, Rows = rows });
        var prng = new Prng(new RunSeed(20260101).For("test/minhash-1"));
        ushort[] signature = new ushort[hasher.SignatureLength];
        foreach (int length in (int[])[0, 1, 2, words - 1, words, words + 1, 50, 255 + words, 256 + words, 700])
        {
            ulong[] document = Words(prng, length);
            ushort[] expected = NaiveDuplicates.Sign(document, new DocumentId(77), hasher.Options);

            hasher.Sign<Lanes512>(document, new DocumentId(77), signature);
            Assert.Equal(expected, signature);
            hasher.Sign<Lanes256>(document, new DocumentId(77), signature);
            Assert.Equal(expected, signature);
            hasher.Sign<Lanes128>(document, new DocumentId(77), signature);
            Assert.Equal(expected, signature);
        }
    }

    /// <remarks>If this changes, stored signatures no longer match new ones.</remarks>
    [Fact]
    public void A_signature_is_frozen()
    {
        var words = new WordList();
        WordSplitter.Split("Call me Ishmael. Some years ago, never mind how long precisely,"u8, words);
        ushort[] signature = Sign(words.Hashes);

        Assert.Equal([20231, 6280, 48280, 59191, 35839, 29860, 60206, 63314], signature[..8]);
        Assert.Equal(0x7F55E8E9C2DCDC1CUL, Hasher.BandKey(signature, 0));
        Assert.Equal(0xB90B3B8A1C4249F8UL, Hasher.BandKey(signature, 13));
    }

    [Fact]
    public void A_document_shorter_than_a_shingle_is_one_shingle_of_all_its_words()
    {
        Assert.Equal(Sign([1, 2, 3]), Sign([1, 2, 3]));
        Assert.True(MinHasher.EstimateJaccard(Sign([1, 2, 3]), Sign([1, 2])) < 0.05);
        Assert.True(MinHasher.EstimateJaccard(Sign([1, 2, 3]), Sign([3, 2, 1])) < 0.05);
    }

    [Fact]
    public void A_document_without_words_is_known_by_its_id()
    {
        ushort[] first = new ushort[Hasher.SignatureLength];
        ushort[] second = new ushort[Hasher.SignatureLength];
        Hasher.Sign([], new DocumentId(1), first);
        Hasher.Sign([], new DocumentId(2), second);

        Assert.True(MinHasher.EstimateJaccard(first, second) < 0.05);
        Hasher.Sign([], new DocumentId(1), second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void The_id_does_not_matter_where_there_are_words()
    {
        ushort[] signature = new ushort[Hasher.SignatureLength];
        Hasher.Sign([9], new DocumentId(1), signature);

        Assert.Equal(Sign([9]), signature);
    }

    [Fact]
    public void Repeating_the_text_changes_no_more_than_the_seams()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/repeat"));
        ulong[] once = Words(prng, 400);

        // Four of 400 shingles are new: J = 396/400.
        Assert.True(MinHasher.EstimateJaccard(Sign(once), Sign([.. once, .. once])) > 0.95);
    }

    /// <remarks>
    /// Shingle sets of known Jaccard similarity; consecutive integers are the sets on which weak families fail: with a·x + c alone
    /// the mean is off by 50 standard errors. Bounds: the mean over trials × rows within 3 standard errors, the variance of the
    /// row count over trials within 3 of its own, as dependent rows would show there.
    /// </remarks>
    [Theory]
    [InlineData(4, 1, true)]
    [InlineData(30, 10, true)]
    [InlineData(30, 24, true)]
    [InlineData(350, 280, true)]
    [InlineData(30, 10, false)]
    [InlineData(30, 24, false)]
    [InlineData(350, 280, false)]
    [InlineData(350, 330, false)]
    public void Rows_agree_as_often_as_the_Jaccard_similarity_says(int size, int common, bool consecutive)
    {
        const int Trials = 400;
        int union = 2 * size - common;
        double jaccard = (double)common / union;
        int rows = Hasher.SignatureLength;
        var prng = new Prng(new RunSeed(20260101).For($"test/rows/{size}/{common}/{consecutive}"));
        ulong[] shingles = new ulong[union];
        ushort[] left = new ushort[rows];
        ushort[] right = new ushort[rows];
        double sum = 0;
        double squares = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            ulong start = prng.NextUInt64() >> 40;
            for (int shingle = 0; shingle < union; shingle++)
            {
                shingles[shingle] = consecutive ? start + (ulong)shingle : prng.NextUInt64();
            }
            Hasher.SignShingles(shingles.AsSpan(0, size), left);
            Hasher.SignShingles(shingles.AsSpan(size - common), right);
            int equal = MinHasher.Agreement(left, right);
            sum += equal;
            squares += (equal - rows * jaccard) * (equal - rows * jaccard);
        }

        double variance = rows * jaccard * (1 - jaccard);
        Assert.Equal(rows * jaccard, sum / Trials, 3 * Math.Sqrt(variance / Trials));
        Assert.Equal(1, squares / Trials / variance, 3 * Math.Sqrt(2.0 / Trials));
    }

    [Fact]
    public void Agreement_counts_equal_rows_at_every_length()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/agreement"));
        for (int length = 1; length < 200; length++)
        {
            ushort[] a = [.. Enumerable.Range(0, length).Select(_ => (ushort)prng.NextInt32(2))];
            ushort[] b = [.. Enumerable.Range(0, length).Select(_ => (ushort)prng.NextInt32(2))];
            int expected = a.Zip(b).Count(pair => pair.First == pair.Second);

            Assert.Equal(expected, MinHasher.Agreement(a, b));
            Assert.Equal((double)expected / length, MinHasher.EstimateJaccard(a, b));
        }
        Assert.Throws<ArgumentException>(() => MinHasher.Agreement([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => MinHasher.Agreement([], []));
    }

    [Fact]
    public void The_least_agreement_is_the_first_share_that_reaches_the_threshold()
    {
        foreach ((int bands, int rows) in ((int, int)[])[(14, 8), (1, 1), (20, 5), (9, 13), (10, 10)])
        {
            var hasher = new MinHasher(new MinHashOptions { Bands = bands, Rows = rows });
            for (int percent = 0; percent <= 100; percent++)
            {
                double near = percent / 100.0;
                int expected = Enumerable.Range(0, bands * rows + 1).First(k => (double)k / (bands * rows) >= near);
                Assert.Equal(expected, hasher.LeastAgreement(near));
            }
        }
    }

    [Fact]
    public void Band_keys_are_equal_where_the_rows_of_the_band_are()
    {
        foreach (int rows in (int[])[1, 3, 4, 8, 9, 16, 17])
        {
            var hasher = new MinHasher(new MinHashOptions { Bands = 2, Rows = rows });
            ushort[] a = new ushort[2 * rows];
            for (int row = 0; row < rows; row++)
            {
                ushort[] b = [.. a];
                b[row] = 1;
                Assert.NotEqual(hasher.BandKey(a, 0), hasher.BandKey(b, 0));
                Assert.Equal(hasher.BandKey(a, 1), hasher.BandKey(b, 1));
            }
            Assert.NotEqual(hasher.BandKey(a, 0), hasher.BandKey(a, 1)); // a band never meets another
        }
    }

    [Fact]
    public void Every_problem_of_the_options_is_named()
    {
        var options = new MinHashOptions { WordsPerShingle = 0, Bands = 0, Rows = -1 };

        Assert.Equal(3, options.Problems().Count());
        Assert.Contains("1024", Assert.Single(new MinHashOptions { Bands = 129 }.Problems()), StringComparison.Ordinal);
        Assert.Empty(new MinHashOptions().Problems());
        Assert.Throws<ArgumentException>(() => new MinHasher(options));
        Assert.Throws<ArgumentException>(() => Hasher.Sign([1], NoId, new ushort[3]));
    }

    private static ushort[] Sign(ReadOnlySpan<ulong> words)
    {
        ushort[] signature = new ushort[Hasher.SignatureLength];
        Hasher.Sign(words, NoId, signature);
        return signature;
    }

    private static ulong[] Words(Prng prng, int count) => [.. Enumerable.Range(0, count).Select(_ => prng.NextUInt64())];
}
