using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Mixing;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Tests.Lab.Rehearsal;

public sealed class RehearsalLoopTests
{
    private const int Generations = 4, Replicates = 8;

    private static readonly RehearsalCorpus Plain = RehearsalSample.Corpus();

    [Fact]
    public void Replacing_is_worse_than_a_subsample_of_everything_and_that_is_worse_than_everything()
    {
        double[] replace = Bits(Plain, new("replace", Regime.Replace));
        double[] subsample = Bits(Plain, new("subsample", Regime.AccumulateSubsample));
        double[] accumulate = Bits(Plain, new("accumulate", Regime.Accumulate));
        double[] human = Bits(Plain, new("human", Regime.Human));

        AssertWorse(replace, subsample);
        AssertWorse(subsample, accumulate);
        AssertWorse(accumulate, human);
    }

    [Fact]
    public void A_temperature_below_one_is_worse() =>
        AssertWorse(
            Bits(Plain, new("cold", Regime.AccumulateSubsample) { Choice = new TokenChoice { Temperature = .8 } }),
            Bits(Plain, new("warm", Regime.AccumulateSubsample)));

    [Fact]
    public void Verification_helps_when_it_is_right_often_enough_and_not_when_it_is_not()
    {
        RehearsalArm Verified(double right, double wrong) => new("verified", Regime.Replace) { Verification = new Verification(.3, right, wrong) };
        double[] unverified = Bits(Plain, Verified(1, 1));

        AssertWorse(unverified, Bits(Plain, Verified(.9, .1)));
        AssertWorse(Bits(Plain, Verified(.3, .9)), unverified);
    }

    [Fact]
    public void A_detector_is_worth_its_weight_at_equal_tokens()
    {
        RehearsalCorpus corpus = RehearsalSample.Corpus(human: 250, unknown: 500, limits: new MixLimits { SyntheticShare = .5 });
        RehearsalArm Contaminated(DetectorRates? detector) => new("hidden", Regime.Policy) { SyntheticShare = null, Contamination = _ => .6, Detector = detector };

        AssertWorse(
            Bits(corpus, Contaminated(new DetectorRates(.05, .05))),
            Bits(corpus, Contaminated(new DetectorRates(.9, .05))));
    }

    [Theory]
    [InlineData(.1)]
    [InlineData(.5)]
    [InlineData(.9)]
    public void A_mix_has_the_share_that_was_asked_for(double share)
    {
        RehearsalCourse course = Loop(Plain).Run(new RehearsalArm("share", Regime.Policy) { SyntheticShare = share }, 0);

        Assert.Equal(0, course.Generations[0].SyntheticShare);
        // Below the cap by the margin of the draw: 2.33 standard errors of some 400 documents.
        Assert.All(course.Generations.Skip(1), g => Assert.InRange(g.SyntheticShare, share - .06, share));
    }

    [Fact]
    public void Every_arm_but_the_growing_one_trains_on_the_same_number_of_tokens()
    {
        long budget = Plain.Budget;
        foreach (Regime regime in new[] { Regime.Human, Regime.Replace, Regime.AccumulateSubsample, Regime.Policy })
        {
            RehearsalCourse course = Loop(Plain).Run(new RehearsalArm("arm", regime) { SyntheticShare = regime == Regime.Policy ? .5 : null }, 1);
            Assert.All(course.Generations, g => Assert.InRange(g.MixTokens, .93 * budget, 1.01 * budget));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_course_and_arms_share_generation_zero()
    {
        RehearsalCourse one = Loop(Plain).Run(new("replace", Regime.Replace), 2), two = Loop(Plain).Run(new("replace", Regime.Replace), 2);
        RehearsalCourse other = Loop(Plain).Run(new("accumulate", Regime.Accumulate), 2);

        Assert.Equal(one.Generations.Select(g => g.HeldOutBits), two.Generations.Select(g => g.HeldOutBits));
        Assert.Equal(one.Generations[0].HeldOutBits, other.Generations[0].HeldOutBits);
    }

    [Fact]
    public void Hidden_contamination_reaches_the_share_of_its_schedule_and_stays_unknown_to_the_composer()
    {
        RehearsalCorpus corpus = RehearsalSample.Corpus(human: 200, unknown: 400, limits: new MixLimits { SyntheticShare = 1 });
        RehearsalCourse course = Loop(corpus).Run(new("hidden", Regime.Policy) { SyntheticShare = null, Contamination = t => .2 * t }, 0);

        Assert.Equal(0, course.Generations[0].SyntheticShare);
        Assert.True(course.Generations[4].SyntheticShare > course.Generations[1].SyntheticShare);
    }

    [Fact]
    public void What_the_policy_measured_of_unknown_text_meets_the_text_that_is_hidden_in_it()
    {
        RehearsalCorpus blind = RehearsalSample.Corpus(human: 200, unknown: 400, limits: new MixLimits { SyntheticShare = .2 });
        blind = blind with { SyntheticProbability = [.. blind.Origins.Select(o => o == Origin.Human ? 0 : .5)] };
        RehearsalCorpus measured = blind with { SyntheticProbability = [.. blind.Origins.Select((o, i) => o == Origin.Human ? 0 : i % 2 == 0 ? .95 : .05)] };
        double Hidden(RehearsalCorpus corpus) => Loop(corpus).Run(new("hidden", Regime.Policy) { Contamination = t => t == 0 ? 0 : .5 }, 0).Generations.Skip(1).Average(g => g.SyntheticShare);

        // Both think half of the unknown text machine-made; the one that tells documents apart lets less of the hidden half pass.
        Assert.True(Hidden(measured) < Hidden(blind) - .02, $"{Hidden(measured)} against {Hidden(blind)}");
    }

    [Fact]
    public void A_stated_detector_takes_the_place_of_what_the_policy_measured()
    {
        RehearsalCorpus plain = RehearsalSample.Corpus(human: 200, unknown: 400, limits: new MixLimits { SyntheticShare = .5 });
        RehearsalCorpus weighted = plain with { BaseWeight = [.. plain.Origins.Select(o => o == Origin.Human ? 1 : 1e-9)] };
        var arm = new RehearsalArm("hidden", Regime.Policy) { Contamination = t => t == 0 ? 0 : .5, Detector = new DetectorRates(.9, .05) };

        Assert.Equal(Loop(plain).Run(arm, 0).Generations[^1].HeldOutBits, Loop(weighted).Run(arm, 0).Generations[^1].HeldOutBits);
    }

    [Fact]
    public void A_stratum_is_kept_as_far_as_its_human_text_is_in_the_mix_and_judged_on_its_own_text()
    {
        RehearsalCorpus corpus = Plain with
        {
            Strata = [new("half", [.. Enumerable.Range(0, Plain.Texts.Count / 2)], [.. Enumerable.Range(0, 75)]), new("rest", [.. Enumerable.Range(Plain.Texts.Count / 2, Plain.Texts.Count / 2)], [.. Enumerable.Range(75, 75)]), new("nothing", [], [])],
        };
        RehearsalGeneration replaced = Loop(corpus).Run(new("replace", Regime.Replace), 0).Generations[^1], all = Loop(corpus).Run(new("accumulate", Regime.Accumulate), 0).Generations[^1];

        Assert.Equal([0, 0, null], replaced.StratumKept);
        Assert.Equal([1, 1, null], all.StratumKept);
        double[] tokens = [corpus.HeldOut.Take(75).Sum(d => (double)d.Length), corpus.HeldOut.Skip(75).Sum(d => (double)d.Length)];
        Assert.Equal(all.HeldOutBits, ((all.StratumBits[0]!.Value * tokens[0]) + (all.StratumBits[1]!.Value * tokens[1])) / tokens.Sum(), 1e-9);
        Assert.Null(all.StratumBits[2]);
    }

    [Fact]
    public void An_anchor_limits_the_share_and_a_larger_one_is_refused_with_the_reason()
    {
        RehearsalCorpus corpus = RehearsalSample.Corpus(human: 300, anchor: 200);
        RehearsalLoop loop = Loop(corpus);

        Assert.InRange(loop.LargestShare(1), .25, .42);
        var e = Assert.Throws<UserErrorException>(() => loop.Run(new("too much", Regime.Policy) { SyntheticShare = .8 }, 0));
        Assert.Contains("too much", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verifier_that_keeps_nothing_is_refused() =>
        Assert.Contains("keeps none", Assert.Throws<UserErrorException>(() =>
            Loop(Plain).Run(new("strict", Regime.Replace) { Verification = new Verification(0, 1e-9, 0) }, 0)).Message, StringComparison.Ordinal);

    private static RehearsalLoop Loop(RehearsalCorpus corpus) => new(new RehearsalWorlds(_ => corpus, new RunSeed(7)), new NgramProxy(corpus.VocabularySize), Generations);

    private static double[] Bits(RehearsalCorpus corpus, RehearsalArm arm)
    {
        RehearsalLoop loop = Loop(corpus);
        return [.. Enumerable.Range(0, Replicates).AsParallel().AsOrdered().Select(r => loop.Run(arm, r).Generations[^1].HeldOutBits)];
    }

    /// <summary>The paired difference is above zero by two standard errors.</summary>
    private static void AssertWorse(double[] worse, double[] better)
    {
        double[] gaps = [.. worse.Zip(better, (w, b) => w - b)];
        double mean = gaps.Average(), error = Math.Sqrt(gaps.Sum(g => (g - mean) * (g - mean)) / (gaps.Length - 1) / gaps.Length);
        Assert.True(mean > 2 * error, FormattableString.Invariant($"gap {mean:0.0000} ± {error:0.0000} bits"));
    }
}
