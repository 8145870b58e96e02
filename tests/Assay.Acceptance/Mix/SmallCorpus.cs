using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Core.Statistics;

namespace Assay.Acceptance.Mix;

/// <summary>A corpus of invented words with a policy, in a folder of its own that is deleted when the test ends.</summary>
internal sealed class SmallCorpus : IDisposable
{
    private static int _count;

    public SmallCorpus(int files = 8, int documentsPerFile = 150)
    {
        Folder = Path.Combine(Path.GetTempPath(), $"assay-acceptance-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        _ = Directory.CreateDirectory(Folder);
        for (int file = 0; file < files; file++)
        {
            WriteFile($"human-{file}.jsonl", documentsPerFile, "\"lang\":\"en\"");
            WriteFile($"machine-{file}.jsonl", documentsPerFile / 2, "\"model\":\"ours@1\",\"lang\":\"en\"");
        }

        Policy("""
            seed: 3
            sources:
              - { name: human, path: "human-*.jsonl", origin: human, published-before: 2001-01-01, anchor: true }
              - { name: machine, path: "machine-*.jsonl", origin: synthetic }
            limits: { synthetic-share: 0.2 }
            tails: { strata: [lang, rarity], floor: 0.5 }
            output: { path: run, shard-bytes: 100000 }
            """);
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>The run folder that the policy names.</summary>
    public string RunFolder => Path.Combine(Folder, "run");

    /// <summary>Writes the policy.</summary>
    public void Policy(string yaml) => Write("policy.yaml", yaml);

    /// <summary>Writes a file.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    /// <summary>SHA-256 of every file of a run but the journal and the lock.</summary>
    public static SortedDictionary<string, string> Fingerprint(string run)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(run, file);
            if (name is not ("journal.jsonl" or "run.lock"))
            {
                files[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            }
        }

        return files;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void WriteFile(string name, int documents, string fields)
    {
        var prng = new Prng(new RunSeed(5).For(name));
        var lines = new StringBuilder();
        for (int i = 0; i < documents; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{name}-{i}\",{fields},\"text\":\"");
            for (int word = 0; word < 60 + i % 200; word++)
            {
                lines.Append(CultureInfo.InvariantCulture, $"w{(int)Math.Exp(prng.NextDouble() * 9)} ");
            }

            lines.Append("\"}\n");
        }

        Write(name, lines.ToString());
    }
}
