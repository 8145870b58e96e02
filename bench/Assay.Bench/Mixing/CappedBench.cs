using System.Collections.Immutable;
using System.Globalization;
using Assay.Bench.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Decide;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Bench.Mixing;

/// <summary><c>capped SCORES</c>: whether the written mix keeps its cap in truth, where nearly a third of the source of unknown origin is machine-made.</summary>
/// <remarks>
/// Each trial deals the chunks of one source, scored by a detector that never saw it: 300 human and 100 machine ones calibrate, 700 human and 300
/// machine ones are the corpus. Shares, weights and draw are the pipeline's own, over facts; only the truth is known here alone.
/// </remarks>
internal static class CappedBench
{
    private const double Cap = 0.10;
    private const double Contamination = 0.30;

    public static int Run(ReadOnlySpan<string> args, TextWriter output)
    {
        if (args is not [var path, .. var rest])
        {
            output.WriteLine("usage: capped SCORES.jsonl [trials] [column]");
            return 2;
        }

        int trials = rest is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 500;
        string column = rest is [_, var name, ..] ? name : "logodds_all";
        ScoredSource[] sources = Eligible(ScoreFile.Read(path, column));
        // What no detector of style sees is shown, and is in no mean.
        ScoredSource[] withBase = [.. Eligible(ScoreFile.Read(path, column, withBaseModels: true)).Where(s => sources.FirstOrDefault(t => t.Name.Equals(s.Name, StringComparison.Ordinal))?.MachineCount != s.MachineCount)];
        output.WriteLine($"{column}, {trials} trials a row; 1,000 chunks of unknown origin, 30% machine, cap 10%; 300 human and 100 machine chunks calibrate");
        foreach (bool beside in new[] { false, true })
        {
            output.WriteLine();
            output.WriteLine(beside ? "### Beside as many known human chunks" : "### The unknown source alone");
            output.WriteLine();
            output.WriteLine("| source | trials | not measured | no mix | broke the cap | true share, median (95th percentile) | upper end of it, median | human tokens kept, median (5th percentile) |");
            output.WriteLine("|---|---|---|---|---|---|---|---|");
            List<CappedTrial> all = [];
            foreach (ScoredSource source in sources)
            {
                CappedTrial[] found = Trials(source, beside, trials);
                Row(output, source.Name, found);
                all.AddRange(found);
            }

            Row(output, "all", all);
            foreach (ScoredSource source in withBase)
            {
                Row(output, $"({source.Name} with base models)", Trials(source, beside, trials));
            }

            output.Flush();
        }

        return 0;
    }

    private static ScoredSource[] Eligible(IReadOnlyList<ScoredSource> sources) => [.. sources.Where(s => s is { HumanCount: >= 1300, MachineCount: >= 600 })];

    private static CappedTrial[] Trials(ScoredSource source, bool beside, int trials)
    {
        var found = new CappedTrial?[trials];
        RunSeed seed = new RunSeed(2026).For($"capped/{source.Name}");
        _ = Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, t =>
        {
            RunSeed own = seed.For($"{t}");
            if (ShareTrial.Deal(source, Contamination, humanReferences: 300, machineReferences: 100, withLabels: false, new Prng(own)) is { } dealt)
            {
                found[t] = new CappedCorpus(dealt, beside, own, Cap).Compose();
            }
        });
        return [.. found.OfType<CappedTrial>()];
    }

    private static void Row(TextWriter output, string name, IReadOnlyList<CappedTrial> trials)
    {
        string Quantile(Func<CappedTrial, double> of, double at)
        {
            double[] sorted = [.. trials.Where(t => t.IsMixed).Select(of).Order()];
            return sorted.Length == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100 * sorted[(int)(at * (sorted.Length - 1))]:0.0}%");
        }

        int mixed = trials.Count(t => t.IsMixed);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {trials.Count} | {trials.Count(t => !t.IsMeasured)} | {trials.Count - mixed} | {100.0 * trials.Count(t => t.IsMixed && t.TrueShare > Cap) / trials.Count:0.0}% | {Quantile(t => t.TrueShare, 0.5)} ({Quantile(t => t.TrueShare, 0.95)}) | {Quantile(t => t.UpperShare, 0.5)} | {Quantile(t => t.HumanKept, 0.5)} ({Quantile(t => t.HumanKept, 0.05)}) |"));
    }
}

/// <summary>How a trial ended.</summary>
/// <param name="IsMixed">Whether the policy could be kept at all.</param>
/// <param name="IsMeasured">Whether the calibration gave an answer.</param>
/// <param name="TrueShare">Machine share of the written mix, by tokens.</param>
/// <param name="UpperShare">What the mix itself says it is at most.</param>
/// <param name="HumanKept">Share of the human tokens of the unknown source that are in the mix.</param>
internal readonly record struct CappedTrial(bool IsMixed, bool IsMeasured, double TrueShare, double UpperShare, double HumanKept);

/// <summary>The facts of one trial.</summary>
internal sealed class CappedCorpus
{
    private readonly Policy _policy;
    private readonly FactTable _facts;
    private readonly ImmutableArray<PlannedShard> _shards;
    private readonly bool[] _isMachine;
    private readonly int _unknown;
    private readonly KnownDocuments _known;

    public CappedCorpus(ShareTrial trial, bool beside, RunSeed seed, double cap)
    {
        _policy = PolicyReader.Read(
            string.Create(CultureInfo.InvariantCulture, $$"""
            seed: {{seed.Value >> 1}}
            sources:
              - { name: unknown, path: unknown.jsonl, calibration: { human: human.jsonl, machine: machine.jsonl } }
              - { name: known, path: known.jsonl, origin: human, published-before: 2000-01-01 }
            limits: { synthetic-share: {{cap}}, repeats: 1 }
            duplicates: { exact: false, near: false }
            """),
            "capped.yaml");
        _shards = [Shard(0, ShardRole.Corpus), Shard(1, ShardRole.Corpus)];
        _unknown = trial.Target.Count;
        _isMachine = [.. Enumerable.Range(0, _unknown).Select(i => trial.IsMachine(i))];
        _facts = new FactTable(beside ? 2 * _unknown : _unknown, []) { Score = new float[beside ? 2 * _unknown : _unknown] };
        Array.Fill(_facts.Score, float.NaN);
        Fill(_facts, trial.Target, 0, 0, 0);
        for (int i = _unknown; i < _facts.Count; i++)
        {
            // Known human chunks as long as the unknown ones: what a score says of them is never asked.
            (_facts.Shard[i], _facts.Id[i], _facts.Tokens[i], _facts.CreatedDay[i], _facts.DeclaredDepth[i]) = (1, (UInt128)(i + 1), _facts.Tokens[i - _unknown], -1, -1);
        }

        var references = new FactTable(trial.Human.Count + trial.Machine.Count, []) { Score = new float[trial.Human.Count + trial.Machine.Count] };
        Fill(references, trial.Human, 0, 0, 1_000_000);
        Fill(references, trial.Machine, trial.Human.Count, 1, 1_000_000);
        _known = KnownDocuments.Of(references, [Shard(0, ShardRole.HumanCalibration), Shard(0, ShardRole.MachineCalibration)]);
    }

    public CappedTrial Compose()
    {
        var decisions = new DecisionTable(_facts.Count);
        int[] order = [.. Enumerable.Range(0, _facts.Count)]; // Ids ascend.
        _ = new OriginResolver(_facts, _shards, _policy).Resolve(decisions, order);
        bool measured = new ShareStep(_facts, decisions, _shards, _policy, []).Run(_known, [])[0].HasAnswer;
        try
        {
            _ = new CompositionStep(_facts, decisions, StratumTable.Build(_facts, decisions, _policy.Tails), _shards, _policy, workers: 1).Run();
        }
        catch (InfeasiblePolicyException)
        {
            return new CappedTrial(false, measured, 0, 0, 0);
        }

        (double total, double machine, double upper, double human, double kept) = (0, 0, 0, 0, 0);
        for (int i = 0; i < _facts.Count; i++)
        {
            double tokens = (double)_facts.Tokens[i] * decisions.Copies[i];
            bool isMachine = i < _unknown && _isMachine[i];
            (total, machine, upper) = (total + tokens, machine + (isMachine ? tokens : 0), upper + tokens * decisions.SyntheticProbability[i]);
            if (i < _unknown && !isMachine)
            {
                (human, kept) = (human + _facts.Tokens[i], kept + (decisions.Copies[i] > 0 ? _facts.Tokens[i] : 0));
            }
        }

        return total == 0 ? new CappedTrial(false, measured, 0, 0, 0) : new CappedTrial(true, measured, machine / total, upper / total, kept / human);
    }

    private static void Fill(FactTable facts, Core.Share.ScoreSample sample, int at, int shard, int firstId)
    {
        for (int i = 0; i < sample.Count; i++, at++)
        {
            facts.Shard[at] = shard;
            facts.Id[at] = (UInt128)(firstId + at + 1);
            facts.Tokens[at] = sample.Lengths[i];
            facts.Score[at] = (float)sample.Scores[i];
            (facts.CreatedDay[at], facts.DeclaredDepth[at]) = (-1, -1);
        }
    }

    private PlannedShard Shard(int source, ShardRole role) => new()
    {
        Index = source,
        Shard = new Assay.Pipeline.Corpora.Shard
        {
            SourceName = _policy.Sources[source].Name,
            Path = "none",
            DisplayPath = "none",
            Bytes = 0,
            Format = Assay.Pipeline.Corpora.CorpusFormat.Jsonl,
            Fields = new Assay.Pipeline.Corpora.FieldMap(),
        },
        SourceIndex = source,
        Source = _policy.Sources[source],
        Role = role,
        Sha256 = "",
        Stamp = default,
    };
}
