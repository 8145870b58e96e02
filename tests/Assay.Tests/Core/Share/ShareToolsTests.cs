using Assay.Core.Share;

namespace Assay.Tests.Core.Share;

public sealed class ShareToolsTests
{
    [Fact]
    public void The_law_of_exceedances_is_the_count_over_all_orders()
    {
        // 2 new documents among 3 known ones: of the C(5, 2) = 10 pairs of ranks that they can take, 3 hold none above the second highest known
        // one, 4 hold one, 3 hold two.
        Assert.Equal(0.7, BetaBinomial.AtLeast(2, 2, 2, 1), 1e-12);
        Assert.Equal(0.3, BetaBinomial.AtLeast(2, 2, 2, 2), 1e-12);
        Assert.Equal(0.3, BetaBinomial.AtMost(2, 2, 2, 0), 1e-12);
        Assert.Equal(1, BetaBinomial.AtLeast(1000, 3, 298, 0));
        Assert.Equal(1, BetaBinomial.AtLeast(1000, 3, 298, 5) + BetaBinomial.AtMost(1000, 3, 298, 4), 1e-9);
    }

    [Fact]
    public void Groups_of_equal_documents_count_once()
    {
        var alone = new ScoreSample([1, 2, 3, 4], [10, 10, 10, 10]);
        var grouped = new ScoreSample([1, 1, 2, 2, 3, 3, 4, 4], [10, 10, 10, 10, 10, 10, 10, 10], [0, 0, 1, 1, 2, 2, 3, 3]);

        Assert.Equal(4, EffectiveNumber.Of(alone, ShareUnit.Documents, [1, 2, 3, 4]), 1e-12);
        Assert.Equal(4, EffectiveNumber.Of(grouped, ShareUnit.Documents, [1, 1, 2, 2, 3, 3, 4, 4]), 1e-12);
        Assert.Equal(3, EffectiveNumber.Of(new ScoreSample([0, 0, 0, 0], [10, 10, 10, 30]), ShareUnit.Tokens, [0, 1, 2, 3]), 1e-12); // 60²/1200
    }

    [Fact]
    public void Agreement_is_measured_beyond_chance()
    {
        // Two reviewers, ten documents: 4 both machine, 4 both human, 2 split.
        ReviewerAgreement agreement = ReviewerAgreement.Measure([(2, 0), (2, 0), (2, 0), (2, 0), (0, 2), (0, 2), (0, 2), (0, 2), (1, 1), (1, 1)])!;

        Assert.Equal(0.8, agreement.Raw, 1e-12);
        // Observed disagreement 4/20, expected 2·10·10/(20·19) = .526: alpha = 1 − .2/.5263.
        Assert.Equal(1 - 0.2 / (200.0 / 380), agreement.Alpha!.Value, 1e-12);
        Assert.Null(ReviewerAgreement.Measure([(1, 0), (0, 1)]));
        Assert.Null(ReviewerAgreement.Measure([(2, 0)])!.Alpha);
    }

    [Fact]
    public void The_drift_alarm_rings_beyond_twice_the_promised_rate()
    {
        ScoreSample human = new([.. Enumerable.Range(0, 200).Select(i => (double)i)], [.. Enumerable.Repeat(1, 200)]);

        FalsePositiveDrift quiet = FalsePositiveDrift.Measure(human, threshold: 197.5, nominal: 0.01)!;
        FalsePositiveDrift loud = FalsePositiveDrift.Measure(human, threshold: 189.5, nominal: 0.01)!;

        Assert.Equal((2, 0.01, false), (quiet.Flagged, quiet.Rate, quiet.Alarm));
        Assert.Equal((10, 0.05, true), (loud.Flagged, loud.Rate, loud.Alarm));
        Assert.InRange(loud.Low, 0.02, 0.03); // Clopper and Pearson for 10 of 200: .0242 to .0900.
        Assert.Null(FalsePositiveDrift.Measure(ScoreSample.Empty, 0, 0.01));
    }
}
