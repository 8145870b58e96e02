using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Scan;

/// <summary>Measures every document once: reads each shard with the probes whose facts are missing, and nothing else.</summary>
internal sealed class ScanStep(RunFolder folder, RunJournal journal, IRunProgress progress, int workers) : IDisposable
{
    private readonly FactsDatabases _databases = new(folder.Spill);

    /// <summary>Scans what is missing.</summary>
    /// <param name="shards">The corpus.</param>
    /// <param name="probes">The probes whose facts are wanted.</param>
    /// <param name="quarantineShare">Share of bad records that is put up with; null stops at the first.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <returns>The summaries, in the order of the shards.</returns>
    public ImmutableArray<ShardSummary> Run(
        IReadOnlyList<PlannedShard> shards, ImmutableArray<IProbe> probes, double? quarantineShare, CancellationToken cancellationToken)
    {
        foreach (string name in probes.Select(probe => probe.Name).Append("shards"))
        {
            _ = Directory.CreateDirectory(Path.Combine(folder.Facts, name));
        }

        // Shards with the same bytes share facts, some or all: they are done one after the other by one worker, the later ones for what still misses.
        Work[][] work = [.. shards.Select(shard => new Work(shard, Missing(shard, probes, quarantineShare is not null)))
            .Where(w => w.Probes.Length > 0)
            .GroupBy(w => w.Shard.Key, StringComparer.Ordinal)
            .Select(group => group.ToArray())];
        int skipped = shards.Count - work.Sum(group => group.Length);
        if (skipped > 0)
        {
            progress.Note($"{skipped} of {shards.Count} shards are already scanned; {(work.Length == 0 ? "nothing is read again" : "only the others are read")}.");
        }

        var bad = new QuarantineLimit(quarantineShare, shards.Sum(shard => shard.Shard.Bytes));
        progress.StepStarted("scan", work.Sum(group => group.Sum(w => w.Shard.Shard.Bytes)), "bytes");
        WorkerPool.Run(work, workers, (group, token) => Scan(group, probes, bad, token), cancellationToken);
        progress.StepFinished();
        ImmutableArray<ShardSummary> summaries = [.. shards.Select(shard => ShardSummary.Load(shard.SummaryPath(folder))
            ?? throw new InvalidOperationException($"The summary of {shard.Shard.DisplayPath} is missing after its scan."))];
        bad.Check(summaries.Sum(summary => summary.BadTotal.Documents), summaries.Sum(summary => summary.Read.Documents));
        DeleteStaleQuarantine(shards);
        return summaries;
    }

    /// <summary>Closes the databases of the workers.</summary>
    public void Dispose() => _databases.Dispose();

    /// <summary>Bad records of files that were mended since are nobody's any more.</summary>
    private void DeleteStaleQuarantine(IReadOnlyList<PlannedShard> shards)
    {
        if (Directory.Exists(folder.Quarantine))
        {
            var current = shards.Select(shard => shard.QuarantinePath(folder)).ToHashSet(StringComparer.Ordinal);
            foreach (string stale in Directory.EnumerateFiles(folder.Quarantine, "*.jsonl").Where(path => !current.Contains(path)))
            {
                File.Delete(stale);
            }
        }
    }

    private ImmutableArray<IProbe> Missing(PlannedShard shard, ImmutableArray<IProbe> all, bool tolerant)
    {
        ImmutableArray<IProbe> probes = all.Of(shard);
        ShardSummary? summary = ShardSummary.Load(shard.SummaryPath(folder));
        bool trusted = summary is not null
            && (summary.BadTotal.Documents == 0 || (tolerant && File.Exists(shard.QuarantinePath(folder))));
        return trusted ? [.. probes.Where(probe => !File.Exists(shard.FactsPath(folder, probe)))] : probes;
    }

    private void Scan(Work[] group, ImmutableArray<IProbe> probes, QuarantineLimit bad, CancellationToken cancellationToken)
    {
        Scan(group[0], bad, cancellationToken);
        foreach (Work twin in group[1..])
        {
            if (Missing(twin.Shard, probes, bad.IsTolerant) is { Length: > 0 } missing)
            {
                Scan(twin with { Probes = missing }, bad, cancellationToken);
            }
            else
            {
                progress.Advanced(twin.Shard.Shard.Bytes);
            }
        }
    }

    private void Scan(Work work, QuarantineLimit bad, CancellationToken cancellationToken)
    {
        PlannedShard shard = work.Shard;
        using var facts = new FactsWriter(folder, shard, work.Probes, _databases);
        using QuarantineWriter? quarantine = bad.IsTolerant ? new QuarantineWriter(folder.Quarantine, shard.Key) : null;
        var scanner = new ShardScanner(shard.Shard, work.Probes, facts, quarantine, bad);
        ShardSummary summary = scanner.Run(progress.Advanced, cancellationToken);
        if (FileStamp.Of(shard.Shard) != shard.Stamp)
        {
            throw InputChanged(shard);
        }

        // Facts first, then the summary that vouches for them: a kill between the two scans the shard again.
        quarantine?.Complete();
        facts.Complete();
        summary.Save(shard.SummaryPath(folder));
        journal.Append("shard-scanned", new JsonObject
        {
            ["shard"] = shard.Shard.DisplayPath,
            ["start"] = shard.Shard.Start,
            ["key"] = shard.Key,
            ["sha256"] = shard.Sha256,
            ["probes"] = new JsonArray([.. work.Probes.Select(probe => JsonValue.Create(probe.Name))]),
            ["records"] = summary.Read.Documents,
        });
    }

    /// <summary>The error of an input that changed while it was read.</summary>
    public static UserErrorException InputChanged(PlannedShard shard) =>
        new(new SourceLine(shard.Shard.DisplayPath), "the file changed while the run was reading it.",
            "Let whatever writes it finish, and run the same command again; unchanged files are not read again.");

    private sealed record Work(PlannedShard Shard, ImmutableArray<IProbe> Probes);
}
