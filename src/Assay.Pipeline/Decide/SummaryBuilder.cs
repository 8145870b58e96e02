using System.Collections.Immutable;
using System.Globalization;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Decide;

/// <summary>Counts the _decisions into the result, and checks that nothing was lost.</summary>
internal sealed class SummaryBuilder(PolicyFile file, Prepared prepared, ScannedCorpus corpus)
{
    private readonly Policy _policy = file.Policy;
    private readonly FactTable _facts = prepared.Facts;
    private readonly DecisionTable _decisions = prepared.Decisions;
    private readonly StratumTable _strata = prepared.Strata;
    private readonly ImmutableArray<PlannedShard> _shards = corpus.Shards;
    private readonly ImmutableArray<ShardSummary> _summaries = corpus.Summaries;
    private readonly SyntheticShares _shares = new(prepared, source => file.Policy.Sources[source].AssumeSynthetic);

    /// <summary>Builds the summary.</summary>
    /// <param name="key">Key of the decisions.</param>
    /// <param name="composition">What the solver found.</param>
    /// <param name="removal">What was taken out on demand, if anything.</param>
    public DecideSummary Build(string key, CompositionReport composition, RemovalSummary? removal)
    {
        List<int>[] bySource = Members(_policy.Sources.Length, i => _shards[_facts.Shard[i]].SourceIndex);
        SourceSummary[] sources = [.. _policy.Sources.Select((source, index) => Source(source, index, bySource[index]))];
        FlowSummary flow = Flow(sources);
        Conservation.Check(flow, _summaries);
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
                Detector = Detector(),
                Calibration = [.. prepared.Shares.Select(new CalibrationReport(_facts, _decisions, _policy).Of)],
                Origins = Origins(),
                Depths = Depths(),
                Strata = Strata(composition),
                Constraints = [.. composition.Composition.Constraints.Select(Constraint)],
                Solver = Solver(composition.Composition),
                Weights = WeightBins(),
                Duplicates = new DuplicateReport(_facts, _decisions, _shards, _policy.Duplicates).Build(excerpts),
                Conflicts = prepared.Conflicts,
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

    private SourceSummary Source(SourcePolicy source, int index, List<int> members)
    {
        ShardSummary[] mine = [.. _shards.Where(shard => shard.SourceIndex == index).Select(shard => _summaries[shard.Index])];
        BreakdownRow kept = Row(source.Name, members);
        IEnumerable<DropSummary> dropped = Enum.GetValues<DropReason>().Where(reason => reason != DropReason.None)
            .Select(reason => new DropSummary(reason.Word, Total(members, i => _decisions.Reason[i] == reason)));
        IEnumerable<DropSummary> removed = mine.SelectMany(summary => summary.Removed).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(group => new DropSummary(group.Key, group.Aggregate(default(Amount), (sum, pair) => sum + pair.Value)));
        return new SourceSummary
        {
            Name = source.Name,
            Origin = source.Origin.Word,
            Anchor = source.Anchor,
            License = source.License,
            Calibration = IsMeasured(index) ? "measured" : source.AssumeSynthetic is not null ? "assumed" : source.Origin == Origin.Unknown ? "worst-case" : "declared",
            SyntheticShare = _shares.Of(members, i => _facts.Tokens[i], _ => index),
            WrittenShare = _shares.Of(members, i => (long)_facts.Tokens[i] * _decisions.Copies[i], _ => index),
            Read = mine.Aggregate(default(Amount), (sum, summary) => sum + summary.Read),
            Kept = kept.Kept,
            Merged = Total(members, i => _decisions.Outcome[i] == Outcome.Merged),
            Quarantined = mine.Aggregate(default(Amount), (sum, summary) => sum + summary.BadTotal),
            Dropped = [.. dropped.Concat(removed).Where(drop => drop.Amount.Documents > 0)],
            Written = kept.Written,
        };
    }

    private SyntheticShareSummary SyntheticShare() => new(
        _shares.Of(Enumerable.Range(0, _facts.Count), i => _facts.Tokens[i], SourceOf),
        _shares.Of(Enumerable.Range(0, _facts.Count), i => (long)_facts.Tokens[i] * _decisions.Copies[i], SourceOf),
        _policy.Limits.SyntheticShare);

    private int SourceOf(int document) => _shards[_facts.Shard[document]].SourceIndex;

    private bool IsMeasured(int source) => prepared.Shares.Any(measured => measured.Source == source && measured.HasAnswer);

    private DetectorUsed? Detector() => corpus.Probes.OfType<DetectorProbe>().SingleOrDefault()?.Detector is { } detector
        ? new DetectorUsed(detector.Id, detector.Card.Name, detector.Card.Language, detector.Card.CannotSee)
        : null;

    private BreakdownRow[] Origins()
    {
        Origin[] origins = Enum.GetValues<Origin>();
        List<int>[] members = Members(origins.Length, i => (int)_decisions.Evidence[i].Origin);
        return [.. origins.Where(origin => members[(int)origin].Count > 0).Select(origin => Row(origin.Word, members[(int)origin]))];
    }

    /// <summary>Depths from 0 up, and the unknown ones last.</summary>
    private BreakdownRow[] Depths()
    {
        List<int>[] members = Members(_decisions.Evidence.Select(evidence => evidence.Depth).DefaultIfEmpty().Max() + 2, i => _decisions.Evidence[i].Depth + 1);
        return [.. Enumerable.Range(1, members.Length - 1).Append(0).Where(place => members[place].Count > 0)
            .Select(place => Row(place == 0 ? "unknown" : (place - 1).ToString(), members[place]))];
    }

    /// <summary>The documents of each of several groups, by one pass over all.</summary>
    private List<int>[] Members(int groups, Func<int, int> groupOf)
    {
        List<int>[] members = [.. Enumerable.Range(0, groups).Select(_ => new List<int>())];
        for (int i = 0; i < _facts.Count; i++)
        {
            members[groupOf(i)].Add(i);
        }

        return members;
    }

    private StratumSummary[] Strata(CompositionReport composition)
    {
        var rows = new List<StratumSummary>();
        var constraints = composition.Composition.Constraints.ToDictionary(constraint => constraint.Name, StringComparer.Ordinal);
        (double Before, double After)[][] perDimension = [.. _strata.Dimensions.Select(Shares)];
        foreach (StratumShare share in composition.Shares)
        {
            StratumDimension dimension = _strata.Dimensions[share.Dimension];
            string value = dimension.Values[share.Group + 1];
            (double before, double after) = perDimension[share.Dimension][share.Group + 1];
            string name = $"floor {dimension.NameOf(share.Group)}";
            string? status = constraints.TryGetValue(name, out ConstraintReport? constraint) ? StatusWord(constraint) : null;
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

    /// <summary>The share of each stratum of a dimension, in all tokens and in the written ones.</summary>
    private (double Before, double After)[] Shares(StratumDimension dimension)
    {
        var sums = new (double Before, double After)[dimension.Values.Length];
        (double before, double after) = (0, 0);
        for (int i = 0; i < _facts.Count; i++)
        {
            double written = (double)_facts.Tokens[i] * _decisions.Copies[i];
            ref (double Before, double After) sum = ref sums[dimension.Group[i]];
            sum = (sum.Before + _facts.Tokens[i], sum.After + written);
            (before, after) = (before + _facts.Tokens[i], after + written);
        }

        return [.. sums.Select(sum => (before == 0 ? 0 : sum.Before / before, after == 0 ? 0 : sum.After / after))];
    }

    private BreakdownRow Row(string name, List<int> members)
    {
        (Amount before, Amount kept) = (default, default);
        (long copies, long tokens) = (0, 0);
        foreach (int i in members)
        {
            before += AmountOf(i);
            kept += _decisions.Outcome[i] == Outcome.Kept ? AmountOf(i) : default;
            copies += _decisions.Copies[i];
            tokens += (long)_decisions.Copies[i] * _facts.Tokens[i];
        }

        return new BreakdownRow(name, before, kept, new WrittenAmount(copies, tokens));
    }

    private Amount Total(List<int> members, Func<int, bool> belongs)
    {
        var total = default(Amount);
        foreach (int i in members)
        {
            total += belongs(i) ? AmountOf(i) : default;
        }

        return total;
    }

    private Amount AmountOf(int i) => new(1, _facts.RecordBytes[i], _facts.Tokens[i]);

    private long[] KeptBytes()
    {
        long[] bytes = new long[_shards.Length];
        for (int i = 0; i < _facts.Count; i++)
        {
            bytes[_facts.Shard[i]] += (long)_facts.TextBytes[i] * (_policy.Output.Expand ? _decisions.Copies[i] : Math.Min(1, _decisions.Copies[i]));
        }

        return bytes;
    }

    private WeightBin[] WeightBins()
    {
        const int BinsPerUnit = 5;
        var bins = new SortedDictionary<(int Bin, Origin Origin), (long Documents, long Tokens)>();
        for (int i = 0; i < _facts.Count; i++)
        {
            if (_decisions.Outcome[i] == Outcome.Kept || _decisions.Reason[i] == DropReason.NotSampled)
            {
                var key = ((int)(_decisions.Weight[i] * BinsPerUnit), _decisions.Evidence[i].Origin);
                (long documents, long tokens) = bins.GetValueOrDefault(key);
                bins[key] = (documents + 1, tokens + _facts.Tokens[i]);
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

    private IEnumerable<string> Assumptions()
    {
        foreach (MeasuredSource measured in prepared.Shares.Where(measured => measured.HasAnswer))
        {
            SourcePolicy source = _policy.Sources[measured.Source];
            if (measured.Answer.Tokens.Reason is { } reason)
            {
                yield return $"The share of \"{source.Name}\": {reason}";
            }

            if (measured.TooShort > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{measured.TooShort:N0} documents of \"{source.Name}\" are too short to be scored; under the cap they count as {100 * (source.AssumeSynthetic ?? 1):0.##}% synthetic.");
            }
        }

        for (int index = 0; index < _policy.Sources.Length; index++)
        {
            if (_policy.Sources[index] is { AssumeSynthetic: { } share, Name: var name } && !IsMeasured(index))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"The unknown documents of \"{name}\" are assumed to be {100 * share:0.##}% synthetic; nobody measured it.");
            }
        }
    }

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

        foreach (MeasuredSource measured in prepared.Shares.Where(measured => !measured.HasAnswer))
        {
            SourcePolicy source = _policy.Sources[measured.Source];
            yield return string.Create(CultureInfo.InvariantCulture, $"The calibration of \"{source.Name}\" gives no answer: {measured.Answer.Tokens.Reason} Its unknown documents count as {100 * (source.AssumeSynthetic ?? 1):0.##}% synthetic.");
        }

        foreach (ConstraintReport constraint in composition.Composition.Constraints.Where(constraint => constraint.Status == ConstraintStatus.NotPromised))
        {
            yield return $"The {constraint.Name} is not promised: too few documents support it for the draw to keep it for certain.";
        }
    }
}
