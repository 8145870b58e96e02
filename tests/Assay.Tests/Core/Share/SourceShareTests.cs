using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Share;

public sealed class SourceShareTests
{
    private static readonly ShareOptions Options = new();

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(200)]
    public void References_of_both_kinds_give_intervals_that_cover(int machine)
    {
        (int covered, int answers) = (0, 0);
        for (int trial = 0; trial < 200; trial++)
        {
            var prng = new Prng(new RunSeed(1).For($"{machine}/{trial}"));
            ScoreSample target = SyntheticScores.Draw(prng, 600 - machine, machine, 2.3);
            var evidence = new ShareEvidence { Human = SyntheticScores.Draw(prng, 300, 0, 0), Machine = SyntheticScores.Draw(prng, 0, 100, 2.3) };
            ShareAnswer answer = SourceShare.Estimate(target, evidence, Options);
            foreach ((Estimate estimate, ShareUnit unit) in ((Estimate, ShareUnit)[])[(answer.Documents, ShareUnit.Documents), (answer.Tokens, ShareUnit.Tokens)])
            {
                double truth = SyntheticScores.TrueShare(target, machine, unit);
                answers += estimate.Answer == EstimateAnswer.Estimate ? 1 : 0;
                covered += estimate.Answer == EstimateAnswer.Estimate && estimate.Low <= truth && truth <= estimate.High ? 1 : 0;
            }
        }

        // Nominal .95; three standard errors of 200 trials are .046. The test of fit declines one in twenty.
        Assert.InRange(answers, 350, 400);
        Assert.True(covered >= 0.904 * answers, $"{covered} of {answers} intervals cover.");
    }

    [Fact]
    public void A_target_unlike_any_mixture_of_the_references_has_no_answer()
    {
        var prng = new Prng(new RunSeed(2));
        var evidence = new ShareEvidence { Human = SyntheticScores.Draw(prng, 300, 0, 0), Machine = SyntheticScores.Draw(prng, 0, 100, 3) };

        ShareAnswer answer = SourceShare.Estimate(SyntheticScores.Draw(prng, 600, 0, 0, shift: 1.5), evidence, Options);

        Assert.Equal(EstimateAnswer.None, answer.Documents.Answer);
        Assert.Contains("unlike the calibration data", answer.Tokens.Reason, StringComparison.Ordinal);
        Assert.False(answer.Fit!.Passed);
        Assert.Equal(1, answer.Posterior.Of(0), 1e-9); // Nothing is known: every document counts as machine-made.
    }

    [Fact]
    public void Known_human_documents_alone_bound_the_share_whatever_the_scores_mean()
    {
        (int lowHeld, int trials) = (0, 300);
        for (int trial = 0; trial < trials; trial++)
        {
            var prng = new Prng(new RunSeed(3).For($"{trial}"));
            ScoreSample target = SyntheticScores.Draw(prng, 380, 20, 2);
            ShareAnswer answer = SourceShare.Estimate(target, new ShareEvidence { Human = SyntheticScores.Draw(prng, 300, 0, 0) }, Options);
            Assert.Equal(EstimateAnswer.Bound, answer.Documents.Answer);
            Assert.Null(answer.Documents.Value); // No other source tells how machine documents score.
            lowHeld += answer.Documents.Low <= 0.05 && answer.Tokens.Low <= SyntheticScores.TrueShare(target, 20, ShareUnit.Tokens) ? 1 : 0;
            Assert.True(answer.Documents.High >= 0.05); // They pass the threshold far more often than a quarter of the time.
        }

        Assert.True(lowHeld >= 0.91 * trials, $"{lowHeld} of {trials} lower ends hold."); // Nominal .95, three standard errors of .0126.
    }

    [Fact]
    public void The_best_guess_from_human_documents_borrows_how_machine_documents_do_elsewhere()
    {
        var prng = new Prng(new RunSeed(4));
        var evidence = new ShareEvidence
        {
            Human = SyntheticScores.Draw(prng, 2000, 0, 0, shift: 5),
            Observed = [new ObservedSource("elsewhere", SyntheticScores.Draw(prng, 2000, 0, 0), SyntheticScores.Draw(prng, 0, 2000, 2.5))],
        };

        ShareAnswer answer = SourceShare.Estimate(SyntheticScores.Draw(prng, 4000, 1000, 2.5, shift: 5), evidence, Options);

        Assert.Equal(0.2, answer.Documents.Value!.Value, 0.03); // A shift of all scores changes nothing.
    }

    [Fact]
    public void Nothing_known_gives_a_range_or_no_answer_and_never_an_estimate()
    {
        var prng = new Prng(new RunSeed(5));
        ScoreSample target = SyntheticScores.Draw(prng, 350, 50, 2);
        ObservedSource Source(string name, double shift) => new(name, SyntheticScores.Draw(prng, 100, 0, 0, shift), SyntheticScores.Draw(prng, 0, 100, 2, shift));

        Estimate none = SourceShare.Estimate(target, ShareEvidence.None, Options).Documents;
        Estimate range = SourceShare.Estimate(target, new ShareEvidence { Observed = [Source("a", -1), Source("b", 1)] }, Options).Documents;

        Assert.Equal(EstimateAnswer.None, none.Answer);
        Assert.Equal(EstimateAnswer.Bound, range.Answer);
        Assert.True(range.High - range.Low > 0.3, $"{range.Low} to {range.High}");
        Assert.Contains("no confidence interval", range.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_range_without_calibration_holds_the_share_of_a_source_that_scores_lower_than_any_seen()
    {
        var prng = new Prng(new RunSeed(15));
        ObservedSource Source(string name, double shift) => new(name, SyntheticScores.Draw(prng, 300, 0, 0, shift), SyntheticScores.Draw(prng, 0, 300, 2, shift));

        // Human medians were seen 2 apart; this source lies 1 below the lowest.
        Estimate range = SourceShare.Estimate(
            SyntheticScores.Draw(prng, 700, 300, 2, shift: -2), new ShareEvidence { Observed = [Source("a", -1), Source("b", 1)] }, Options).Documents;

        Assert.InRange(0.3, range.Low!.Value, range.High!.Value);
    }

    [Fact]
    public void Documents_in_groups_make_the_interval_wider()
    {
        var prng = new Prng(new RunSeed(6));
        ScoreSample human = SyntheticScores.Draw(prng, 300, 0, 0);
        ScoreSample machine = SyntheticScores.Draw(prng, 0, 100, 2.3);
        ScoreSample target = SyntheticScores.Draw(prng, 500, 100, 2.3);
        ScoreSample Twice(ScoreSample s) => new([.. s.Scores, .. s.Scores], [.. s.Lengths, .. s.Lengths], [.. Enumerable.Range(0, s.Count), .. Enumerable.Range(0, s.Count)]);

        Estimate single = SourceShare.Estimate(target, new ShareEvidence { Human = human, Machine = machine }, Options).Documents;
        Estimate doubled = SourceShare.Estimate(Twice(target), new ShareEvidence { Human = Twice(human), Machine = Twice(machine) }, Options).Documents;

        // Each document twice, and known to be: the same knowledge, the same interval.
        Assert.Equal(single.Low!.Value, doubled.Low!.Value, 0.01);
        Assert.Equal(single.High!.Value, doubled.High!.Value, 0.01);
    }

    [Fact]
    public void Simultaneous_intervals_are_wider_and_problems_are_refused()
    {
        var prng = new Prng(new RunSeed(7));
        var evidence = new ShareEvidence { Human = SyntheticScores.Draw(prng, 300, 0, 0), Machine = SyntheticScores.Draw(prng, 0, 100, 2.3) };
        ScoreSample target = SyntheticScores.Draw(prng, 500, 100, 2.3);

        Estimate one = SourceShare.Estimate(target, evidence, Options).Tokens;
        Estimate ofTen = SourceShare.Estimate(target, evidence, Options with { Simultaneous = 10 }).Tokens;

        Assert.True(ofTen.High > one.High && ofTen.Low < one.Low);
        Assert.Equal(one.Value, ofTen.Value);
        Assert.Throws<ArgumentException>(() => SourceShare.Estimate(target, evidence, Options with { DetectionFloor = double.NaN }));
        Assert.Throws<ArgumentException>(() => new ScoreSample([double.NaN], [1]));
        Assert.Equal(EstimateAnswer.None, SourceShare.Estimate(ScoreSample.Empty, evidence, Options).Documents.Answer);
    }

    [Fact]
    public void The_posterior_never_falls_and_its_mean_is_the_share()
    {
        var prng = new Prng(new RunSeed(8));
        ScoreSample target = SyntheticScores.Draw(prng, 500, 100, 2);
        ShareAnswer answer = SourceShare.Estimate(
            target, new ShareEvidence { Human = SyntheticScores.Draw(prng, 300, 0, 0), Machine = SyntheticScores.Draw(prng, 0, 100, 2) }, Options);

        double[] along = [.. Enumerable.Range(-40, 100).Select(i => answer.Posterior.Of(i / 10.0))];
        Assert.Equal(along.Order(), along);
        Assert.Equal(answer.Documents.Value!.Value, target.Scores.ToArray().Average(answer.Posterior.Of), 1e-6);
    }
}
