using System.Collections.Immutable;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Pipeline.Detection;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Removal;

/// <summary><c>assay remove</c>: takes a source or documents out of a finished run and composes the mix again from its facts.</summary>
/// <remarks>The new run folder holds no fact, quarantined record or excerpt of what was taken out. A stopped removal goes on when it is run again.</remarks>
public sealed class RemoveRun(RemoveOptions options, IRunProgress progress, TimeProvider time)
{
    /// <summary>Runs.</summary>
    /// <param name="renderReport">Makes the report from the result's JSON.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <returns>Where the removed documents still stand, and the new mix.</returns>
    /// <exception cref="UserErrorException">The run is not finished, or does not hold what is to be removed, or the new folder holds something else.</exception>
    /// <exception cref="InfeasiblePolicyException">No mix of what remains keeps the policy.</exception>
    public RemoveResult Run(Func<ReadOnlyMemory<byte>, string> renderReport, CancellationToken cancellationToken)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new UserErrorException(string.Join(' ', problems), "See `assay remove --help`.");
        }

        RemovalTarget.RefuseOwn(options);
        bool isNew = !Directory.Exists(options.OutFolder);
        try
        {
            return Compose(renderReport, cancellationToken);
        }
        catch (InfeasiblePolicyException)
        {
            RemovalTarget.Discard(options.OutFolder, isNew);
            throw;
        }
    }

    private RemoveResult Compose(Func<ReadOnlyMemory<byte>, string> renderReport, CancellationToken cancellationToken)
    {
        using RunFolder old = RunFolder.Open(options.RunFolder, mustExist: true);
        FinishedRun run = FinishedRun.Read(old);
        PolicyFile remaining = Remaining(run.Policy);
        // What is removed may be gone from the disk already: only what remains is looked for.
        PlannedCorpus corpus = CorpusPlan.Make(remaining.Policy, remaining.Folder, options.ShardBytes, options.Workers, progress, cancellationToken);
        ImmutableArray<IProbe> probes = ProbeSet.For(
            remaining.Policy,
            run.Manifest.RarityReference is { } key ? AnchorCounts.KeyOnly(key) : null,
            PolicyDetector.Load(remaining.Policy, remaining.Folder) is { } detector ? new DetectorProbe(detector, remaining.Policy) : null);
        RequireFacts(old, corpus.All, probes);
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { Threads = options.Workers, TempDirectory = old.Spill });
        using DuckConnection connection = database.Connect();
        var removed = new RemovedDocuments(old, connection, options.Source, options.Ids);
        IReadOnlyList<HoldingMix> holding = new HoldingMixes(old, connection, progress).Find();
        removed.RefuseStrangers(Quarantined(old, corpus.Shards));

        string digest = RemovalDigest.Of(options.Source, options.Ids);
        using RunFolder target = RunFolder.Open(options.OutFolder);
        using RunJournal journal = RemovalTarget.Begin(target, time, remaining.Sha256, run.Sha256, digest);
        var copier = new FactsCopier(old, target, connection, probes, options.Source is null ? options.Ids : new HashSet<DocumentId>());
        ImmutableArray<ShardSummary> summaries = Copy(copier, corpus.All, cancellationToken);
        Amount total = options.Source is { } name
            ? removed.OfSource(name) + run.Manifest.Sources.First(source => string.Equals(source.Name, name, StringComparison.Ordinal)).Quarantined
            : copier.Removed;
        var removal = new RemovalSummary(
            [.. run.Manifest.Removal?.Sources ?? [], .. options.Source is null ? (string[])[] : [options.Source]],
            (run.Manifest.Removal?.Documents ?? 0) + total.Documents,
            run.Sha256,
            digest);
        MixResult result = new Composition(remaining, target, journal, progress, options.Workers).Run(new ScannedCorpus(corpus, summaries, probes), removal, renderReport, cancellationToken);
        return new RemoveResult { Version = ProgramVersion.Current, Seed = result.Seed, Removed = total, Holding = holding, Mix = result };
    }

    /// <summary>The policy without the source that is removed.</summary>
    private PolicyFile Remaining(PolicyFile policy)
    {
        ImmutableArray<SourcePolicy> sources = policy.Policy.Sources;
        ImmutableArray<SourcePolicy> remaining = [.. sources.Where(source => !string.Equals(source.Name, options.Source, StringComparison.Ordinal))];
        if (options.Source is { } name && remaining.Length == sources.Length)
        {
            throw new UserErrorException(
                $"The run {options.RunFolder} has no source \"{name}\".{DidYouMean.Suggest(name, sources.Select(source => source.Name))}",
                $"Its sources: {string.Join(", ", sources.Select(source => source.Name))}.");
        }

        return remaining.IsEmpty
            ? throw new UserErrorException($"\"{options.Source}\" is the only source of the run.", "Nothing would remain; delete the mix instead.")
            : policy with { Policy = policy.Policy with { Sources = remaining } };
    }

    private void RequireFacts(RunFolder old, IReadOnlyList<PlannedShard> shards, ImmutableArray<IProbe> probes)
    {
        foreach (PlannedShard shard in shards)
        {
            if (!File.Exists(shard.SummaryPath(old)) || probes.Of(shard).Any(probe => !File.Exists(shard.FactsPath(old, probe))))
            {
                throw new UserErrorException(
                    new SourceLine(shard.Shard.DisplayPath),
                    $"the run {options.RunFolder} has no facts of this file as it is now: it changed after the run, or another version of Assay made the run.",
                    "Run `assay mix` there again, then remove.");
            }
        }
    }

    /// <summary>The ids to be removed that bad records of the run have.</summary>
    private HashSet<DocumentId> Quarantined(RunFolder old, IReadOnlyList<PlannedShard> shards) => options.Source is null
        ? [.. shards.SelectMany(shard => new QuarantineFile(shard.QuarantinePath(old), shard.Shard.Fields).Ids()).Where(options.Ids.Contains)]
        : [];

    private ImmutableArray<ShardSummary> Copy(FactsCopier copier, IReadOnlyList<PlannedShard> shards, CancellationToken cancellationToken)
    {
        progress.StepStarted("copy facts", shards.Sum(shard => shard.Shard.Bytes), "bytes");
        ImmutableArray<ShardSummary> summaries = [.. shards.Select(shard =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            ShardSummary summary = copier.Copy(shard);
            progress.Advanced(shard.Shard.Bytes);
            return summary;
        })];
        progress.StepFinished();
        return summaries;
    }
}
