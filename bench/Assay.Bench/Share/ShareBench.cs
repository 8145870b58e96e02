using System.Collections.Immutable;
using System.Globalization;
using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Bench.Share;

/// <summary>Error, coverage and width of every estimator on mixtures of known share: the tables of docs/metrics.md.</summary>
internal static class ShareBench
{
    private const int QuantilesOfObserved = 101;
    private const int LeastHuman = 1300;
    private const int LeastMachine = 600;

    private static readonly double[] s_shares = [0, 0.01, 0.05, 0.10, 0.25, 0.50];

    public static int Run(ReadOnlySpan<string> args, TextWriter output)
    {
        if (args is not [var path, .. var rest])
        {
            output.WriteLine("usage: share SCORES.jsonl [trials] [column] [unit] [method]");
            return 2;
        }

        int trials = rest is [var count, ..] ? int.Parse(count) : 2000;
        string column = rest is [_, var name, ..] ? name : "logodds_all";
        ShareUnit unit = rest is [_, _, "tokens", ..] ? ShareUnit.Tokens : ShareUnit.Documents;
        IReadOnlyList<ScoredSource> sources = ScoreFile.Read(path, column);
        ScoredSource[] tested = [.. sources.Where(s => s.HumanCount >= LeastHuman && s.MachineCount >= LeastMachine)];
        output.WriteLine($"{column}, by {unit.Word}, {trials} trials a cell, mixtures of 1,000 chunks");
        foreach (ScoredSource source in sources)
        {
            output.WriteLine($"  {source.Name}: {source.HumanCount} human, {source.MachineCount} machine, {source.Families} families{(tested.Contains(source) ? ", tested" : "")}");
        }

        string asked = rest is [_, _, _, var part, ..] ? part : "";
        foreach (ShareMethod method in ShareMethod.All.Where(method => method.Name.Contains(asked, StringComparison.Ordinal)))
        {
            Print(method, tested, sources, Math.Min(trials, method.Trials), unit, output);
        }

        return 0;
    }

    private static void Print(ShareMethod method, ScoredSource[] tested, IReadOnlyList<ScoredSource> all, int trials, ShareUnit unit, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"### {method.Name}");
        output.WriteLine();
        output.WriteLine("| source | share | mean error | coverage | median width | lower end holds | median lower end | upper end holds | answered | off by > 5 points | of these declined |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var pooled = s_shares.Select(_ => new ShareCell()).ToArray();
        foreach (ScoredSource source in tested)
        {
            ShareEvidence others = Others(all, source);
            for (int i = 0; i < s_shares.Length; i++)
            {
                ShareCell cell = Cell(method, source, others, s_shares[i], trials, unit);
                Row(output, source.Name, $"{s_shares[i]:P0}", cell);
                pooled[i].Add(cell);
            }
        }

        var whole = new ShareCell();
        for (int i = 0; i < s_shares.Length; i++)
        {
            Row(output, "all", $"{s_shares[i]:P0}", pooled[i]);
            whole.Add(pooled[i]);
        }

        Row(output, "all", "all", whole);
        output.Flush();
    }

    private static void Row(TextWriter output, string name, string share, ShareCell cell)
    {
        string P(double value) => double.IsNaN(value) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0}");
        string R(int part, int of) => of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{(double)part / of:.000}");
        output.WriteLine(cell.Trials == 0
            ? $"| {name} | {share} | too few chunks | | | | | | | | |"
            : $"| {name} | {share} | {P(cell.MeanError)} | {R(cell.Covered, cell.Answers)} | {P(cell.MedianWidth)} | {R(cell.LowHeld, cell.Answers)} | {P(cell.MedianLow)} | {R(cell.HighHeld, cell.Answers)} | {R(cell.Answers, cell.Trials)} | {R(cell.Wrong, cell.Trials)} | {R(cell.WrongDeclined, cell.Wrong)} |");
    }

    private static ShareCell Cell(ShareMethod method, ScoredSource source, ShareEvidence others, double share, int trials, ShareUnit unit)
    {
        (int human, int machine) = method.References(source, ShareTrial.Mixture);
        var outcomes = new ShareOutcome?[trials];
        RunSeed seed = new RunSeed(2026).For($"share/{method.Name}/{source.Name}/{share}");
        _ = Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = 2 }, t =>
        {
            var prng = new Prng(seed.For($"{t}"));
            if (ShareTrial.Deal(source, share, human, machine, method.WithLabels, prng) is { } trial)
            {
                outcomes[t] = Outcome(method, trial, others, unit);
            }
        });
        var cell = new ShareCell();
        foreach (ShareOutcome outcome in outcomes.OfType<ShareOutcome>())
        {
            cell.Add(outcome);
        }

        return cell;
    }

    private static ShareOutcome Outcome(ShareMethod method, ShareTrial trial, ShareEvidence others, ShareUnit unit)
    {
        double truth = trial.TrueShare(unit);
        ShareEvidence evidence = method.Evidence(trial, others);
        ScoreSample target = trial.Target;
        ShareAnswer answer = SourceShare.Estimate(target, evidence, new ShareOptions());
        Estimate estimate = unit == ShareUnit.Documents ? answer.Documents : answer.Tokens;
        // What would have been answered, had the test of fit not declined.
        double? point = estimate.Value;
        if (estimate.Answer == EstimateAnswer.None && answer.Fit is not null)
        {
            Estimate forced = SourceShare.Estimate(target, evidence, new ShareOptions { FitError = 1e-300 }) is var all && unit == ShareUnit.Documents ? all.Documents : all.Tokens;
            point = forced.Value;
        }

        double error = point is { } value ? Math.Abs(value - truth) : double.NaN;
        return new ShareOutcome(estimate.Answer != EstimateAnswer.None, truth, error, estimate.Low ?? 0, estimate.High ?? 1, error > 0.05);
    }

    /// <summary>What the other sources lend: all their chunks as references, and their quantiles as observed shift.</summary>
    private static ShareEvidence Others(IReadOnlyList<ScoredSource> all, ScoredSource left)
    {
        ScoredSource[] others = [.. all.Where(s => s != left)];
        ScoreSample Pool(bool machine) => new(
            [.. others.SelectMany(s => s.Scores.Where((_, i) => s.IsMachine[i] == machine))], [.. others.SelectMany(s => s.Words.Where((_, i) => s.IsMachine[i] == machine))]);
        return new ShareEvidence
        {
            Human = Pool(false),
            Machine = Pool(true),
            Observed = [.. others.Where(s => s.HumanCount >= 50 && s.MachineCount >= 50).Select(s => new ObservedSource(s.Name, Quantiles(s, false), Quantiles(s, true)))],
        };
    }

    private static ScoreSample Quantiles(ScoredSource source, bool machine)
    {
        double[] scores = [.. source.Scores.Where((_, i) => source.IsMachine[i] == machine).Order()];
        double[] quantiles = [.. Enumerable.Range(0, QuantilesOfObserved).Select(k => scores[(int)((long)k * (scores.Length - 1) / (QuantilesOfObserved - 1))])];
        return new ScoreSample(quantiles, [.. quantiles.Select(_ => 1)]);
    }
}
