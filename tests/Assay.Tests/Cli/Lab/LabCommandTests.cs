using System.Text.Json;
using Assay.Cli;

namespace Assay.Tests.Cli.Lab;

public sealed class LabCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        int code = await App.RunAsync(["lab", .. args], new Terminal { Output = output, Errors = errors, IsInteractive = false });
        return (code, output.ToString(), errors.ToString());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public async Task A_run_prints_measures_law_curve_and_verdict()
    {
        (int code, string output, _) = await RunAsync("run", "gaussian-mle", "--set", "samples=10", "--generations", "40", "--replicates", "60");

        Assert.Equal(0, code);
        Assert.Contains("gaussian-mle: gaussian, replace, samples=10, estimator=mle", output, StringComparison.Ordinal);
        Assert.Contains("log-variance (nats)", output, StringComparison.Ordinal);
        Assert.Contains("-8.82", output, StringComparison.Ordinal); // the law at generation 40
        Assert.Contains("verdict: late collapse", output, StringComparison.Ordinal);
        Assert.Contains("█", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_has_its_schema_every_generation_and_the_law()
    {
        (int code, string output, _) = await RunAsync("run", "accumulate", "--generations", "5", "--replicates", "20", "--seed", "7", "--json", "--no-verdict");
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;

        Assert.Equal(0, code);
        Assert.Equal(["schema", "version", "seed"], root.EnumerateObject().Take(3).Select(p => p.Name));
        Assert.Equal("assay/lab/1", root.GetProperty("schema").GetString());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        JsonElement variance = root.GetProperty("measures").EnumerateArray().Single(m => m.GetProperty("name").ValueEquals("variance"));
        Assert.Equal(5, variance.GetProperty("generations").GetArrayLength());
        Assert.Equal(.99, variance.GetProperty("generations")[0].GetProperty("theory").GetDouble(), 12);
        Assert.Equal(20, variance.GetProperty("generations")[4].GetProperty("n").GetInt32());
        Assert.Equal("It was not asked for.", root.GetProperty("noVerdict").GetString());
    }

    [Fact]
    public async Task An_experiment_file_runs_and_leaves_its_files()
    {
        string file = Write("mine.yaml", """
            model: gaussian
            loop: fresh-real
            set: { samples: 30, real-share: 0.5, estimator: mle }
            measures: [spread, w2]
            generations: 4
            replicates: 10
            """);
        string folder = Path.Combine(_folder, "out");
        (int code, string output, _) = await RunAsync("run", file, "--out", folder, "--no-verdict");

        Assert.Equal(0, code);
        Assert.Contains("4 generations, 10 replicates", output, StringComparison.Ordinal);
        Assert.Equal(41, File.ReadAllLines(Path.Combine(folder, "replicates.csv")).Length);
        Assert.Contains("assay/lab/1", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "result.json")));
    }

    [Theory]
    [InlineData("modell: gaussian", ":1:1: there is no key \"modell\". Did you mean \"model\"?")]
    [InlineData("model: gaussian\nset: 3", ":2:6: set is a mapping.")]
    [InlineData("model: gaussian\nreplicates: few", ":2:13: replicates is \"few\".")]
    [InlineData("loop: replace", "names no model")]
    [InlineData("model: [", "not valid YAML")]
    [InlineData("model: gaussian\nset: { sampels: 3 }", "Did you mean \"samples\"?")]
    public async Task A_wrong_file_says_where_and_what_to_do(string text, string expected)
    {
        (int code, _, string errors) = await RunAsync("run", Write("wrong.yaml", text));

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean \"gaussian\"?", "run", "gausian")]
    [InlineData("sets nothing", "run", "gaussian", "--set", "samples")]
    [InlineData("replicates is 0", "run", "gaussian", "--replicates", "0")]
    [InlineData("learns from real text", "run", "bigram")]
    [InlineData("There is no target", "reproduce", "T99")]
    [InlineData("workers is 0", "reproduce", "T9", "--workers", "0")]
    [InlineData("cannot be read", "run", "bigram", "--text", "/no/such/text.txt")]
    public async Task A_wrong_argument_is_exit_code_2(string expected, params string[] args)
    {
        (int code, _, string errors) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_comes_from_json_lines_too()
    {
        string line = JsonSerializer.Serialize(new { text = string.Join(' ', Enumerable.Range(0, 600).Select(i => $"word{i * i % 97}")) });
        string file = Write("text.jsonl", string.Join('\n', Enumerable.Repeat(line, 4)) + "\n");
        (int code, string output, string errors) = await RunAsync(
            "run", "bigram", "--text", file, "--generations", "3", "--replicates", "2", "--set", "samples=4", "document-length=100");

        Assert.True(code == 0, errors);
        Assert.Contains("bigrams-kept", output, StringComparison.Ordinal);
        (code, _, errors) = await RunAsync("run", "bigram", "--text", Write("bad.jsonl", "{\"body\":1}\n"));
        Assert.Equal(2, code);
        Assert.Contains("bad.jsonl:1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_comes_from_the_text_files_of_a_folder_and_a_part_of_it_has_a_verdict()
    {
        string book = Directory.CreateDirectory(Path.Combine(_folder, "book")).FullName;
        foreach (int chapter in (int[])[1, 2])
        {
            File.WriteAllText(Path.Combine(book, $"{chapter}.txt"), string.Join(' ', Enumerable.Range(0, 900).Select(i => $"word{i * i % (90 + chapter)}")));
        }

        File.WriteAllText(Path.Combine(book, "notes.md"), "not this");
        string[] unigram = ["run", "unigram", "--text", book, "--generations", "5", "--replicates", "3"];
        (int code, string whole, string errors) = await RunAsync(unigram);
        Assert.True(code == 0, errors);
        Assert.Contains("no verdict: The whole text is the first sample", whole, StringComparison.Ordinal);
        (_, string part, _) = await RunAsync([.. unigram, "--set", "samples=300", "document-length=50"]);
        Assert.Contains("verdict: ", part, StringComparison.Ordinal);
        Assert.DoesNotContain("no verdict", part, StringComparison.Ordinal);
        (_, string most, _) = await RunAsync([.. unigram, "--set", "samples=1000", "document-length=50"]);
        Assert.Contains("no verdict: A verdict needs twice the sample", most, StringComparison.Ordinal);
        (code, _, errors) = await RunAsync([.. unigram, "--set", "samples=2000"]);
        Assert.Equal(2, code);
        Assert.Contains("more items of real text are needed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproducing_a_target_prints_expected_measured_and_source()
    {
        (int code, string output, _) = await RunAsync("reproduce", "Growth", "--seed", "3");

        Assert.Equal(0, code);
        Assert.Contains("Growth  Xu, He and Cheng 2505.13947", output, StringComparison.Ordinal);
        Assert.Contains("3 of 3 comparisons pass", output, StringComparison.Ordinal);
        string folder = Path.Combine(_folder, "reproduction");
        (_, output, _) = await RunAsync("reproduce", "Growth", "--seed", "3", "--json", "--out", folder);
        Assert.Equal(output, File.ReadAllText(Path.Combine(folder, "result.json")));
        Assert.Contains("assay/lab-reproduce/1", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("assay/lab-reproduce/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal("statistical", document.RootElement.GetProperty("rows")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_list_names_every_experiment_and_every_setting()
    {
        (int code, string output, _) = await RunAsync("list");
        Assert.Equal(0, code);
        Assert.All(Assay.Lab.Experiments.Catalogue.All, s => Assert.Contains(s.Name, output, StringComparison.Ordinal));
        (_, output, _) = await RunAsync("list", "--settings");
        Assert.All(Assay.Lab.Experiments.Parameters.All, p => Assert.Contains(p.Meaning, output, StringComparison.Ordinal));
    }
}
