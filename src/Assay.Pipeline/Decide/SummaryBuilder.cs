using System.Collections.Immutable;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Statistics;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>Counts the decisions into the result, and checks that nothing was lost.</summary>
internal sealed class SummaryBuilder(
    PolicyFile file, FactTable facts, DecisionTable decisions, StratumTable strata, IReadOnlyList<PlannedShard> shards, ImmutableArray<ShardSummary> summaries)
{
    private readonly Policy _policy = file.Policy;

    /// <summary>Builds the summary.</summary>
    /// <param name="key">Key of the decisions.</param>
    /// <param name="composition">What the solver found.</param>
    /// <param name="conflicts">Contents declared human here and synthetic there.</param>
    /// <param name="removal">What was taken out on demand, if anything.</param>
    public DecideSummary Build(string key, CompositionReport composition, List<ConflictSummary> conflicts, RemovalSummary? removal)
    {
        SourceSummary[] sources = [.. _policy.Sources.Select((source, index) => Source(source, index))];
        FlowSummary flow = Flow(sources);
        Conservation.Check(flow, summaries);
        var excerpts = new Dictionary<int, List<long>>();
        return new DecideSummary
        {
            Key = key,
            KeptBytesByShard = KeptBytes(),
            Excerpts = excerpts,
            Draft = new MixResult
            {
                Version = ProgramVersion.Current,
                Seed = _policy.Seed.Value,
                Generation = _policy.Generation,
                Policy = new PolicySummary(Path.GetFileName(file.Path), file.Sha256, file.Text),
                Flow = flow,
                SyntheticShare = SyntheticShare(),
                Sources = sources,
                Origins = [.. Enum.GetValues<Origin>().Select(origin => Row(origin.Word, i => decisions.Evidence[i].Origin == origin)).Where(row => row.Before.Documents > 0)],
                Depths = Depths(),
                Strata = Strata(composition),
                Constraints = [.. composition.Composition.Constraints.Select(Constraint)],
                Solver = Solver(composition.Composition),
                Weights = WeightBins(),
                Duplicates = new DuplicateReport(facts, decisions, shards, _policy.Duplicates).Build(excerpts),
                Conflicts = conflicts,
                Assumptions = [.. Assumptions()],
                Warnings = [.. Warnings(composition)],
                Removal = removal,
                Outputs = [],
            },
        };
    }

    private static FlowSummary Flow(SourceSummary[] sources) => new(
        Sum(sources, source => source.Read),
        Sum(sources, source => source.Kept),
        Sum(sources, source => source.Merged),
        Sum(sources, source => source.Quarantined),
        [.. sources.SelectMany(source => source.Dropped).GroupBy(drop => drop.Reason, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DropSummary(group.Key, group.Aggregate(default(Amount), (sum, drop) => sum + drop.Amount)))],
        new WrittenAmount(sources.Sum(source => source.Written.Copies), sources.Sum(source => source.Written.Tokens)));

    private static Amount Sum(SourceSummary[] sources, Func<SourceSummary, Amount> of) => sources.Aggregate(default(Amount), (sum, source) => sum + of(source));

    private SourceSummary Source(SourcePolicy source, int index)
    {
        bool Mine(int i) => shards[facts.Shard[i]].SourceIndex == index;
        ShardSummary[] mine = [.. shards.Where(shard => shard.SourceIndex == index).Select(shard => summaries[shard.Index])];
        BreakdownRow kept = Row(source.Name, Mine);
        IEnumerable<DropSummary> dropped = Enum.GetValues<DropReason>().Where(reason => reason != DropReason.None)
            .Select(reason => new DropSummary(reason.Word, Total(i => Mine(i) && decisions.Reason[i] == reason)));
        IEnumerable<DropSummary> removed = mine.SelectMany(summary => summary.Removed).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(group => new DropSummary(group.Key, group.Aggregate(default(Amount), (sum, pair) => sum + pair.Value)));
        return new SourceSummary
        {
            Name = source.Name,
            Origin = source.Origin.Word,
            Anchor = source.Anchor,
            License = source.License,
            Calibration = source.AssumeSynthetic is not null ? "assumed" : source.Origin == Origin.Unknown ? "worst-case" : "declared",
            SyntheticShare = Share(Mine, i => facts.Tokens[i], source.AssumeSynthetic is not null),
            Read = mine.Aggregate(default(Amount), (sum, summary) => sum + summary.Read),
            Kept = kept.Kept,
            Merged = Total(i => Mine(i) && decisions.Outcome[i] == Outcome.Merged),
            Quarantined = mine.Aggregate(default(Amount), (sum, summary) => sum + summary.BadTotal),
            Dropped = [.. dropped.Concat(removed).Where(drop => drop.Amount.Documents > 0)],
            Written = kept.Written,
        };
    }

    private SyntheticShareSummary SyntheticShare() => new(
        Share(_ => true, i => facts.Tokens[i], anyAssumed: Assumptions().Any()),
        Share(_ => true, i => (long)facts.Tokens[i] * decisions.Copies[i], anyAssumed: Assumptions().Any()),
        _policy.Limits.SyntheticShare);

    /// <summary>The share as it enters the cap. It is measured where every document's origin is declared; elsewhere only its upper end stands, on an assumption or on the worst case.</summary>
    private Estimate Share(Func<int, bool> belongs, Func<int, long> tokens, bool anyAssumed)
    {
        (double synthetic, double upper, double total) = (0, 0, 0);
        long documents = 0;
        bool unknown = false;
        for (int i = 0; i < facts.Count; i++)
        {
            long weight = belongs(i) ? tokens(i) : 0;
            if (weight == 0)
            {
                continue;
            }

            documents++;
            total += weight;
            upper += weight * decisions.SyntheticProbability[i];
            synthetic += decisions.Evidence[i].Origin is Origin.Synthetic ? weight : 0;
            unknown |= decisions.Evidence[i].Origin is Origin.Unknown or Origin.Mixed;
        }

        return total == 0
            ? new Estimate { Method = "declared", Unit = "tokens", N = 0, Answer = EstimateAnswer.None, Reason = "There is nothing to measure." }
            : unknown
                ? new Estimate
                {
                    Low = synthetic / total,
                    High = upper / total,
                    Method = anyAssumed ? "declared and assumed" : "declared, unknown counted as synthetic",
                    Unit = "tokens",
                    N = documents,
                    Answer = EstimateAnswer.Bound,
                    Reason = anyAssumed
                        ? "Documents of unknown origin count by the policy's assume-synthetic, or as synthetic where it states none; nothing was measured."
                        : "Documents of unknown origin count as synthetic: nothing calibrates their source.",
                }
                : new Estimate { Value = synthetic / total, Low = synthetic / total, High = upper / total, Method = "declared", Unit = "tokens", N = documents, Answer = EstimateAnswer.Estimate };
    }

    private BreakdownRow[] Depths()
    {
        int[] depths = [.. decisions.Evidence.Select(evidence => evidence.Depth).Distinct().Order()];
        return [.. depths.Where(depth => depth >= 0).Concat(depths.Where(depth => depth < 0))
            .Select(depth => Row(depth < 0 ? "unknown" : depth.ToString(), i => decisions.Evidence[i].Depth == depth))];
    }

    private StratumSummary[] Strata(CompositionReport composition)
    {
        var rows = new List<StratumSummary>();
        foreach (StratumShare share in composition.Shares)
        {
            StratumDimension dimension = strata.Dimensions[share.Dimension];
            string value = dimension.Values[share.Group + 1];
            (double before, double after) = Shares(dimension, share.Group + 1);
            string name = $"floor {dimension.NameOf(share.Group)}";
            string? status = composition.Composition.Constraints.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal)) is { } constraint ? StatusWord(constraint) : null;
            rows.Add(new StratumSummary
            {
                Dimension = dimension.Name,
                Value = value,
                AnchorDocuments = share.AnchorDocuments,
                AnchorShare = share.AnchorShare,
                BeforeShare = before,
                AfterShare = after,
                Floor = share.HasFloor ? share.AnchorShare * _policy.Tails.Floor : null,
                Status = status ?? "no-floor",
            });
        }

        return [.. rows];
    }

    private (double Before, double After) Shares(StratumDimension dimension, int group)
    {
        (double before, double allBefore, double after, double allAfter) = (0, 0, 0, 0);
        for (int i = 0; i < facts.Count; i++)
        {
            double written = (double)facts.Tokens[i] * decisions.Copies[i];
            allBefore += facts.Tokens[i];
            allAfter += written;
            if (dimension.Group[i] == group)
            {
                before += facts.Tokens[i];
                after += written;
            }
        }

        return (allBefore == 0 ? 0 : before / allBefore, allAfter == 0 ? 0 : after / allAfter);
    }

    private BreakdownRow Row(string name, Func<int, bool> belongs)
    {
        (Amount before, Amount kept) = (default, default);
        (long copies, long tokens) = (0, 0);
        for (int i = 0; i < facts.Count; i++)
        {
            if (belongs(i))
            {
                before += AmountOf(i);
                kept += decisions.Outcome[i] == Outcome.Kept ? AmountOf(i) : default;
                copies += decisions.Copies[i];
                tokens += (long)decisions.Copies[i] * facts.Tokens[i];
            }
        }

        return new BreakdownRow(name, before, kept, new WrittenAmount(copies, tokens));
    }

    private Amount Total(Func<int, bool> belongs)
    {
        var total = default(Amount);
        for (int i = 0; i < facts.Count; i++)
        {
            total += belongs(i) ? AmountOf(i) : default;
        }

        return total;
    }

    private Amount AmountOf(int i) => new(1, facts.RecordBytes[i], facts.Tokens[i]);

    private long[] KeptBytes()
    {
        long[] bytes = new long[shards.Count];
        for (int i = 0; i < facts.Count; i++)
        {
            bytes[facts.Shard[i]] += (long)facts.TextBytes[i] * (_policy.Output.Expand ? decisions.Copies[i] : Math.Min(1, decisions.Copies[i]));
        }

        return bytes;
    }

    private WeightBin[] WeightBins()
    {
        const int BinsPerUnit = 5;
        var bins = new SortedDictionary<(int Bin, Origin Origin), (long Documents, long Tokens)>();
        for (int i = 0; i < facts.Count; i++)
        {
            if (decisions.Outcome[i] == Outcome.Kept || decisions.Reason[i] == DropReason.NotSampled)
            {
                var key = ((int)(decisions.Weight[i] * BinsPerUnit), decisions.Evidence[i].Origin);
                (long documents, long tokens) = bins.GetValueOrDefault(key);
                bins[key] = (documents + 1, tokens + facts.Tokens[i]);
            }
        }

        return [.. bins.Select(pair => new WeightBin((double)pair.Key.Bin / BinsPerUnit, (pair.Key.Bin + 1.0) / BinsPerUnit, pair.Key.Origin.Word, pair.Value.Documents, pair.Value.Tokens))];
    }

    private static ConstraintSummary Constraint(ConstraintReport report) => new()
    {
        Name = report.Name,
        Limit = report.Limit,
        Expected = report.Expected,
        Written = report.Written,
        StandardError = report.StandardError,
        Multiplier = report.Multiplier,
        Status = StatusWord(report),
    };

    private static string StatusWord(ConstraintReport report) => report.Status == ConstraintStatus.Held ? "held" : "not-promised";

    private static SolverSummary Solver(MixComposition composition) => composition.Solver is { } solver
        ? new(solver.Objective, solver.DualityGap, solver.RelativeGap, solver.Steps, composition.Solves, solver.Unknowns)
        : new(0, 0, 0, 0, 0, 0);

    private IEnumerable<string> Assumptions() => _policy.Sources.Where(source => source.AssumeSynthetic is not null)
        .Select(source => $"The unknown documents of \"{source.Name}\" are assumed to be {100 * source.AssumeSynthetic:0.##}% synthetic; nobody measured it.");

    private IEnumerable<string> Warnings(CompositionReport composition)
    {
        if (!_policy.Tails.Strata.IsEmpty && !_policy.Sources.Any(source => source.Anchor)) // A policy cannot say this; a removal can lead to it.
        {
            yield return "No source is an anchor any more: the strata have no floors.";
        }

        foreach (SourcePolicy source in _policy.Sources.Where(source => source.Origin == Origin.Human && !source.IsDatedHuman(_policy.ModelEra) && source.VouchedBy is null))
        {
            yield return $"The source \"{source.Name}\" is declared human, but neither dated before {_policy.ModelEra:yyyy-MM-dd} nor vouched for: its documents count as unknown.";
        }

        foreach (ConstraintReport constraint in composition.Composition.Constraints.Where(constraint => constraint.Status == ConstraintStatus.NotPromised))
        {
            yield return $"The {constraint.Name} is not promised: too few documents support it for the draw to keep it for certain.";
        }
    }
}
