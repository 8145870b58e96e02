using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Assay.Core.Share;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Decide;

/// <summary>The only step that sees the whole corpus, and it sees facts, never text: origins, duplicates, weights, draw.</summary>
internal sealed class DecideStep(RunFolder folder, RunJournal journal, IRunProgress progress, int workers)
{
    /// <summary>Decides, or takes the decisions that stand already.</summary>
    /// <param name="file">The policy.</param>
    /// <param name="removal">What was taken out on demand, if anything.</param>
    /// <param name="corpus">What was read and measured.</param>
    /// <param name="cancellationToken">Stops between stages.</param>
    /// <exception cref="InfeasiblePolicyException">No mix keeps the policy.</exception>
    public DecideSummary Run(PolicyFile file, RemovalSummary? removal, ScannedCorpus corpus, CancellationToken cancellationToken)
    {
        string key = KeyOf(file, removal, corpus);
        if (DecideSummary.Load(folder, key) is { } standing)
        {
            progress.Note("The decisions stand; nothing is decided again.");
            return standing;
        }

        progress.StepStarted("decide", corpus.Summaries.Sum(summary => summary.Good.Documents), "documents");
        File.Delete(folder.DecideSummary);
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { Threads = workers, MemoryLimitBytes = Math.Max(2, workers) * (1L << 30), TempDirectory = folder.Spill });
        using DuckConnection connection = database.Connect();
        Prepared prepared = Prepare(file.Policy, corpus, connection, cancellationToken);
        FactTable facts = prepared.Facts;
        CompositionReport composition = new CompositionStep(facts, prepared.Decisions, prepared.Strata, corpus.Shards, file.Policy, workers).Run();
        cancellationToken.ThrowIfCancellationRequested();

        DecisionsFile.Write(folder, connection, facts, prepared.Decisions, corpus.Shards);
        var summary = new SummaryBuilder(file, prepared, corpus).Build(key, composition, removal);
        summary.Save(folder);
        journal.Append("decided", new JsonObject { ["decisions"] = key, ["kept"] = summary.Draft.Flow.Kept.Documents });
        progress.Advanced(facts.Count);
        progress.StepFinished();
        return summary;
    }

    /// <summary>The decisions depend on the policy, on every fact, and on what was taken out.</summary>
    private string KeyOf(PolicyFile file, RemovalSummary? removal, ScannedCorpus corpus) => ContentKey.Of(
    [
        ProgramVersion.Current, file.Sha256, $"{removal?.RemovedFrom} {removal?.Digest}",
        .. corpus.Planned.All.SelectMany(shard => corpus.Probes.Of(shard).Select(probe => Path.GetFileName(shard.FactsPath(folder, probe)))),
        .. corpus.AllSummaries.Select(summary => summary.Read.ToString()),
        .. corpus.Planned.Labels.SelectMany(labels => labels.Files.Select(file => file.Sha256)),
    ]);

    /// <summary>Everything up to the weights: facts, origins, duplicates, strata, shares.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="corpus">What was read and measured.</param>
    /// <param name="connection">Reads the facts.</param>
    /// <param name="cancellationToken">Stops between stages.</param>
    public Prepared Prepare(Policy policy, ScannedCorpus corpus, DuckConnection connection, CancellationToken cancellationToken)
    {
        ImmutableArray<PlannedShard> shards = corpus.Shards;
        var loader = new FactLoader(folder, shards, corpus.Summaries, connection);
        FactTable facts = loader.Load(corpus.Probes, ProbeSet.DeclaredDimensions(policy));
        cancellationToken.ThrowIfCancellationRequested();
        var decisions = new DecisionTable(facts.Count);
        List<ConflictSummary> conflicts = new OriginResolver(facts, shards, policy).Resolve(decisions, ById(facts));
        new DuplicateStep(folder, facts, policy.Duplicates).Run(decisions, loader, corpus.Probes, key: ContentKey.Of([.. shards.Select(shard => shard.Key)]));
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<MeasuredSource> shares = new ShareStep(facts, decisions, shards, policy, Observed(corpus)).Run(Known(corpus, connection), corpus.Planned.Labels);
        return new Prepared(facts, decisions, StratumTable.Build(facts, decisions, policy.Tails), conflicts, shares);
    }

    private static ImmutableArray<ObservedSource> Observed(ScannedCorpus corpus) =>
        corpus.Probes.OfType<DetectorProbe>().SingleOrDefault() is { } probe ? ObservedSources.Of(probe.Detector.Card) : [];

    private KnownDocuments Known(ScannedCorpus corpus, DuckConnection connection) => corpus.Calibration.IsEmpty
        ? KnownDocuments.None
        : KnownDocuments.Of(new FactLoader(folder, corpus.Calibration, corpus.CalibrationSummaries, connection).Load(corpus.Probes, []), corpus.Calibration);

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
/// <param name="Shares">What was measured of the calibrated sources.</param>
internal sealed record Prepared(
    FactTable Facts, DecisionTable Decisions, StratumTable Strata, List<ConflictSummary> Conflicts, ImmutableArray<MeasuredSource> Shares);
