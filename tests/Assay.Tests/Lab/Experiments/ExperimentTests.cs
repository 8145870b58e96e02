using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;

namespace Assay.Tests.Lab.Experiments;

public sealed class ExperimentTests
{
    private static ExperimentSpec Spec(string name, params string[] set) =>
        Catalogue.Find(name)!.With(set.Select(s => KeyValuePair.Create(s.Split('=')[0], s.Split('=')[1])));

    [Fact]
    public void Numbers_do_not_depend_on_the_number_of_workers()
    {
        Experiment experiment = Laboratory.Create(Spec("accumulate-subsample", "samples=20"));
        var options = new RunOptions { Generations = 5, Replicates = 40, Seed = new RunSeed(9) };
        ExperimentResult one = experiment.Run(options with { Workers = 1 }), four = experiment.Run(options with { Workers = 4 });

        for (int r = 0; r < 40; r++)
        {
            Assert.Equal(one.Course(r, "w2"), four.Course(r, "w2"));
        }
    }

    [Fact]
    public void Experiments_that_run_together_give_what_each_gives_alone()
    {
        Experiment[] experiments = [Laboratory.Create(Spec("accumulate-subsample", "samples=20")), Laboratory.Create(Spec("zipf", "samples=50", "types=20"))];
        var options = new RunOptions { Generations = 4, Replicates = 7, Seed = new RunSeed(3), Workers = 3 };
        IReadOnlyList<ExperimentResult> together = Experiment.RunTogether(experiments, options);

        Assert.Equal(2, together.Count);
        for (int r = 0; r < 7; r++)
        {
            Assert.Equal(experiments[0].Run(options).Course(r, "w2"), together[0].Course(r, "w2"));
            Assert.Equal(experiments[1].Run(options).Course(r, "entropy"), together[1].Course(r, "entropy"));
        }
    }

    [Fact]
    public void Experiments_that_run_together_begin_in_their_order()
    {
        using var stop = new CancellationTokenSource();
        Experiment[] experiments = [Laboratory.Create(Spec("gaussian")), Laboratory.Create(Spec("gaussian"))];
        IReadOnlyList<ExperimentResult> together = Experiment.RunTogether(
            experiments, new RunOptions { Generations = 3, Replicates = 10, Workers = 1 }, new StopAfter(15, stop), stop.Token);

        Assert.Equal(10, together[0].Replicates);
        Assert.InRange(together[1].Replicates, 5, 9);
    }

    [Fact]
    public void A_replicate_keeps_its_numbers_when_more_are_asked_for()
    {
        Experiment experiment = Laboratory.Create(Spec("zipf", "samples=50", "types=20"));
        ExperimentResult few = experiment.Run(new RunOptions { Generations = 4, Replicates = 3 });
        ExperimentResult many = experiment.Run(new RunOptions { Generations = 4, Replicates = 9 });

        Assert.Equal(few.Course(2, "entropy"), many.Course(2, "entropy"));
    }

    [Fact]
    public void Measuring_more_changes_nothing_that_was_measured()
    {
        ExperimentSpec spec = Spec("gaussian", "samples=30");
        var options = new RunOptions { Generations = 4, Replicates = 2 };
        ExperimentResult few = Laboratory.Create(spec with { Measures = ["w2"] }).Run(options);
        ExperimentResult many = Laboratory.Create(spec with { Measures = ["coverage", "recall", "w2"] }).Run(options);

        Assert.Equal(few.Course(1, "w2"), many.Course(1, "w2"));
    }

    [Fact]
    public void A_stopped_run_keeps_its_finished_replicates()
    {
        using var stop = new CancellationTokenSource();
        Experiment experiment = Laboratory.Create(Spec("gaussian"));
        ExperimentResult result = experiment.Run(
            new RunOptions { Generations = 3, Replicates = 1000, Workers = 1 }, new StopAfter(10, stop), stop.Token);

        Assert.InRange(result.Replicates, 10, 20);
        Assert.Equal(result.Replicates, result.Summary("w2", 3).N);
    }

    private sealed class StopAfter(int count, CancellationTokenSource stop) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value >= count)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void Every_experiment_of_the_catalogue_can_be_made_and_runs()
    {
        var prng = new Prng(new RunSeed(1).For("test/text"));
        var text = new LabText([.. Enumerable.Range(0, 20_000).Select(_ => (int)Math.Min(499, prng.NextZipf(1.3)))], 500);
        Assert.All(Catalogue.All.Where(s => Catalogue.Quick(s) is null), spec => // NeuralExperimentTests has those that train networks
        {
            string[] small = spec.Set.ContainsKey("types") ? ["samples=200"] : spec.Set.ContainsKey("samples") ? ["samples=40"] : [];
            Experiment experiment = Laboratory.Create(Spec(spec.Name, small), text);
            ExperimentResult result = experiment.Run(new RunOptions { Generations = 3, Replicates = 2 });
            Assert.All(result.Measures, m => Assert.True(result.Summary(m.Name, 3).N > 0, $"{spec.Name}: {m.Name}"));
            Assert.NotEmpty(spec.Shows);
            Assert.NotEmpty(spec.Source);
        });
    }

    [Theory]
    [InlineData("gaussian", "sampels=10", "Did you mean \"samples\"?")]
    [InlineData("gaussian", "temperature=.5", "means nothing to the model gaussian")]
    [InlineData("gaussian", "real-share=.5", "means nothing to the model gaussian in the loop replace")]
    [InlineData("gaussian", "lambda=1.5", "The setting lambda is \"1.5\"")]
    [InlineData("gaussian", "samples=many", "Write a whole number of 2 or more")]
    [InlineData("gaussian", "estimator=best", "Write mle, unbiased, known")]
    [InlineData("zipf", "temperature=0", "above 0")]
    [InlineData("regression", "samples=11", "do not determine")]
    public void A_wrong_setting_says_what_to_do(string name, string set, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Laboratory.Create(Spec(name, set))).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_words_and_missing_text_are_user_errors()
    {
        Assert.Contains("Did you mean \"replace\"?", Assert.Throws<UserErrorException>(() =>
            Laboratory.Create(Catalogue.Find("gaussian")! with { Loop = "replcae" })).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean \"mixture\"?", Assert.Throws<UserErrorException>(() =>
            Laboratory.Create(Catalogue.Find("gaussian")! with { Model = "mixtur" })).Message, StringComparison.Ordinal);
        Assert.Contains("--text", Assert.Throws<UserErrorException>(() => Laboratory.Create(Catalogue.Find("bigram")!)).Message, StringComparison.Ordinal);
        Assert.Contains("log-variance", Assert.Throws<UserErrorException>(() =>
            Laboratory.Create(Catalogue.Find("gaussian")! with { Measures = ["logvariance"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_fresh_documents_says_so()
    {
        var text = new LabText([.. Enumerable.Repeat(new[] { 0, 1, 2 }, 1000).SelectMany(x => x)], 3);
        Experiment experiment = Laboratory.Create(Catalogue.Find("bigram")! with { Loop = "fresh-real" }, text);

        AggregateException e = Assert.Throws<AggregateException>(() => experiment.Run(new RunOptions { Generations = 12, Replicates = 1 }));
        Assert.IsType<UserErrorException>(e.InnerException);
    }

    [Fact]
    public void Summaries_are_those_of_the_values()
    {
        ExperimentResult result = Laboratory.Create(Spec("gaussian", "samples=10")).Run(new RunOptions { Generations = 2, Replicates = 11 });
        double[] values = [.. result.Values("mean", 2).Order()];
        MeasureSummary summary = result.Summary("mean", 2);

        Assert.Equal(values.Average(), summary.Mean, 12);
        Assert.Equal(values[5], summary.Median, 12);
        Assert.Equal((values[0] + values[1]) / 2, summary.Q05, 12);
        Assert.Equal(11, summary.N);
        Assert.Equal(0, summary.Theory);
    }

    [Fact]
    public void Ten_lines_are_enough()
    {
        Experiment experiment = Laboratory.Create(new ExperimentSpec
        {
            Name = "mine",
            Model = "gaussian",
            Loop = "fresh-real",
            Set = new Dictionary<string, string> { ["samples"] = "50", ["real-share"] = "0.2", ["estimator"] = "mle" },
        });
        ExperimentResult result = experiment.Run(new RunOptions { Generations = 30, Replicates = 2000, Seed = new RunSeed(1) });
        MeasureSummary last = result.Summary("squared-mean", 30);

        Assert.InRange((last.Mean - last.Theory!.Value) / last.StandardError, -4, 4);
    }
}
