using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Assay.Core.Errors;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Removal;

/// <summary><c>assay remove</c>: takes a source or documents out of a finished run and composes the mix again from its facts.</summary>
/// <remarks>The new run folder holds no fact, quarantined record or excerpt of what was taken out.</remarks>
public sealed class RemoveRun(RemoveOptions options, IRunProgress progress, TimeProvider time)
{
    /// <summary>Runs.</summary>
    /// <param name="renderReport">Makes the report from the result's JSON.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <returns>Where the removed documents still stand, and the new mix.</returns>
    /// <exception cref="UserErrorException">The run is not finished, or does not hold what is to be removed.</exception>
    public RemoveResult Run(Func<ReadOnlyMemory<byte>, string> renderReport, CancellationToken cancellationToken)
    {
        using RunFolder old = RunFolder.Open(options.RunFolder, mustExist: true);
        PolicyFile policy = StoredPolicy.Of(old);
        if (options.Source is { } name && policy.Policy.Sources.All(source => !string.Equals(source.Name, name, StringComparison.Ordinal)))
        {
            throw new UserErrorException(
                $"The run {options.RunFolder} has no source \"{name}\".{DidYouMean.Suggest(name, policy.Policy.Sources.Select(source => source.Name))}",
                $"Its sources: {string.Join(", ", policy.Policy.Sources.Select(source => source.Name))}.");
        }

        string manifestSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(old.Manifest)));
        IReadOnlyList<PlannedShard> all = CorpusPlan.Make(policy.Policy, policy.Folder, options.ShardBytes, options.Workers, progress, cancellationToken);
        AnchorRareTypes? rare = AnchorCounts.Stored(old, policy.Policy, all);
        ImmutableArray<IProbe> probes = ProbeSet.For(policy.Policy, rare);
        RequireFacts(old, all, probes);
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { Threads = options.Workers, TempDirectory = old.Spill });
        using DuckConnection connection = database.Connect();
        var removed = new RemovedDocuments(old, connection, options.Source, options.Ids);
        IReadOnlyList<HoldingMix> holding = HoldingMixes.Find(old, connection, removed);

        using RunFolder target = RunFolder.Open(options.OutFolder);
        using RunJournal journal = RunJournal.Open(target.Journal, time);
        PolicyFile remaining = policy with
        {
            Policy = policy.Policy with { Sources = [.. policy.Policy.Sources.Where(source => !string.Equals(source.Name, options.Source, StringComparison.Ordinal))] },
        };
        if (remaining.Policy.Sources.IsEmpty)
        {
            throw new UserErrorException($"\"{options.Source}\" is the only source of the run.", "Nothing would remain; delete the mix instead.");
        }

        PlannedShard[] kept = [.. all.Where(shard => !string.Equals(shard.Source.Name, options.Source, StringComparison.Ordinal))
            .Select((shard, index) => shard.MovedTo(index, remaining.Policy.Sources.IndexOf(shard.Source)))];
        journal.Append("run-started", new JsonObject
        {
            ["policy"] = policy.Sha256,
            ["version"] = ProgramVersion.Current,
            ["removedFrom"] = manifestSha256,
            ["policyPath"] = Path.GetRelativePath(target.Path, Path.GetFullPath(policy.Path)).Replace('\\', '/'),
        });
        progress.StepStarted("copy facts", kept.Sum(shard => shard.Shard.Bytes), "bytes");
        var copier = new FactsCopier(old, target, connection, probes, removed);
        ImmutableArray<ShardSummary> summaries = [.. kept.Select(shard =>
        {
            ShardSummary summary = copier.Copy(shard);
            progress.Advanced(shard.Shard.Bytes);
            return summary;
        })];
        progress.StepFinished();
        var removal = new RemovalSummary(options.Source is null ? [] : [options.Source], summaries.Sum(summary => summary.RemovedTotal.Documents), manifestSha256);
        MixResult result = new Composition(remaining, target, journal, progress, options.Workers).Run(kept, summaries, probes, removal, renderReport, cancellationToken);
        return new RemoveResult { Version = ProgramVersion.Current, Seed = result.Seed, Removed = removed.Total, Holding = holding, Mix = result };
    }

    private void RequireFacts(RunFolder old, IReadOnlyList<PlannedShard> shards, ImmutableArray<IProbe> probes)
    {
        foreach (PlannedShard shard in shards)
        {
            if (!File.Exists(shard.SummaryPath(old)) || probes.Any(probe => !File.Exists(shard.FactsPath(old, probe))))
            {
                throw new UserErrorException(
                    new SourceLine(shard.Shard.DisplayPath),
                    $"the run {options.RunFolder} has no facts of this file as it is now: it changed after the run, or another version of Assay made the run.",
                    "Run `assay mix` there again, then remove.");
            }
        }
    }
}
