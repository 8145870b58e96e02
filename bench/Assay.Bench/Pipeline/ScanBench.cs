using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Core.Detection;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Bench.Pipeline;

/// <summary><c>scan [MB]</c>: the scan of a corpus on one core, whole and by probe, beside the naive way to find exact copies.</summary>
internal static class ScanBench
{
    public static int Run(int megabytes, string root, TextWriter output)
    {
        string folder = Path.Combine(root, $"corpus-{megabytes}");
        PolicyFile file = PolicyReader.ReadFile(BenchCorpus.Make(folder, megabytes));
        var quiet = new QuietProgress();
        IReadOnlyList<PlannedShard> shards = CorpusPlan.Make(file.Policy, file.Folder, ShardPlanner.DefaultShardBytes, 1, quiet, CancellationToken.None).Shards;
        double size = shards.Sum(shard => shard.Shard.Bytes) / 1e6;
        output.WriteLine($"{size:0} MB, {shards.Count} shards, one thread; MB/s of CPU time (and of wall time)");

        AnchorRareTypes? rare = null;
        ImmutableArray<IProbe> none = [];
        Measure(output, size, "hash the inputs (SHA-256)", () => _ = CorpusPlan.Make(file.Policy, file.Folder, ShardPlanner.DefaultShardBytes, 1, quiet, CancellationToken.None));
        Measure(output, size, "read only", () => Scan(folder, shards, none));
        double exact = Measure(output, size, "exact duplicates alone (identity)", () => Scan(folder, shards, [new IdentityProbe()]));
        Measure(output, size, "near-duplicate signatures alone", () => Scan(folder, shards, [new MinHashProbe(ProbeSet.Signatures(file.Policy.Duplicates))]));
        using (var run = RunFolder.Open(Fresh(folder)))
        {
            Measure(output, shards.Where(shard => shard.Source.Anchor).Sum(shard => shard.Shard.Bytes) / 1e6, "count the anchor's word types", () => rare = new AnchorCounts(run, quiet, 1).Run(file.Policy, shards, CancellationToken.None));
        }

        Measure(output, size, "whole scan, all probes", () => Scan(folder, shards, ProbeSet.For(file.Policy, rare, detector: null)));
        Measure(output, size, "detector's scores alone", () => Scan(folder, shards, [new DetectorProbe(Detector.Default, file.Policy)]));
        double naive = Measure(output, size, "naive exact duplicates (JsonDocument, string, lower case)", () => Naive(shards));
        output.WriteLine($"exact duplicates: {exact / naive:0.0} times the naive way");
        Directory.Delete(Path.Combine(folder, "bench-run"), recursive: true);
        return 0;
    }

    private static double Measure(TextWriter output, double megabytes, string name, Action work)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        TimeSpan cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        work();
        process.Refresh();
        double seconds = (process.TotalProcessorTime - cpu).TotalSeconds;
        output.WriteLine($"{name,-60} {megabytes / seconds,8:0} ({megabytes / clock.Elapsed.TotalSeconds:0})");
        return megabytes / seconds;
    }

    private static void Scan(string folder, IReadOnlyList<PlannedShard> shards, ImmutableArray<IProbe> probes)
    {
        using var run = RunFolder.Open(Fresh(folder));
        foreach (string name in probes.Select(probe => probe.Name))
        {
            _ = Directory.CreateDirectory(Path.Combine(run.Facts, name));
        }

        using var databases = new FactsDatabases(run.Spill);
        foreach (PlannedShard shard in shards)
        {
            using var facts = new FactsWriter(run, shard, probes, databases);
            _ = new ShardScanner(shard.Shard, probes, facts, quarantine: null, new QuarantineLimit(null, 0)).Run(static _ => { }, CancellationToken.None);
            facts.Complete();
        }
    }

    private static string Fresh(string folder)
    {
        string path = Path.Combine(folder, "bench-run");
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return path;
    }

    /// <summary>What one writes first: parse, make a string, fold it, hash it, keep the hashes.</summary>
    private static void Naive(IReadOnlyList<PlannedShard> shards)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in shards.SelectMany(shard => File.ReadLines(shard.Shard.Path)))
        {
            using JsonDocument record = JsonDocument.Parse(line);
            string text = record.RootElement.GetProperty("text").GetString()!.ToLowerInvariant();
            string folded = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            _ = seen.Add(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(folded)), 0, 16));
        }
    }
}

/// <summary>Says nothing.</summary>
internal sealed class QuietProgress : IRunProgress
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
    }
}
