using System.Text;
using System.Text.Json;

namespace Assay.Acceptance.Mix;

public sealed class RemoveCommandTests
{
    private const string Secret = "the quite unmistakable secret sentence about a purple heron that somebody wants gone from every file";

    [Fact]
    public void A_removed_document_leaves_no_trace_in_the_new_run()
    {
        using SmallCorpus corpus = WithSecret();
        // A copy of it was put aside because of its origin, and another because it is cut off.
        corpus.Write("machine-0.jsonl", $"{File.ReadAllText(Path.Combine(corpus.Folder, "machine-0.jsonl"))}{{\"origin\":\"robot\",\"text\":\"{Secret}\"}}\n{{\"text\":\"{Secret}\n");
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, "mix", "policy.yaml", "--quarantine", "0.1").ExitCode);
        Assert.True(Holds(corpus.RunFolder, "purple heron"));
        string id = IdOfSecret(corpus);
        corpus.Write("ids.txt", new Guid(Convert.FromHexString(id), bigEndian: true).ToString("D") + "\n"); // as decisions.parquet shows it

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "run", "--ids", "ids.txt", "--out", "clean");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("removed          2 documents", run.Output, StringComparison.Ordinal);
        Assert.Contains("still held by    run (generation 0): 1 documents", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("scan:", run.Errors, StringComparison.Ordinal);
        Assert.False(Holds(Path.Combine(corpus.Folder, "clean"), "purple heron"));
        Assert.False(Holds(Path.Combine(corpus.Folder, "clean"), id));
        (JsonElement before, JsonElement after) = (Result(corpus, "run").GetProperty("flow"), Result(corpus, "clean").GetProperty("flow"));
        Assert.Equal(Documents(before, "read"), Documents(after, "read"));
        Assert.Equal(Documents(before, "quarantined") - 1, Documents(after, "quarantined"));
        JsonElement removed = Assert.Single(after.GetProperty("dropped").EnumerateArray(), drop => drop.GetProperty("reason").ValueEquals("removed"));
        Assert.Equal(2, removed.GetProperty("amount").GetProperty("documents").GetInt64());
        Assert.Equal(Measured(corpus, "run") - 1, Measured(corpus, "clean"));
    }

    [Fact]
    public void A_removal_into_the_folder_of_another_is_refused()
    {
        using SmallCorpus corpus = WithSecret();
        _ = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, "remove", "run", "--source", "machine", "--out", "clean").ExitCode);

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "run", "--source", "secret", "--out", "clean");
        ProgramResult mix = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml", "--out", "clean");

        Assert.Equal((2, 2), (run.ExitCode, mix.ExitCode));
        Assert.Contains("Choose a new folder", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Use another folder", mix.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void When_what_remains_cannot_keep_the_policy_the_answer_is_a_document_too()
    {
        using SmallCorpus corpus = WithSecret();
        corpus.Policy(Infeasible);
        ProgramResult mix = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        Assert.True(mix.ExitCode == 0, mix.Errors);

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "run", "--source", "human", "--out", "clean", "--json");

        Assert.True(run.ExitCode == 1, run.Errors);
        JsonElement refusal = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("assay/mix-infeasible/1", refusal.GetProperty("schema").GetString());
        Assert.Contains(refusal.GetProperty("infeasibility").GetProperty("kind").GetString(), (string[])["empty", "limits", "margin", "draw", "deletes-stratum"]);
        Assert.False(Directory.Exists(Path.Combine(corpus.Folder, "clean")), "facts of a mix that was never made stay behind");
    }

    [Fact]
    public void A_folder_that_was_there_before_an_infeasible_removal_is_there_and_empty_after_it()
    {
        using SmallCorpus corpus = WithSecret();
        corpus.Policy(Infeasible);
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, "mix", "policy.yaml").ExitCode);
        string clean = Directory.CreateDirectory(Path.Combine(corpus.Folder, "clean")).FullName;

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "run", "--source", "human", "--out", "clean");

        Assert.True(run.ExitCode == 1, run.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(clean));
    }

    [Theory]
    [InlineData("journal.jsonl")]
    [InlineData("facts/*/*.parquet")]
    [InlineData("decisions.parquet")]
    [InlineData("mix.next")]
    [InlineData("mix")]
    public void A_removal_killed_when_a_footprint_appears_ends_with_the_same_bytes(string footprint)
    {
        using var corpus = new SmallCorpus();
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, "mix", "policy.yaml").ExitCode);
        corpus.Write("ids.txt", FirstIds(corpus, 5));
        string[] Removal(string folder) => ["remove", "run", "--ids", "ids.txt", "--out", $"{folder}/clean"]; // The report's title has the folder's name.
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, Removal("undisturbed")).ExitCode);

        bool killed = KillTests.KillWhen(corpus, () => KillTests.Exists(Path.Combine(corpus.Folder, "killed", "clean"), footprint), Removal("killed"));
        ProgramResult resumed = AssayProgram.Run(corpus.Folder, Removal("killed"));

        Assert.True(resumed.ExitCode == 0, $"{resumed.Errors}\n(killed: {killed})");
        Assert.Equal(SmallCorpus.Fingerprint(Path.Combine(corpus.Folder, "undisturbed", "clean")), SmallCorpus.Fingerprint(Path.Combine(corpus.Folder, "killed", "clean")));
    }

    [Fact]
    public void A_removed_source_is_gone_and_its_merged_twin_returns()
    {
        using SmallCorpus corpus = WithSecret();
        corpus.Write("machine-twin.jsonl", $"{{\"id\":\"twin\",\"text\":\"{Secret}\"}}\n");
        corpus.Policy(Policy + "  - { name: twin, path: \"machine-twin.jsonl\", assume-synthetic: 0.5 }\n");
        _ = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        Assert.Equal(1, Result(corpus, "run").GetProperty("flow").GetProperty("merged").GetProperty("documents").GetInt64());

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "run", "--source", "secret", "--out", "clean");

        Assert.True(run.ExitCode == 0, run.Errors);
        JsonElement clean = Result(corpus, "clean");
        Assert.Equal(0, clean.GetProperty("flow").GetProperty("merged").GetProperty("documents").GetInt64());
        Assert.DoesNotContain(clean.GetProperty("sources").EnumerateArray(), source => source.GetProperty("name").ValueEquals("secret"));
        Assert.Equal("secret", clean.GetProperty("removal").GetProperty("sources")[0].GetString());
    }

    [Fact]
    public void A_source_that_is_not_there_gets_a_suggestion()
    {
        using SmallCorpus corpus = WithSecret();
        _ = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "run", "--source", "secert", "--out", "clean");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean \"secret\"?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parent_mix_that_holds_the_document_is_named()
    {
        using SmallCorpus corpus = WithSecret();
        _ = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        corpus.Policy(Policy.Replace("output: { path: run }", "output: { path: next }\ngeneration: 1\nparents: [run]", StringComparison.Ordinal));
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, "mix", "policy.yaml").ExitCode);

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "next", "--source", "secret", "--out", "clean", "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        JsonElement holding = JsonDocument.Parse(run.Output).RootElement.GetProperty("holding");
        Assert.Equal([".", "../run"], holding.EnumerateArray().Select(mix => mix.GetProperty("run").GetString()));
    }

    private const string Policy = """
        output: { path: run }
        limits: { synthetic-share: 0.5 }
        sources:
          - { name: human, path: "human-*.jsonl", origin: human, published-before: 2001-01-01, anchor: true }
          - { name: machine, path: "machine-0.jsonl", origin: synthetic }
          - { name: secret, path: "secret.jsonl", origin: human, published-before: 2001-01-01 }

        """;

    /// <summary>A policy that nothing but the source <c>human</c> can keep.</summary>
    private static string Infeasible => Policy
        .Replace("human, published-before: 2001-01-01, anchor: true", "human, published-before: 2001-01-01", StringComparison.Ordinal)
        .Replace("synthetic-share: 0.5", "synthetic-share: 0.5, repeats: 1", StringComparison.Ordinal) + "budget: { tokens: 5000 }\n";

    private static SmallCorpus WithSecret()
    {
        var corpus = new SmallCorpus(files: 1, documentsPerFile: 60);
        corpus.Write("secret.jsonl", $"{{\"id\":\"s\",\"text\":\"{Secret}\"}}\n");
        corpus.Policy(Policy);
        return corpus;
    }

    private static string IdOfSecret(SmallCorpus corpus) => Directory.EnumerateFiles(Path.Combine(corpus.RunFolder, "mix"))
        .SelectMany(file => Encoding.UTF8.GetString(Bytes(file)).Split('\n'))
        .Where(line => line.Contains("purple heron", StringComparison.Ordinal))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)
        .First();

    /// <summary>The ids of the first documents of the mix, one a line.</summary>
    private static string FirstIds(SmallCorpus corpus, int count) => string.Join('\n', Directory.EnumerateFiles(Path.Combine(corpus.RunFolder, "mix"))
        .Order(StringComparer.Ordinal)
        .SelectMany(file => Encoding.UTF8.GetString(Bytes(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Take(count)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()));

    /// <summary>Whether a file of a run holds a text.</summary>
    private static bool Holds(string run, string text) =>
        Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Any(file => Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static long Documents(JsonElement flow, string part) => flow.GetProperty(part).GetProperty("documents").GetInt64();

    /// <summary>Rows of facts, as the summaries of the shards count them; a run whose facts have other rows does not decide.</summary>
    private static long Measured(SmallCorpus corpus, string run) => Directory.EnumerateFiles(Path.Combine(corpus.Folder, run, "facts", "shards"))
        .Sum(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("Good").GetProperty("Documents").GetInt64());

    private static JsonElement Result(SmallCorpus corpus, string run) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(corpus.Folder, run, "result.json"))).RootElement;

    private static byte[] Bytes(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using var bytes = new MemoryStream();
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var plain = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress);
            plain.CopyTo(bytes);
        }
        else
        {
            stream.CopyTo(bytes);
        }

        return bytes.ToArray();
    }
}
