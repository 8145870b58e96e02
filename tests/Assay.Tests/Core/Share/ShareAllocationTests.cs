using Assay.Core.Share;
using Assay.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Share;

public sealed class ShareAllocationTests
{
    [Fact]
    public void A_share_is_dealt_out_in_proportion()
    {
        var allocation = ShareAllocation.Fit([0.1, 0.2, 0.3], [100, 100, 100], share: 0.4);

        Assert.Equal(0.2, allocation.Of(0.1), 12);
        Assert.Equal(0.6, allocation.Of(0.3), 12);
    }

    [Fact]
    public void What_a_document_cannot_take_goes_to_the_others()
    {
        // 0.9 · 1.2 would be more than 1: of 0.6 · 200 = 120 tokens it takes 100, the other 20.
        var allocation = ShareAllocation.Fit([0.9, 0.1], [100, 100], share: 0.6);

        Assert.Equal(1, allocation.Of(0.9), 12);
        Assert.Equal(0.2, allocation.Of(0.1), 12);
    }

    [Fact]
    public void What_all_possible_documents_cannot_take_is_spread_over_the_impossible_ones()
    {
        var allocation = ShareAllocation.Fit([0.5, 0, 0], [100, 200, 100], share: 0.625);

        Assert.Equal(1, allocation.Of(0.5));
        Assert.Equal(0.5, allocation.Of(0), 12);
    }

    [Fact]
    public void The_whole_share_is_dealt_out_and_order_is_kept() =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var prng = new Prng(new RunSeed((ulong)seed));
            int count = 1 + prng.NextInt32(30);
            double[] probabilities = [.. Enumerable.Range(0, count).Select(_ => prng.NextInt32(4) == 0 ? 0 : prng.NextDouble())];
            int[] tokens = [.. Enumerable.Range(0, count).Select(_ => 1 + prng.NextInt32(500))];
            double share = prng.NextInt32(5) == 0 ? prng.NextInt32(2) : prng.NextDouble();

            var allocation = ShareAllocation.Fit(probabilities, tokens, share);

            double dealt = Enumerable.Range(0, count).Sum(i => tokens[i] * allocation.Of(probabilities[i]));
            double[] levels = [.. probabilities.Order().Select(allocation.Of)];
            return Math.Abs(dealt - share * tokens.Sum()) < 1e-6 * tokens.Sum()
                && levels.All(level => level is >= 0 and <= 1)
                && levels.Where((_, i) => probabilities.Order().ElementAt(i) > 0).SequenceEqual(levels.Where((_, i) => probabilities.Order().ElementAt(i) > 0).Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_share_outside_0_to_1_is_refused() => Assert.Throws<ArgumentException>(() => ShareAllocation.Fit([0.5], [1], double.NaN));
}
