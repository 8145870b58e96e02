using System.CommandLine;
using System.Text;
using System.Text.Json;
using Assay.Cli;
using Assay.Cli.Watch;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Tests.Core.Watching;

namespace Assay.Tests.Cli.Watch;

public sealed class WatchCommandTests
{
    private static readonly TopicSource s_source = new(new RunSeed(5));

    [Fact]
    public void An_alarm_is_the_answer_no_and_names_what_was_lost()
    {
        using var folder = new TemporaryFolder();
        int[][] real = Write(folder, "human.jsonl", 300, "reference");
        _ = Write(folder, "fresh.jsonl", 300, "fresh");
        var prng = new Prng(new RunSeed(1).For("child"));
        int[] all = [.. real.SelectMany(d => d)];
        Write(folder, "child.jsonl", real.Select(d => d.Select(_ => all[prng.NextInt32(all.Length)]).ToArray()));

        (int code, string output, _) = Run(folder.Combine("human.jsonl"), folder.Combine("fresh.jsonl"), folder.Combine("child.jsonl"), "--report", folder.Combine("watch.html"));

        Assert.Equal(ExitCode.No, code);
        Assert.Contains("verdict: early loss", output, StringComparison.Ordinal);
        Assert.Contains($"from {folder.Combine("child.jsonl")} on", output, StringComparison.Ordinal);
        Assert.Contains("lost words in", output, StringComparison.Ordinal);
        Assert.Contains("assay/watch/1", File.ReadAllText(folder.Combine("watch.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_answers_like_the_reference_whatever_the_number_of_workers()
    {
        using var folder = new TemporaryFolder();
        _ = Write(folder, "human/a.jsonl", 150, "a");
        _ = Write(folder, "human/b.jsonl", 150, "b");
        _ = Write(folder, "fresh.jsonl", 300, "fresh");
        string baseline = folder.Combine("human.baseline");

        Assert.Equal(ExitCode.Done, Run(folder.Combine("human"), "--save-baseline", baseline, "--workers", "1").Code);
        (int code, string fromFiles, _) = Run(folder.Combine("human"), folder.Combine("fresh.jsonl"), "--json", "--workers", "2");
        (int again, string fromBaseline, _) = Run("--baseline", baseline, folder.Combine("fresh.jsonl"), "--json", "--workers", "1");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (code, again));
        Assert.Equal(fromFiles, fromBaseline);
        using JsonDocument document = JsonDocument.Parse(fromFiles);
        Assert.Equal(["schema", "version", "seed"], document.RootElement.EnumerateObject().Take(3).Select(p => p.Name));
        Assert.Equal("none", document.RootElement.GetProperty("verdict").GetProperty("kind").GetString());
    }

    [Fact]
    public void Strata_and_vectors_are_read_from_fields()
    {
        using var folder = new TemporaryFolder();
        var prng = new Prng(new RunSeed(2).For("fields"));
        string Lines(string name, int gaelic) => string.Concat(s_source.Numbers(new Prng(new RunSeed(20260105).For(name)), 300).Select((d, i) =>
            $"{{\"text\":\"{Spell(d)}\",\"lang\":\"{(i < gaelic ? "gd" : "en")}\",\"v\":[{string.Join(',', Enumerable.Range(0, 4).Select(_ => prng.NextGaussian().ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}]}}\n"));
        _ = folder.Write("human.jsonl", Lines("one", 140));
        _ = folder.Write("next.jsonl", Lines("two", 4));

        (int code, string output, _) = Run(folder.Combine("human.jsonl"), folder.Combine("next.jsonl"), "--strata", "lang", "--vectors", "v", "--json");

        Assert.Equal(ExitCode.No, code);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement version = document.RootElement.GetProperty("versions")[0];
        Assert.Equal(["lang=gd"], version.GetProperty("lostStrata").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(4, version.GetProperty("vectors").GetProperty("dimension").GetInt32());
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_a_remedy()
    {
        using var folder = new TemporaryFolder();
        string few = folder.Write("few.jsonl", "{\"text\":\"one two three\"}\n{\"text\":\"four five\"}\n");
        string damaged = folder.Write("damaged.baseline", "no baseline");

        Assert.Contains("No version is named", Assert.Throws<UserErrorException>(() => Run(few)).Message, StringComparison.Ordinal);
        Assert.Contains("not a baseline", Assert.Throws<UserErrorException>(() => Run("--baseline", damaged, few)).Message, StringComparison.Ordinal);
        Assert.Contains("no such baseline", Assert.Throws<UserErrorException>(() => Run("--baseline", folder.Combine("none"), few)).Message, StringComparison.Ordinal);
        Assert.Contains("0.9", Assert.Throws<UserErrorException>(() => Run(few, few, "--rate", "0.9")).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere does not exist. Make it first", Assert.Throws<UserErrorException>(() => Run(few, few, "--report", folder.Combine("nowhere/watch.html"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder. Name a file: --save-baseline", Assert.Throws<UserErrorException>(() => Run(few, "--save-baseline", folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("names no file", Assert.Throws<UserErrorException>(() => Run(few, few, "--report", "")).Message, StringComparison.Ordinal);
        Assert.Contains("it must lie in 1 to 1,000,000", Assert.Throws<UserErrorException>(() => Run(few, few, "--position", "10000000")).Message, StringComparison.Ordinal);
        Assert.EndsWith("Correct the path; it counts from the folder you are in.", Assert.Throws<UserErrorException>(() => Run(few, folder.Combine("none.jsonl"))).Message, StringComparison.Ordinal);
        Assert.Contains("no answer", Run(few, few).Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, ExitCode.No), (Run(few, few).Code, Run(few, few, "--require-answer").Code));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_few_documents_over_and_over_ring(int different)
    {
        using var folder = new TemporaryFolder();
        int[][] real = Write(folder, "human.jsonl", 300, "reference");
        Write(folder, "copies.jsonl", Enumerable.Range(0, 300).Select(i => real[i % different]));

        (int code, string output, _) = Run(folder.Combine("human.jsonl"), folder.Combine("copies.jsonl"));

        Assert.Equal(ExitCode.No, code);
        Assert.Contains("verdict: late loss", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_of_a_word_or_of_none_are_compared_as_far_as_that_goes()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "one.jsonl", Enumerable.Range(0, 300).Select(i => (int[])[i % 200]));
        Write(folder, "other.jsonl", Enumerable.Range(0, 300).Select(i => (int[])[i % 190]));
        Write(folder, "same.jsonl", Enumerable.Repeat((int[])[1, 2, 3], 300));
        _ = folder.Write("none.jsonl", string.Concat(Enumerable.Repeat("{\"text\":\"...\"}\n", 300)));
        (int Code, string Output, string Errors) Watch(string reference, string version) => Run(folder.Combine(reference), folder.Combine(version));

        Assert.Equal(ExitCode.Done, Watch("one.jsonl", "other.jsonl").Code);
        Assert.Equal(ExitCode.Done, Watch("same.jsonl", "same.jsonl").Code);
        Assert.Contains("The version has no words.", Watch("one.jsonl", "none.jsonl").Output, StringComparison.Ordinal);
        Assert.Contains("The reference has no words.", Watch("none.jsonl", "none.jsonl").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_records_stop_the_run_unless_a_share_is_allowed()
    {
        using var folder = new TemporaryFolder();
        string bad = folder.Write("bad.jsonl", "{\"text\":\"one two three\"}\nnot json\n{\"text\":\"four five\"}\n");

        Assert.Contains("bad.jsonl:2", Assert.Throws<Assay.Pipeline.Corpora.ShardFormatException>(() => Run(bad, bad)).Message, StringComparison.Ordinal);
        Assert.Contains("1 of 3 records", Assert.Throws<Assay.Pipeline.Corpora.ShardFormatException>(() => Run(bad, bad, "--quarantine", "0.1")).Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Run(bad, bad, "--quarantine", "0.5").Code);
    }

    private static int[][] Write(TemporaryFolder folder, string name, int documents, string seed)
    {
        int[][] numbers = [.. s_source.Numbers(new Prng(new RunSeed(20260105).For(seed)), documents)];
        Write(folder, name, numbers);
        return numbers;
    }

    private static void Write(TemporaryFolder folder, string name, IEnumerable<int[]> documents) =>
        _ = folder.Write(name, string.Concat(documents.Select(d => $"{{\"text\":\"{Spell(d)}\"}}\n")));

    private static string Spell(int[] words) => string.Join(' ', words.Select(w => $"w{w}"));

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var errors = new StringWriter(new StringBuilder());
        var terminal = new Terminal { Output = output, Errors = errors, IsInteractive = false };
        var root = new RootCommand { WatchCommand.Create(terminal) };
        int code = root.Parse(["watch", .. args]).Invoke(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), errors.ToString());
    }
}
