using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>The only step that sees the whole corpus, and it sees facts, never text: origins, duplicates, weights, draw.</summary>
internal sealed class DecideStep(RunFolder folder, RunJournal journal, IRunProgress progress, int workers)
{
    /// <summary>Decides, or takes the decisions that stand already.</summary>
    /// <param name="file">The policy.</param>
    /// <param name="removal">What was taken out on demand, if anything.</param>
    /// <param name="shards">The corpus.</param>
    /// <param name="summaries">What the scan counted.</param>
    /// <param name="probes">The probes whose facts are there.</param>
    /// <param name="cancellationToken">Stops between stages.</param>
    /// <exception cref="InfeasiblePolicyException">No mix keeps the policy.</exception>
    public DecideSummary Run(
        PolicyFile file, RemovalSummary? removal, IReadOnlyList<PlannedShard> shards, ImmutableArray<ShardSummary> summaries, ImmutableArray<IProbe> probes, CancellationToken cancellationToken)
    {
        string key = ContentKey.Of(
            [ProgramVersion.Current, file.Sha256, $"{removal?.RemovedFrom} {removal?.Digest}", .. shards.SelectMany(shard => probes.Select(probe => shard.FactsPath(folder, probe)).Select(path => Path.GetFileName(path))),
             .. summaries.Select(summary => summary.Read.ToString())]);
        if (DecideSummary.Load(folder, key) is { } standing)
        {
            progress.Note("The decisions stand; nothing is decided again.");
            return standing;
        }

        progress.StepStarted("decide", summaries.Sum(summary => summary.Good.Documents), "documents");
        File.Delete(folder.DecideSummary);
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { Threads = workers, MemoryLimitBytes = Math.Max(2, workers) * (1L << 30), TempDirectory = folder.Spill });
        using DuckConnection connection = database.Connect();
        Prepared prepared = Prepare(file.Policy, shards, summaries, probes, connection, cancellationToken);
        (FactTable facts, DecisionTable decisions, StratumTable strata, _) = prepared;
        CompositionReport composition = new CompositionStep(facts, decisions, strata, shards, file.Policy, workers).Run();
        cancellationToken.ThrowIfCancellationRequested();

        DecisionsFile.Write(folder, connection, facts, decisions, shards);
        var summary = new SummaryBuilder(file, facts, decisions, strata, shards, summaries).Build(key, composition, prepared.Conflicts, removal);
        summary.Save(folder);
        journal.Append("decided", new JsonObject { ["decisions"] = key, ["kept"] = summary.Draft.Flow.Kept.Documents });
        progress.Advanced(facts.Count);
        progress.StepFinished();
        return summary;
    }

    /// <summary>Everything up to the weights: facts, origins, duplicates, strata.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="shards">The corpus.</param>
    /// <param name="summaries">What the scan counted.</param>
    /// <param name="probes">The probes whose facts are there.</param>
    /// <param name="connection">Reads the facts.</param>
    /// <param name="cancellationToken">Stops between stages.</param>
    public Prepared Prepare(
        Policy policy, IReadOnlyList<PlannedShard> shards, ImmutableArray<ShardSummary> summaries, ImmutableArray<IProbe> probes, DuckConnection connection,
        CancellationToken cancellationToken)
    {
        var loader = new FactLoader(folder, shards, summaries, connection);
        FactTable facts = loader.Load(probes, ProbeSet.DeclaredDimensions(policy));
        cancellationToken.ThrowIfCancellationRequested();
        var decisions = new DecisionTable(facts.Count);
        List<ConflictSummary> conflicts = new OriginResolver(facts, shards, policy).Resolve(decisions, ById(facts));
        new DuplicateStep(folder, facts, policy.Duplicates).Run(decisions, loader, probes, key: ContentKey.Of([.. shards.Select(shard => shard.Key)]));
        cancellationToken.ThrowIfCancellationRequested();
        return new Prepared(facts, decisions, StratumTable.Build(facts, decisions, policy.Tails), conflicts);
    }

    /// <summary>The documents by id; equal ids stay in table order.</summary>
    private static int[] ById(FactTable facts)
    {
        int[] order = [.. Enumerable.Range(0, facts.Count)];
        (UInt128 Id, int Place)[] keys = [.. facts.Id.Select((id, place) => (id, place))];
        Array.Sort(keys, order);
        return order;
    }
}

/// <summary>What is known before the weights are.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Decisions">Evidence and merged copies; the other documents are open.</param>
/// <param name="Strata">The guarded strata.</param>
/// <param name="Conflicts">Contents declared human here and synthetic there.</param>
internal sealed record Prepared(FactTable Facts, DecisionTable Decisions, StratumTable Strata, List<ConflictSummary> Conflicts);
