using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Verdicts;

namespace Assay.Tests.Lab.Verdicts;

public sealed class CollapseJudgeTests
{
    private static (ExperimentVerdict Verdict, CollapseJudge Judge, ExperimentResult Result) Judge(
        string name, int generations, int replicates, string[] measures, params string[] set)
    {
        ExperimentSpec spec = Catalogue.Find(name)!.With(set.Select(s => KeyValuePair.Create(s.Split('=')[0], s.Split('=')[1]))) with { Measures = measures };
        Experiment experiment = Laboratory.Create(spec);
        CollapseJudge judge = CollapseJudge.Calibrate(experiment, generations, new RunSeed(11))!;
        ExperimentResult result = experiment.Run(new RunOptions { Generations = generations, Replicates = replicates, Seed = new RunSeed(12) });
        return (judge.Judge(result), judge, result);
    }

    [Theory]
    [InlineData("gaussian", "samples=50", "spread", "w2")]
    [InlineData("zipf", "samples=200", "entropy", "types")]
    public void Fresh_real_data_raise_an_alarm_in_at_most_one_run_of_a_hundred(string name, string set, params string[] measures)
    {
        ExperimentSpec spec = Catalogue.Find(name)!.With([KeyValuePair.Create(set.Split('=')[0], set.Split('=')[1])]) with { Measures = measures };
        spec = spec.Set.ContainsKey("types") ? spec.With([KeyValuePair.Create("types", "200")]) : spec;
        Experiment experiment = Laboratory.Create(spec);
        CollapseJudge judge = CollapseJudge.Calibrate(experiment, 20, new RunSeed(1))!;
        ExperimentResult fresh = Laboratory.Create(spec.With([KeyValuePair.Create("real-share", "1")]) with { Loop = "fresh-real" })
            .Run(new RunOptions { Generations = 20, Replicates = 2000, Seed = new RunSeed(2) });

        Assert.InRange(judge.FalseAlarmBound, 1e-6, .01);
        Assert.InRange(judge.Judge(fresh).AlarmShare, 0, .01);
        Assert.Equal(CollapseKind.None, judge.Judge(fresh).Kind);
    }

    [Fact]
    public void A_small_normal_loop_ends_in_late_collapse()
    {
        (ExperimentVerdict verdict, _, _) = Judge("gaussian-mle", 60, 100, ["spread", "w2"], "samples=20");

        Assert.Equal(CollapseKind.Late, verdict.Kind);
        Assert.Equal("spread", verdict.Measure);
        Assert.Equal(CollapseTrend.Worsening, verdict.Trend);
        Assert.InRange(verdict.Generation!.Value, 5, 40); // half of the support is gone after about .69·20 generations
    }

    [Fact]
    public void Words_die_out_early_while_entropy_stands()
    {
        (ExperimentVerdict verdict, _, _) = Judge("zipf", 6, 50, ["types", "entropy"], "samples=4000", "types=2000");

        Assert.Equal(CollapseKind.Early, verdict.Kind);
        Assert.Equal("types", verdict.Measure);
        Assert.Equal(2, verdict.Generation);
        Assert.Equal(CollapseTrend.Worsening, verdict.Trend);
    }

    [Fact]
    public void Fresh_real_data_in_half_of_the_set_end_in_a_stabilised_loop()
    {
        ExperimentSpec spec = Catalogue.Find("zipf")!.With([
            KeyValuePair.Create("samples", "2000"), KeyValuePair.Create("types", "2000"), KeyValuePair.Create("real-share", "0.5")]);
        Experiment experiment = Laboratory.Create(spec with { Loop = "fresh-real", Measures = ["types", "entropy"] });
        CollapseJudge judge = CollapseJudge.Calibrate(experiment, 24, new RunSeed(3))!;
        ExperimentVerdict verdict = judge.Judge(experiment.Run(new RunOptions { Generations = 24, Replicates = 40 }));

        Assert.Equal(CollapseKind.Early, verdict.Kind); // fewer types than real data have, and no fewer as time goes by
        Assert.Equal(CollapseTrend.Stabilised, verdict.Trend);
    }

    [Fact]
    public void Two_states_of_which_one_is_left_are_late_collapse()
    {
        (ExperimentVerdict verdict, _, _) = Judge("two-states", 200, 40, ["entropy"], "samples=20");

        Assert.Equal(CollapseKind.Late, verdict.Kind); // an entropy of .61 nats has no ln 2 to fall
    }

    [Fact]
    public void Without_a_null_there_is_no_judge_and_the_experiment_says_why()
    {
        Experiment wholeText = Laboratory.Create(Catalogue.Find("unigram")!, LabText.From(["a few words of a text"]));

        Assert.Null(CollapseJudge.Calibrate(wholeText, 10, new RunSeed(1)));
        Assert.Contains("samples", wholeText.NoNull, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shortcut_has_the_verdict_of_the_chain_that_samples()
    {
        (ExperimentVerdict sampled, _, _) = Judge("gaussian", 50, 100, ["spread", "w2"], "samples=20", "estimator=mle");
        (ExperimentVerdict shortcut, _, _) = Judge("gaussian-exact", 50, 100, ["spread", "w2"], "samples=20", "estimator=mle");

        Assert.Equal(sampled.Kind, shortcut.Kind);
        Assert.InRange(shortcut.Generation!.Value, .7 * sampled.Generation!.Value, 1.4 * sampled.Generation.Value);
    }
}
