using System.Text.Json;
using Assay.Cli;
using Assay.Cli.Measure;
using Assay.Core.Errors;
using Assay.Tests.Pipeline.Measure;

namespace Assay.Tests.Cli.Measure;

public sealed class MeasureCommandTests
{
    [Fact]
    public void No_answer_is_done_unless_an_answer_is_required()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("short.jsonl", "{\"text\": \"a few words\"}\n{\"text\": \"and a few more\"}\n");

        (int code, string output) = Run(path);

        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("machine-made     no answer\n", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.No, Run(path, "--require-answer").Code);
    }

    [Fact]
    public void The_document_opens_with_schema_version_and_seed_and_is_written_beside_the_report()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 60));
        string human = folder.Write("old.jsonl", MeasureFixture.Jsonl("old", 40));

        (int code, string output) = Run(path, "--human", human, "--json", "--out", folder.Combine("share"), "--suggest-labels", "10");

        Assert.Equal(ExitCode.Done, code);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal(["schema", "version", "seed"], document.RootElement.EnumerateObject().Take(3).Select(property => property.Name));
        Assert.Equal("assay/measure/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(output, File.ReadAllText(folder.Combine("share/result.json")));
        Assert.Contains("assay/measure/1", File.ReadAllText(folder.Combine("share/report.html")), StringComparison.Ordinal);
        Assert.Equal(10, File.ReadAllLines(folder.Combine("share/to-label.jsonl")).Length);
    }

    [Fact]
    public void A_file_that_may_hold_labels_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 3));
        _ = folder.Write("share/to-label.jsonl", "mine");

        Assert.Throws<UserErrorException>(() => Run(path, "--out", folder.Combine("share"), "--suggest-labels", "3"));
        Assert.Throws<UserErrorException>(() => Run(path, "--suggest-labels", "3"));
        Assert.Throws<UserErrorException>(() => Run(path, "--floor", "0"));
        Assert.Throws<UserErrorException>(() => Run(path, "--detector", folder.Combine("none")));
        Assert.Throws<UserErrorException>(() => Run(path, "--detector", folder.Combine("none"), "--scorer", "command:true"));
        Assert.Throws<UserErrorException>(() => Run(path, "--scorer", "gpt2"));
        Assert.Throws<UserErrorException>(() => Run(path, "--scorer", "ngram")); // it has nothing to learn from
        Assert.Equal("mine", File.ReadAllText(folder.Combine("share/to-label.jsonl")));
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        int code = MeasureCommand.Create(new Terminal { Output = output, Errors = errors, IsInteractive = false })
            .Parse(arguments).Invoke(new System.CommandLine.InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }
}
