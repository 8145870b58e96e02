using System.CommandLine;
using System.Text;
using System.Text.Json;
using Assay.Cli;
using Assay.Cli.DetectorCommands;
using Assay.Core.Errors;

namespace Assay.Tests.Cli.DetectorCommands;

public sealed class DetectorCommandTests
{
    [Fact]
    public void A_model_is_trained_and_tested_with_figures_by_every_kind_of_group()
    {
        using var folder = new TemporaryFolder();
        string essays = folder.Write("essays.jsonl", Lines("essay", attack: "none"));
        string news = folder.Write("news.jsonl", Lines("news", attack: "paraphrase"));
        string model = folder.Combine("ours.detector");

        (int trained, string summary) = Run("train", essays, news, "--out", model, "--workers", "1");
        (int tested, string json) = Run("test", model, news, "--json");

        Assert.Equal(ExitCode.Done, trained);
        Assert.Contains("each trained on all others", summary, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, tested);
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        Assert.Equal("assay/detector-test/1", root.GetProperty("schema").GetString());
        Assert.Equal(["schema", "version", "seed"], root.EnumerateObject().Take(3).Select(property => property.Name));
        string[] kinds = [.. root.GetProperty("normal").EnumerateArray().Select(group => group.GetProperty("by").GetString()!).Distinct()];
        Assert.Equal(["all", "source", "domain", "generator", "attack", "length"], kinds);
        Assert.Contains("trained on news", root.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_one_label_need_no_label_field()
    {
        using var folder = new TemporaryFolder();
        string human = folder.Write("human.jsonl", Lines("essay", attack: "none").Replace("label", "other", StringComparison.Ordinal));

        (int code, string output) = Run("test", "--human", human);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("source human", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_that_are_too_short_are_counted_aloud()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("a.jsonl", "{\"text\": \"some words\", \"label\": \"human\"}\n");

        Assert.Contains("1 of 1 documents are left out", Run("test", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_a_label_is_named_with_the_remedy()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("a.jsonl", "{\"text\": \"some words\"}\n");

        UserErrorException error = Assert.Throws<UserErrorException>(() => Run("test", file));

        Assert.Contains("record 1 has no \"label\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("--label-field", error.Message, StringComparison.Ordinal);
    }

    private static string Lines(string domain, string attack)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < 60; i++)
        {
            bool isMachine = i % 2 == 0;
            string sentence = isMachine ? $"Overall, item {i} plays a significant role in {domain}. " : $"i saw {i} dogs by the {domain} and ran home again then. ";
            _ = lines.Append(JsonSerializer.Serialize(new
            {
                text = $"{domain} {i * 7919} begins. " + string.Concat(Enumerable.Repeat(sentence, 8)),
                label = isMachine ? "machine" : "human",
                generator = isMachine ? "model" : null,
                domain,
                attack = isMachine ? attack : null,
            })).Append('\n');
        }

        return lines.ToString();
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        var terminal = new Terminal { Output = new StringWriter(), Errors = new StringWriter(), IsInteractive = false };
        var root = new RootCommand { DetectorCommand.Create(terminal) };
        int code = root.Parse(["detector", .. arguments]).Invoke(
            new InvocationConfiguration { Output = terminal.Output, Error = terminal.Errors, EnableDefaultExceptionHandler = false });
        return (code, terminal.Output.ToString()!);
    }
}
