using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Verdicts;

namespace Assay.Tests.Lab.Experiments;

public sealed class ThreeErrorsTests
{
    private static double[] Kl(string name, int replicates = 1)
    {
        ExperimentResult result = Laboratory.Create(Catalogue.Find(name)!).Run(new RunOptions { Generations = 60, Replicates = replicates });
        return [.. Enumerable.Range(1, 60).Select(t => result.Summary("kl", t).Median)];
    }

    [Theory]
    [InlineData("errors-expressivity", CollapseKind.None)] // it happens once
    [InlineData("errors-statistical", CollapseKind.Early)]
    [InlineData("errors-approximation", CollapseKind.Late)]
    public void A_verdict_tells_the_error_that_happens_once_from_those_that_compound(string name, CollapseKind expected)
    {
        Experiment experiment = Laboratory.Create(Catalogue.Find(name)!);
        CollapseJudge judge = CollapseJudge.Calibrate(experiment, 50, new RunSeed(1))!;

        Assert.Equal(expected, judge.Judge(experiment.Run(new RunOptions { Generations = 50, Replicates = 50, Seed = new RunSeed(2) })).Kind);
        // On its own null, fresh data in each generation, it stays silent.
        Assert.Equal(CollapseKind.None, judge.Judge(experiment.Null()!.Run(new RunOptions { Generations = 50, Replicates = 50, Seed = new RunSeed(3) })).Kind);
    }

    [Fact]
    public void Expressivity_error_alone_happens_once()
    {
        double[] kl = Kl("errors-expressivity");

        // The best normal law for a Laplace law has its variance, 2: the divergence is ½ln(4π) + ½ − 1 − ln 2.
        Assert.All(kl, v => Assert.Equal((.5 * Math.Log(4 * Math.PI)) - .5 - Math.Log(2), v, 12));
    }

    [Fact]
    public void Approximation_error_alone_compounds_to_a_limit()
    {
        double[] kl = Kl("errors-approximation");

        Assert.All(Enumerable.Range(1, 59), t => Assert.True(kl[t] > kl[t - 1]));
        Assert.Equal(Math.Log(.25) + 4 - 1, kl[^1], .02); // where the optimiser starts
    }

    [Fact]
    public void Statistical_error_alone_compounds_and_vanishes_with_samples()
    {
        double[] kl = Kl("errors-statistical", 500);
        ExperimentResult none = Laboratory.Create(Catalogue.Find("errors-statistical")!.With([KeyValuePair.Create("sampling", "infinite")]))
            .Run(new RunOptions { Generations = 60, Replicates = 1 });

        Assert.True(kl[59] > 20 * kl[0]);
        Assert.Equal(0, none.Summary("kl", 60).Mean, 12);
    }
}
