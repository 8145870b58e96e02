using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Core.Statistics;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Runs;

/// <summary>A small corpus of invented words in a folder of its own: an anchor, human text, declared machine text, and an unknown source.</summary>
internal sealed class MixFixture : IDisposable
{
    private static readonly string[] Syllables = ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "ya", "ze", "wi", "xo", "qua"];

    private readonly TemporaryFolder _folder = new("mix");

    public MixFixture()
    {
        WriteCorpus("anchor.jsonl", 160, i => $"\"created\":\"1990-01-01\",\"lang\":\"{(i % 4 == 0 ? "gd" : "en")}\"");
        WriteCorpus("human.jsonl", 240, i => $"\"lang\":\"{(i % 10 == 0 ? "gd" : "en")}\"");
        WriteCorpus("machine.jsonl", 160, _ => "\"model\":\"ours@1\",\"depth\":1,\"lang\":\"en\"");
        WriteCorpus("crawl.jsonl", 120, _ => "\"url\":\"https://example.org\"");
        Policy = """
            seed: 7
            generation: 2
            sources:
              - { name: anchor, path: anchor.jsonl, origin: human, published-before: 2000-01-01, anchor: true, license: CC0-1.0 }
              - { name: human, path: human.jsonl, origin: human, published-before: 2000-01-01 }
              - { name: machine, path: machine.jsonl, origin: synthetic, model: ours@1 }
              - { name: crawl, path: crawl.jsonl, assume-synthetic: 0.5 }
            fields: { keep: [url] }
            limits: { synthetic-share: 0.20 }
            tails: { strata: [lang, rarity], floor: 0.5, min-anchor-documents: 30 }
            output: { path: run, format: jsonl }
            """;
    }

    /// <summary>The policy's text.</summary>
    public string Policy { get; set; }

    /// <summary>The folder of the corpus and the policy.</summary>
    public string Path => _folder.Path;

    /// <summary>The run folder.</summary>
    public string RunPath => _folder.Combine("run");

    /// <summary>Called when a step of a run begins, with its name.</summary>
    public Action<string> OnStep { get; set; } = static _ => { };

    /// <summary>What the last run said.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Runs the mix.</summary>
    public MixResult Run(Func<MixRunOptions, MixRunOptions>? change = null, CancellationToken cancellationToken = default)
    {
        string path = _folder.Write("policy.yaml", Policy);
        Notes.Clear();
        var options = new MixRunOptions { Workers = 2, ShardBytes = 16_384 };
        return new MixRun(PolicyReader.ReadFile(path), change?.Invoke(options) ?? options, new Listener(this), TimeProvider.System)
            .Run(json => $"<html>{Convert.ToHexStringLower(SHA256.HashData(json.Span))}</html>", cancellationToken);
    }

    /// <summary>The records of the written mix, in order.</summary>
    public List<JsonElement> Written(string? run = null)
    {
        var records = new List<JsonElement>();
        foreach (string file in Directory.EnumerateFiles(System.IO.Path.Combine(run ?? RunPath, "mix")).Order(StringComparer.Ordinal))
        {
            using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress) : File.OpenRead(file);
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                records.Add(JsonDocument.Parse(line).RootElement);
            }
        }

        return records;
    }

    /// <summary>SHA-256 of everything in a run folder that must not depend on how the run went.</summary>
    public SortedDictionary<string, string> Fingerprint(string? run = null)
    {
        string root = run ?? RunPath;
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string name = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/');
            if (name is not ("journal.jsonl" or "run.lock"))
            {
                files[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            }
        }

        return files;
    }

    /// <summary>Called on the worker's thread whenever some of a step is done.</summary>
    public Action<long> OnAdvance { get; set; } = static _ => { };

    public string Combine(string name) => _folder.Combine(name);

    public string Write(string name, string content) => _folder.Write(name, content);

    public void Append(string name, string content) => File.AppendAllText(_folder.Combine(name), content);

    public void Dispose() => _folder.Dispose();

    /// <summary>Whether a written record comes from a source.</summary>
    public static bool IsFrom(JsonElement record, string source) => record.GetProperty("source").ValueEquals(source);

    /// <summary>A text of Zipf-like words; the same for the same name.</summary>
    public static string Text(string name, int words)
    {
        var prng = new Prng(new RunSeed(11).For(name));
        var text = new StringBuilder();
        for (int i = 0; i < words; i++)
        {
            int word = (int)Math.Exp(prng.NextDouble() * 8);
            text.Append(i == 0 ? "" : " ").Append(Word(word));
        }

        return text.ToString();
    }

    private static string Word(int number)
    {
        var word = new StringBuilder();
        do
        {
            word.Append(Syllables[number % Syllables.Length]);
            number /= Syllables.Length;
        }
        while (number > 0);
        return word.ToString();
    }

    private void WriteCorpus(string name, int documents, Func<int, string> fields)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < documents; i++)
        {
            string text = Text($"{name}/{i}", 30 + i * 7 % 90);
            lines.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{name}-{i}\",{fields(i)},\"text\":\"{text}\"}}\n");
        }

        _ = _folder.Write(name, lines.ToString());
    }

    private sealed class Listener(MixFixture fixture) : IRunProgress
    {
        public void StepStarted(string name, long total, string unit) => fixture.OnStep(name);

        public void Advanced(long amount) => fixture.OnAdvance(amount);

        public void StepFinished()
        {
        }

        public void Note(string line)
        {
            lock (fixture.Notes)
            {
                fixture.Notes.Add(line);
            }
        }
    }
}
