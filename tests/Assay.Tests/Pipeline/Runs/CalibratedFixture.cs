using System.Globalization;
using System.Text;
using Assay.Core.Detection;
using Assay.Core.Statistics;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Runs;

/// <summary>A corpus with a source of unknown origin that hides machine text, calibration files beside it, and a small detector that tells the two vocabularies apart, mostly.</summary>
internal sealed class CalibratedFixture : IDisposable
{
    public const int Unknown = 240;
    public const int Hidden = 72;

    private static readonly Lazy<byte[]> Model = new(Train);
    private readonly TemporaryFolder _folder = new("calibrated");

    public CalibratedFixture()
    {
        _ = _folder.Write("books.jsonl", Lines("book", 120, 0));
        _ = _folder.Write("crawl.jsonl", Lines("crawl", Unknown, Hidden));
        _ = _folder.Write("human.jsonl", Lines("known-human", 160, 0));
        _ = _folder.Write("machine.jsonl", Lines("known-machine", 80, 80));
        File.WriteAllBytes(_folder.Combine("small.detector"), Model.Value);
        Policy = """
            seed: 7
            sources:
              - { name: books, path: books.jsonl, origin: human, published-before: 2000-01-01, anchor: true }
              - { name: crawl, path: crawl.jsonl, calibration: { human: human.jsonl, machine: machine.jsonl } }
            detector: small.detector
            limits: { synthetic-share: 0.15 }
            output: { path: run, format: jsonl }
            """;
    }

    /// <summary>The policy's text.</summary>
    public string Policy { get; set; }

    /// <summary>The run folder.</summary>
    public string RunPath => _folder.Combine("run");

    /// <summary>What the last run said.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Runs the mix.</summary>
    public MixResult Run(Func<MixRunOptions, MixRunOptions>? change = null)
    {
        string path = _folder.Write("policy.yaml", Policy);
        Notes.Clear();
        var options = new MixRunOptions { Workers = 2, ShardBytes = 32_768 };
        return new MixRun(PolicyReader.ReadFile(path), change?.Invoke(options) ?? options, new Listener(Notes), TimeProvider.System).Run(_ => "<html></html>", CancellationToken.None);
    }

    public string Combine(string name) => _folder.Combine(name);

    public string Write(string name, string content) => _folder.Write(name, content);

    public void Dispose() => _folder.Dispose();

    /// <summary>The text of a document: machine ones come first.</summary>
    public static string Text(string name, int number, bool isMachine)
    {
        var prng = new Prng(new RunSeed(5).For($"{name}/{number}"));
        var text = new StringBuilder();
        for (int i = 0; i < 110 + number * 7 % 60; i++)
        {
            // Four words in five are everybody's.
            int word = prng.NextInt32(5) == 0 ? (isMachine ? 5000 : 9000) + prng.NextInt32(40) : (int)Math.Exp(prng.NextDouble() * 6);
            _ = text.Append(i == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"w{word}");
        }

        return text.ToString();
    }

    private static string Lines(string name, int documents, int machine) => string.Concat(Enumerable.Range(0, documents)
        .Select(i => $"{{\"id\":\"{name}-{i}\",\"text\":\"{Text(name, i, i < machine)}\"}}\n"));

    private static byte[] Train() => DetectorTrainer.Train(
        [.. Enumerable.Range(0, 120).Select(i => new LabelledDocument { Utf8 = Encoding.UTF8.GetBytes(Text("train", i, i % 2 == 0)), IsMachine = i % 2 == 0, Source = $"s{i / 2 % 3}" })],
        new DetectorOptions { Name = "small" }).Save();

    private sealed class Listener(List<string> notes) : IRunProgress
    {
        public void StepStarted(string name, long total, string unit)
        {
        }

        public void Advanced(long amount)
        {
        }

        public void StepFinished()
        {
        }

        public void Note(string line)
        {
            lock (notes)
            {
                notes.Add(line);
            }
        }
    }
}
