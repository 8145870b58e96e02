using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;

namespace Assay.Tests.Lab.Models.External;

public class ExternalModelTests
{
    private const string Sample = "head -n {count} {model} > {out}";

    private static readonly LabText s_text = LabText.From(["one fish", "two \"fish\"", "red fish\nin two lines", "blue fisch, größer"]);

    [Fact]
    public void A_model_of_two_commands_runs_in_a_loop()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a POSIX shell.");
        ExperimentResult result = Run("cp {data} {model}; echo this is no result", Sample);

        Assert.Equal(1, result.Summary("words-kept", 3).Mean); // it writes what it has read
        Assert.Equal(9, result.Summary("words", 3).Mean);
        Assert.Equal(3, result.Exhibits[2].Texts.Count);
        Assert.All(result.Exhibits[2].Texts, t => Assert.Contains(t, s_text.Passages));
    }

    [Theory]
    [InlineData("cp {data} {model}; echo no memory >&2; exit 3", Sample, "ended with 3")]
    [InlineData("cp {data} {model}; echo no memory >&2; exit 3", Sample, "no memory")]
    [InlineData("sleep 20; : {data} {model}", Sample, "took longer than 1 s")]
    [InlineData("cp {data} {model}", "head -n 2 {model} > {out}; : {count}", "sample wrote 2 lines instead of 4")]
    [InlineData("cp {data} {model}", "yes text | head -n {count} > {out}; : {model}", "sample.jsonl:1: sample wrote a line that is not valid JSON")]
    [InlineData("cp {data} {model}", "yes '{\"t\":1}' | head -n {count} > {out}; : {model}", "without a \"text\"")]
    [InlineData("cp {data} {model}", ": {model} {out} {count}", "cannot be read")]
    public void What_goes_wrong_outside_is_told(string fit, string sample, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a POSIX shell.");
        AggregateException e = Assert.Throws<AggregateException>(() => Run(fit, sample));
        Assert.Contains(message, Assert.Single(e.InnerExceptions.OfType<UserErrorException>()).Message);
    }

    [Fact]
    public void A_command_that_does_not_use_what_it_must_is_refused()
    {
        Assert.Contains("does not use {data}", Assert.Throws<UserErrorException>(() => Create("cp x {model}", Sample)).Message);
        Assert.Contains("does not use {count}", Assert.Throws<UserErrorException>(() => Create("cp {data} {model}", "cp {model} {out}")).Message);
    }

    private static Experiment Create(string fit, string sample) => Laboratory.Create(
        new ExperimentSpec
        {
            Name = "external",
            Model = "external",
            Set = new Dictionary<string, string> { ["fit"] = fit, ["sample"] = sample, ["time-limit"] = fit.StartsWith("sleep", StringComparison.Ordinal) ? "1" : "60" },
        },
        s_text);

    private static ExperimentResult Run(string fit, string sample) =>
        Create(fit, sample).Run(new RunOptions { Generations = 3, Replicates = 1, Seed = new RunSeed(1), Workers = 1 });
}
