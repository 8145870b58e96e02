using System.Diagnostics;
using System.Text.Json;

namespace Assay.Acceptance.Mix;

public sealed class MixCommandTests
{
    [Fact]
    public void The_json_on_standard_output_is_the_result_file()
    {
        using var corpus = new SmallCorpus(files: 2, documentsPerFile: 60);

        ProgramResult run = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(corpus.RunFolder, "result.json")), run.Output);
        Assert.Equal("assay/mix/1", JsonDocument.Parse(run.Output).RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public void Piped_output_is_plain_text()
    {
        using var corpus = new SmallCorpus(files: 2, documentsPerFile: 60);

        ProgramResult run = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");

        Assert.DoesNotContain('\u001b', run.Output + run.Errors);
        Assert.StartsWith("source", run.Output, StringComparison.Ordinal);
        Assert.Contains("scan:", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_in_one_folder_at_once_are_refused()
    {
        using var corpus = new SmallCorpus();
        using Process first = AssayProgram.Start(corpus.Folder, "mix", "policy.yaml");
        while (!File.Exists(Path.Combine(corpus.RunFolder, "journal.jsonl")) && !first.HasExited)
        {
            _ = Thread.Yield();
        }

        ProgramResult second = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        bool overlapped = !first.HasExited || second.ExitCode != 0;
        ProgramResult finished = AssayProgram.Finish(first);

        Assert.Equal(0, finished.ExitCode);
        Assert.SkipUnless(overlapped, "The first run was over before the second began.");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("Another run is using the folder", second.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mix")]
    [InlineData("mix nowhere.yaml")]
    [InlineData("mix policy.yaml --wrokers 2")]
    [InlineData("mix policy.yaml --workers 0")]
    [InlineData("mix policy.yaml --quarantine 2")]
    [InlineData("mxi policy.yaml")]
    [InlineData("remove nowhere --source a --out b")]
    [InlineData("remove run --out b")]
    public void Bad_usage_is_answered_with_2_and_a_remedy(string arguments)
    {
        using var corpus = new SmallCorpus(files: 1, documentsPerFile: 4);

        ProgramResult run = AssayProgram.Run(corpus.Folder, arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        using var corpus = new SmallCorpus(files: 1, documentsPerFile: 4);
        corpus.Write("occupied", "a file where the folder should be");

        ProgramResult run = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml", "--out", "occupied");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is a file, not a folder", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_glob_that_matches_nothing_is_named()
    {
        using var corpus = new SmallCorpus(files: 1, documentsPerFile: 4);
        corpus.Policy("sources: [ { name: a, path: \"humna-*.jsonl\" } ]");

        ProgramResult run = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("humna-*.jsonl", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infeasible_policy_is_answered_with_1_and_a_number_to_paste()
    {
        using var corpus = new SmallCorpus(files: 1, documentsPerFile: 40);
        corpus.Policy("""
            sources:
              - { name: human, path: "human-*.jsonl", origin: human, published-before: 2001-01-01, anchor: true }
              - { name: machine, path: "machine-*.jsonl", origin: synthetic }
            budget: { tokens: 100 }
            output: { path: run }
            """);

        ProgramResult run = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("budget.tokens:", run.Errors, StringComparison.Ordinal);
        Assert.Equal("assay/mix-infeasible/1", JsonDocument.Parse(run.Output).RootElement.GetProperty("schema").GetString());
    }
}
