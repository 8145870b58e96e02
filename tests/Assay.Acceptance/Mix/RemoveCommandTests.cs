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
        _ = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        string id = IdOfSecret(corpus);
        corpus.Write("ids.txt", id + "\n");

        ProgramResult run = AssayProgram.Run(corpus.Folder, "remove", "run", "--ids", "ids.txt", "--out", "clean");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("removed          1 documents", run.Output, StringComparison.Ordinal);
        Assert.Contains("still held by", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("scan:", run.Errors, StringComparison.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(corpus.Folder, "clean"), "*", SearchOption.AllDirectories))
        {
            byte[] bytes = Bytes(file);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("purple heron")) < 0, $"{file} holds the text");
            Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(id)) < 0, $"{file} holds the id");
        }
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
