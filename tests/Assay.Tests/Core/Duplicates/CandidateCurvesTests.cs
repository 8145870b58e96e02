using Assay.Core.Duplicates;
using Assay.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Duplicates;

public sealed class CandidateCurvesTests
{
    private static readonly MinHashOptions Default = new();

    [Theory]
    [InlineData(0.5, 0.053)]
    [InlineData(0.6, 0.21)]
    [InlineData(0.7, 0.565)]
    [InlineData(0.75, 0.77)]
    [InlineData(0.8, 0.924)]
    [InlineData(0.9, 0.9996)]
    public void Fourteen_bands_of_eight_catch_what_the_formula_says(double jaccard, double candidate) =>
        Assert.Equal(candidate, CandidateCurves.Candidate(jaccard, Default), 0.005);

    [Fact]
    public void At_the_ends_nothing_is_left_to_chance()
    {
        Assert.Equal(0, CandidateCurves.Candidate(0, Default));
        Assert.Equal(1, CandidateCurves.Candidate(1, Default));
        Assert.Equal(0, CandidateCurves.Confirmed(0, 0, Default));
        Assert.Equal(1, CandidateCurves.Confirmed(1, 112, Default));
        Assert.Equal(0, CandidateCurves.Confirmed(1, 113, Default));
    }

    [Fact]
    public void Two_bands_of_two_can_be_counted_by_hand()
    {
        var options = new MinHashOptions { Bands = 2, Rows = 2 };
        const double J = 0.5;
        // Of the 16 outcomes 7 have a full band: 2 with two equal rows, 4 with three, 1 with four.
        Assert.Equal(7 / 16.0, CandidateCurves.Candidate(J, options), 12);
        Assert.Equal(7 / 16.0, CandidateCurves.Confirmed(J, 2, options), 12);
        Assert.Equal(5 / 16.0, CandidateCurves.Confirmed(J, 3, options), 12);
        Assert.Equal(1 / 16.0, CandidateCurves.Confirmed(J, 4, options), 12);
    }

    [Fact]
    public void No_threshold_is_the_candidate_curve_and_a_higher_one_never_finds_more() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<(byte Bands, byte Rows)>(), (share, size) =>
        {
            var options = new MinHashOptions { Bands = size.Bands % 6 + 1, Rows = size.Rows % 5 + 1 };
            double jaccard = share / 255.0;
            double last = CandidateCurves.Confirmed(jaccard, 0, options);
            bool valid = Math.Abs(last - CandidateCurves.Candidate(jaccard, options)) < 1e-12;
            for (int least = 1; least <= options.Bands * options.Rows + 1; least++)
            {
                double next = CandidateCurves.Confirmed(jaccard, least, options);
                valid &= next <= last + 1e-15 && next >= 0;
                last = next;
            }
            return valid && last == 0;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.55)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    public void Both_curves_agree_with_coins_within_three_standard_errors(double jaccard)
    {
        const int Trials = 20_000;
        const int Least = 79;
        var prng = new Prng(new RunSeed(20260101).For("test/curves"));
        int candidates = 0;
        int confirmed = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            int equal = 0;
            bool full = false;
            for (int band = 0; band < Default.Bands; band++)
            {
                int rows = 0;
                for (int row = 0; row < Default.Rows; row++)
                {
                    rows += prng.NextDouble() < jaccard ? 1 : 0;
                }
                equal += rows;
                full |= rows == Default.Rows;
            }
            candidates += full ? 1 : 0;
            confirmed += full && equal >= Least ? 1 : 0;
        }

        AssertWithin(CandidateCurves.Candidate(jaccard, Default), candidates);
        AssertWithin(CandidateCurves.Confirmed(jaccard, Least, Default), confirmed);

        static void AssertWithin(double probability, int count) => Assert.Equal(
            probability, count / (double)Trials, 3 * Math.Sqrt(probability * (1 - probability) / Trials));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_similarity_outside_0_to_1_is_refused(double jaccard)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CandidateCurves.Candidate(jaccard, Default));
        Assert.Throws<ArgumentOutOfRangeException>(() => CandidateCurves.Confirmed(jaccard, 1, Default));
    }
}
