using System.CommandLine;
using Assay.Cli;
using Assay.Cli.Init;
using Assay.Core.Errors;
using Assay.Pipeline.Policies;

namespace Assay.Tests.Cli.Init;

public class InitCommandTests
{
    private const string Record = "{\"text\": \"a document of some words\"}\n";

    [Fact]
    public void A_policy_is_written_and_the_next_step_is_told()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("books/1.jsonl", Record);
        string policy = folder.Combine("policy.yaml");

        (int code, string output, string errors) = Run(folder.Combine("books"), "--out", policy);

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(
            $"""
            {policy}: 1 source
              books  books/1.jsonl: 1 file of JSON lines, 37 bytes, 1 document
            Next: say in {policy} who wrote books; then assay mix {policy}

            """,
            output);
        Assert.Equal("", errors);
        Assert.Equal(["books/1.jsonl"], PolicyReader.ReadFile(policy).Policy.Sources[0].Paths);
    }

    [Fact]
    public void A_dash_prints_the_policy_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("a.jsonl", "{\"text\": \"a document of some words\", \"model\": \"m\"}\n");
        _ = folder.Write("b.jsonl", "");

        (int code, string output, string errors) = Run(folder.Path, "--out", "-");

        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("# A starter policy", output, StringComparison.Ordinal);
        Assert.EndsWith("parquet\n", output, StringComparison.Ordinal);
        Assert.StartsWith("note: ", errors, StringComparison.Ordinal);
        Assert.EndsWith($"b.jsonl is left out: empty.{Environment.NewLine}", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("-")));
    }

    [Fact]
    public void A_policy_that_is_there_is_overwritten_only_by_force()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("a.jsonl", Record);
        string policy = folder.Write("policy.yaml", "mine");

        var error = Assert.Throws<UserErrorException>(() => Run(folder.Combine("a.jsonl"), "--out", policy));

        Assert.Equal($"{policy} is there already. Name another file with --out, or add --force to overwrite it.", error.Message);
        Assert.Equal("mine", File.ReadAllText(policy));
        Assert.Equal(ExitCode.Done, Run(folder.Combine("a.jsonl"), "--out", policy, "--force").Code);
        Assert.StartsWith("# A starter policy", File.ReadAllText(policy), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_where_something_is_wrong()
    {
        using var folder = new TemporaryFolder();
        string policy = folder.Combine("policy.yaml");
        string Message(params string[] args) => Assert.Throws<UserErrorException>(() => Run(args)).Message;

        Assert.Contains("does not exist", Message(folder.Combine("nowhere"), "--out", policy), StringComparison.Ordinal);
        Assert.Contains("No documents were found", Message(folder.Path, "--out", policy), StringComparison.Ordinal);
        Assert.Contains("is a folder. Name a file", Message("--out", folder.Path), StringComparison.Ordinal);
        Assert.Contains("Make it first", Message("--out", folder.Combine("no/policy.yaml")), StringComparison.Ordinal);
        Assert.False(File.Exists(policy));
    }

    [Fact]
    public void The_help_says_what_it_does_with_an_example() =>
        Approved.Check(Run("--help").Output.Replace("Assay.Tests init", "assay init", StringComparison.Ordinal), "help.approved.txt");

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        var terminal = new Terminal { Output = new StringWriter(), Errors = new StringWriter(), IsInteractive = false };
        var root = new RootCommand { InitCommand.Create(terminal) };
        int code = root.Parse(["init", .. args]).Invoke(
            new InvocationConfiguration { Output = terminal.Output, Error = terminal.Errors, EnableDefaultExceptionHandler = false });
        return (code, terminal.Output.ToString()!, terminal.Errors.ToString()!);
    }
}
