using System.Text;
using System.Text.Json;
using Assay.Cli;
using Assay.Core.Statistics;

namespace Assay.Tests.Cli.Rehearse;

public sealed class RehearseCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-rehearse-").FullName;

    public RehearseCommandTests()
    {
        WriteCorpus("people.jsonl", 260, 0);
        WriteCorpus("web.jsonl", 60, 1000);
        File.WriteAllText(Path.Combine(_folder, "policy.yaml"), """
            sources:
              - { name: people, path: people.jsonl, origin: human, published-before: 2000-01-01 }
              - { name: web, path: web.jsonl, origin: unknown, assume-synthetic: 0.3 }
            limits: { synthetic-share: 0.2 }
            duplicates: { near: false }
            """);
    }

    private string Policy => Path.Combine(_folder, "policy.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Arms_are_ordered_as_in_the_literature_and_the_same_bytes_come_from_any_number_of_workers()
    {
        (int code, string one, _) = await RunAsync("a", "--workers", "1", "--json");
        (_, string three, _) = await RunAsync("b", "--workers", "3", "--json");

        Assert.Equal(0, code);
        Assert.Equal(one, three);
        using JsonDocument document = JsonDocument.Parse(one);
        Assert.Equal("assay/rehearse/1", document.RootElement.GetProperty("schema").GetString());
        JsonElement[] arms = [.. document.RootElement.GetProperty("policies")[0].GetProperty("arms").EnumerateArray()];
        double Rise(string name) => arms.Single(a => a.GetProperty("name").ValueEquals(name)).GetProperty("generations").EnumerateArray().Last().GetProperty("rise").GetProperty("mean").GetDouble();
        Assert.True(Rise("replace") > Rise("accumulate-subsample"));
        Assert.True(Rise("accumulate-subsample") > Rise("accumulate"));
        Assert.Equal(0, Rise("human"));
        Assert.True(File.Exists(Path.Combine(_folder, "a", "report.html")));
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_and_ends_with_the_same_bytes()
    {
        (_, string whole, _) = await RunAsync("a", "--json");
        string file = Path.Combine(_folder, "a", "replicates.jsonl");
        byte[] bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken); // in the middle of a line

        (_, string resumed, string errors) = await RunAsync("a", "--json");

        Assert.Equal(whole, resumed);
        Assert.Contains("replicates are finished already", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicates_of_other_evidence_are_not_reused()
    {
        await File.WriteAllTextAsync(Policy, """
            sources:
              - { name: people, path: people.jsonl, origin: human, published-before: 2000-01-01 }
              - { name: more, path: more.jsonl, origin: human, published-before: 2000-01-01, fields: { created: year } }
              - { name: web, path: web.jsonl, origin: unknown, assume-synthetic: 0.3 }
            limits: { synthetic-share: 0.2 }
            duplicates: { near: false }
            """, TestContext.Current.CancellationToken);
        WriteCorpus("more.jsonl", 60, 2000, ",\"year\":1990");
        (_, string before, _) = await RunAsync("a", "--json");
        WriteCorpus("more.jsonl", 60, 2000, ",\"year\":2025"); // too young to be taken for human: the same texts, other evidence
        (int code, string after, string errors) = await RunAsync("a", "--json");

        Assert.Equal(0, code);
        Assert.DoesNotContain("finished already", errors, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task The_safe_share_is_an_interval_with_what_it_rests_on()
    {
        (int code, string output, _) = await RunAsync("a", "--safe-share", "--tolerance", "0.3", "--alarm-rate", "0.9", "--json");
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement share = document.RootElement.GetProperty("policies")[0].GetProperty("safeShare");

        Assert.Equal(0, code);
        double low = share.GetProperty("answer").GetProperty("low").GetDouble(), high = share.GetProperty("answer").GetProperty("high").GetDouble();
        Assert.InRange(low, 0, high);
        Assert.True(high <= 1 && low > 0, output);
        Assert.All(share.GetProperty("shares").EnumerateArray(), tried => Assert.True(tried.GetProperty("replicates").GetInt32() >= 4));
    }

    [Fact]
    public async Task What_moves_it_and_the_worth_of_human_text_are_measured_on_demand()
    {
        (int code, string output, _) = await RunAsync("a", "--worth", "--vary", "temperature=0.7,1", "proxy=ngram-1,ngram-2", "--safe-share", "--tolerance", "0.3", "--budget", "1s", "--json");
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement policy = document.RootElement.GetProperty("policies")[0];

        Assert.Equal(0, code);
        JsonElement[] variations = [.. policy.GetProperty("variations").EnumerateArray()];
        Assert.Equal(["0.7", "1", "ngram-1", "ngram-2"], variations.Select(v => v.GetProperty("value").GetString()));
        double First(JsonElement v) => v.GetProperty("arms")[0].GetProperty("generations")[0].GetProperty("heldOutBits").GetProperty("mean").GetDouble();
        Assert.True(First(variations[2]) > First(variations[3]), "a unigram model learns less");
        Assert.True(JsonElement.DeepEquals(policy.GetProperty("arms")[1], variations[1].GetProperty("arms")[1])); // temperature 1 is where it began
        Assert.All(variations, v => Assert.Equal(JsonValueKind.Object, v.GetProperty("safeShare").ValueKind));
        JsonElement[] additions = [.. policy.GetProperty("additions").EnumerateArray()];
        Assert.Equal((10_000_000, JsonValueKind.Null), (additions[^1].GetProperty("tokens").GetInt64(), additions[^1].GetProperty("worth").ValueKind));
        Assert.True(additions[0].GetProperty("worth").GetProperty("humanGain").GetProperty("low").GetDouble() > 0);
        JsonElement[] worth = [.. policy.GetProperty("worth").EnumerateArray()];
        Assert.All(worth, row => Assert.True(row.GetProperty("humanGain").GetProperty("low").GetDouble() > 0));
        Assert.All(worth, row => Assert.True(row.GetProperty("exchange").GetDouble() < 1));
    }

    [Fact]
    public async Task Transformers_stand_for_the_model_and_the_same_bytes_come_from_any_number_of_workers()
    {
        string[] small = ["--proxy", "gpt-s", "--replicates", "2", "--generations", "1", "--set", "passes=0.2", "--json"];
        (int code, string one, _) = await RunAsync("a", [.. small, "--workers", "1"]);
        (_, string three, _) = await RunAsync("b", [.. small, "--workers", "3"]);

        Assert.Equal(0, code);
        Assert.Equal(one, three);
        Assert.Contains("\"proxy\": \"gpt-s\"", one, StringComparison.Ordinal);
        (_, string again, string errors) = await RunAsync("a", [.. small]);
        Assert.Equal(one, again);
        Assert.Contains("10 replicates are finished already", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trainer_of_ones_own_stands_for_the_model_and_its_mistakes_are_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a POSIX shell.");
        string file = Path.Combine(_folder, "own.yaml");
        await File.WriteAllTextAsync(file, """
            model: external
            fit: cp {data} {model}
            sample: awk -v n={count} -v s={seed} 'BEGIN { srand(s) } { line[NR] = $0 } END { for (i = 0; i < n; i++) print line[1 + int(rand() * NR)] }' {model} > {out}
            """, TestContext.Current.CancellationToken);
        (int code, string output, _) = await RunAsync("a", "--proxy", file, "--replicates", "2", "--json");
        Assert.Equal(0, code);
        Assert.Contains("\"proxy\": \"own.yaml\"", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "model: external\nfit: 'echo no memory >&2; exit 3; : {data} {model}'\nsample: cp {model} {out}; echo {count}\n", TestContext.Current.CancellationToken);
        (code, _, string errors) = await RunAsync("a", "--proxy", file, "--replicates", "3", "--workers", "3");
        Assert.Equal(2, code);
        Assert.Contains("no memory", errors, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "model: external\nfit: train\nsample: cp {model} {out}\n", TestContext.Current.CancellationToken);
        (_, _, errors) = await RunAsync("a", "--proxy", file);
        Assert.Contains("does not use {data}", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set temprature=0.8", "Did you mean \"temperature\"?")]
    [InlineData("--set temperature=-1", "The setting temperature is \"-1\"")]
    [InlineData("--set temperature", "sets nothing")]
    [InlineData("--vary order=2,9", "The setting order is \"9\"")]
    [InlineData("--proxy gpt-9", "There is no proxy \"gpt-9\". Did you mean \"gpt-s\"?")]
    [InlineData("--proxy absent.yaml", "absent.yaml: the experiment cannot be read")]
    [InlineData("--budget soon", "for instance 20m")]
    [InlineData("--replicates 1", "--replicates 2 or more")]
    [InlineData("--tolerance -1", "The tolerance is -1")]
    [InlineData("--vary strength=0,9", "Varying strength changes nothing without a detector (--set detection-rate=0.6) and hidden machine text")]
    [InlineData("--set false-alarm-rate=0.9 contamination=0.5", "false-alarm-rate changes nothing without a detector")]
    [InlineData("--set contamination=none --vary detection-rate=0.2,0.9", "Varying detection-rate changes nothing without hidden machine text")]
    [InlineData("--set keep-wrong=0.1", "keep-wrong changes nothing without errors")]
    [InlineData("--vary passes=1,5", "Varying passes changes nothing without a proxy")]
    [InlineData("--set order=3 --proxy gpt-s", "order changes nothing without n-grams")]
    [InlineData("--held-out 0.001", "a rehearsal needs 20 of either")]
    public async Task Bad_usage_says_what_to_do(string arguments, string expected)
    {
        (int code, _, string errors) = await RunAsync("a", arguments.Split(' '));

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("taken", "taken is a file, not a folder")]
    [InlineData("taken/below/it", "taken is a file, not a folder")]
    [InlineData("", "--out names no folder")]
    public async Task A_folder_that_cannot_be_is_refused_before_the_work(string path, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "taken"), "", TestContext.Current.CancellationToken);
        (int code, _, string errors) = await RunAsync("a", "--out", path.Length == 0 ? "" : Path.Combine(_folder, path));

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("scan", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.yaml", "", "absent.yaml")]
    [InlineData("thin.yaml", "", "The policy offers 12 human documents")]
    [InlineData("known.yaml", "--set contamination=0.5", "no document of unknown origin")]
    [InlineData("known.yaml", "--safe-share", "the anchor leaves room for a synthetic share of 0;")]
    public async Task Every_policy_is_looked_at_before_the_first_replicate_and_no_folder_is_left(string second, string more, string expected)
    {
        WriteCorpus("thin.jsonl", 12, 5000);
        await File.WriteAllTextAsync(Path.Combine(_folder, "thin.yaml"), "sources:\n  - { name: thin, path: thin.jsonl, origin: human, published-before: 2000-01-01 }\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "known.yaml"), "sources:\n  - { name: people, path: people.jsonl, origin: human, published-before: 2000-01-01, anchor: true }\n", TestContext.Current.CancellationToken);
        (int code, _, string errors) = await RunAsync(Path.Combine("deep", "a"), [Path.Combine(_folder, second), .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("generations", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "deep")));
    }

    [Fact]
    public async Task Where_the_alarm_cannot_answer_it_does_not_say_none_and_the_safe_share_rests_on_the_loss_alone()
    {
        (int code, string output, _) = await RunAsync("a", "--safe-share", "--tolerance", "0.3", "--json"); // 39 documents held out
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement policy = document.RootElement.GetProperty("policies")[0], share = policy.GetProperty("safeShare");

        Assert.Equal(0, code);
        Assert.All(policy.GetProperty("arms").EnumerateArray(), arm =>
        {
            Assert.Equal(JsonValueKind.Null, arm.GetProperty("verdict").ValueKind);
            Assert.Equal(1, arm.GetProperty("noAnswerShare").GetDouble());
            Assert.Contains("Only 39 documents are held out; the alarm needs 128", arm.GetProperty("noAnswer").GetString(), StringComparison.Ordinal);
        });
        Assert.Equal(JsonValueKind.Null, share.GetProperty("alarmRate").ValueKind);
        Assert.Contains("39 documents", share.GetProperty("noAlarm").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("by the loss alone", share.GetProperty("answer").GetProperty("method").GetString(), StringComparison.Ordinal);
        (_, string text, _) = await RunAsync("a", "--safe-share", "--tolerance", "0.3");
        Assert.Contains("no answer of the alarm  Only 39 documents are held out", text, StringComparison.Ordinal);
        Assert.Contains("safe share  by the loss alone: the alarm gives no answer", text, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string folder, params string[] more)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        string[] usual = [.. more.Contains("--replicates") ? [] : (string[])["--replicates", "3"], .. more.Contains("--generations") ? [] : (string[])["--generations", "2"]];
        string[] arguments = ["rehearse", Policy, .. usual, .. more.Contains("--out") ? [] : (string[])["--out", Path.Combine(_folder, folder)], .. more];
        int code = await App.RunAsync(arguments, new Terminal { Output = output, Errors = errors, IsInteractive = false });
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Documents of a language in which every word has favourites that follow it.</summary>
    private void WriteCorpus(string name, int documents, int first, string fields = "")
    {
        var prng = new Prng(new RunSeed(3).For($"test/{name}"));
        var text = new StringBuilder();
        for (int d = 0; d < documents; d++)
        {
            var words = new List<long>();
            for (int i = 0; i < 60; i++)
            {
                words.Add(i > 0 && prng.NextDouble() < .5 ? ((words[^1] * 7) + prng.NextInt32(4)) % 2000 : Math.Min(2000, prng.NextZipf(1.2)));
            }

            text.Append("{\"id\":\"").Append(first + d).Append("\",\"text\":\"").AppendJoin(' ', words.Select(w => $"w{w}")).Append('"').Append(fields).Append("}\n");
        }

        File.WriteAllText(Path.Combine(_folder, name), text.ToString());
    }
}
