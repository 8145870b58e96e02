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

    private static readonly ShareUnit[] s_units = [ShareUnit.Documents, ShareUnit.Tokens];
    private static readonly double[] s_shares = [0, 0.01, 0.05, 0.10, 0.25, 0.50];

    public static int Run(ReadOnlySpan<string> args, TextWriter output)
    {
        if (args is not [var path, .. var rest])
        {
            output.WriteLine("usage: share SCORES.jsonl [trials] [column] [method [DATA]]");
            return 2;
        }

        int trials = rest is [var count, ..] ? int.Parse(count) : 2000;
        string column = rest is [_, var name, ..] ? name : "logodds_all";
        IReadOnlyList<ScoredSource> sources = ScoreFile.Read(path, column);
        ScoredSource[] tested = [.. sources.Where(s => s.HumanCount >= LeastHuman && s.MachineCount >= LeastMachine)];
        output.WriteLine($"{column}, {trials} trials a cell, mixtures of 1,000 chunks");
        foreach (ScoredSource source in sources)
        {
            output.WriteLine($"  {source.Name}: {source.HumanCount} human, {source.MachineCount} machine, {source.Families} families{(tested.Contains(source) ? ", tested" : "")}");
        }

        foreach (double share in s_shares.Where(share => share > 0))
        {
            string each = string.Join(", ", tested.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name} {100 * ShareLimit.MeanError(s, share, ShareTrial.Mixture):0.00}")));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  at {share:P0} no estimate errs less, on average, than {100 * tested.Average(s => ShareLimit.MeanError(s, share, ShareTrial.Mixture)):0.00} points: {each}"));
        }

        string asked = rest is [_, _, var part, ..] ? part : "";
        ShareTexts? texts = rest is [_, _, _, var data, ..] ? ShareTexts.Read(data) : null;
        foreach (ShareMethod method in ShareMethod.All.Where(method => method.Name.Contains(asked, StringComparison.Ordinal)))
        {
            if (method.Adapted && texts is null)
            {
                output.WriteLine($"{method.Name}: name the folder of the data to see it.");
                continue;
            }

            Print(method, tested, sources, texts, Math.Min(trials, method.Trials), output);
        }

        return 0;
    }

    private static void Print(ShareMethod method, ScoredSource[] tested, IReadOnlyList<ScoredSource> all, ShareTexts? texts, int trials, TextWriter output)
    {
        var cells = new ShareCell[tested.Length, s_shares.Length][];
        for (int s = 0; s < tested.Length; s++)
        {
            ShareEvidence others = Others(all, tested[s]);
            for (int i = 0; i < s_shares.Length; i++)
            {
                cells[s, i] = Cells(method, tested[s], others, texts, s_shares[i], trials);
            }
        }

        foreach (ShareUnit unit in s_units)
        {
            output.WriteLine();
            output.WriteLine($"### {method.Name}, by {unit.Word}");
            output.WriteLine();
            output.WriteLine("| source | share | mean error | coverage | median width | lower end holds | median lower end | upper end holds | answered | off by > 5 points | of these declined |");
            output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
            var whole = new ShareCell();
            for (int s = 0; s < tested.Length; s++)
            {
                for (int i = 0; i < s_shares.Length; i++)
                {
                    Row(output, tested[s].Name, $"{s_shares[i]:P0}", cells[s, i][(int)unit]);
                }
            }

            for (int i = 0; i < s_shares.Length; i++)
            {
                var pooled = new ShareCell();
                for (int s = 0; s < tested.Length; s++)
                {
                    pooled.Add(cells[s, i][(int)unit]);
                }

                Row(output, "all", $"{s_shares[i]:P0}", pooled);
                whole.Add(pooled);
            }

            Row(output, "all", "all", whole);
        }

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

    /// <returns>By documents and by tokens, from the same trials.</returns>
    private static ShareCell[] Cells(ShareMethod method, ScoredSource source, ShareEvidence others, ShareTexts? texts, double share, int trials)
    {
        (int human, int machine) = method.References(source, ShareTrial.Mixture);
        var outcomes = new ShareOutcome[]?[trials];
        string name = method.Name.Replace(", adapted", "", StringComparison.Ordinal); // the very same trials
        RunSeed seed = new RunSeed(2026).For($"share/{name}/{source.Name}/{share}");
        _ = Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, t =>
        {
            var prng = new Prng(seed.For($"{t}"));
            if (ShareTrial.Deal(source, share, human, machine, method.WithLabels, prng) is { } trial)
            {
                outcomes[t] = Outcomes(method, method.Adapted ? trial.Adapted(texts!) : trial, others);
            }
        });
        ShareCell[] cells = [.. s_units.Select(_ => new ShareCell())];
        foreach (ShareOutcome[] outcome in outcomes.OfType<ShareOutcome[]>())
        {
            for (int unit = 0; unit < cells.Length; unit++)
            {
                cells[unit].Add(outcome[unit]);
            }
        }

        return cells;
    }

    private static ShareOutcome[] Outcomes(ShareMethod method, ShareTrial trial, ShareEvidence others)
    {
        ShareEvidence evidence = method.Evidence(trial, others);
        ScoreSample target = trial.Target;
        ShareAnswer answer = SourceShare.Estimate(target, evidence, new ShareOptions());

        // What would have been answered, had the test of fit not declined.
        bool declined = answer.Documents.Answer == EstimateAnswer.None && answer.Fit is not null;
        ShareAnswer forced = declined ? SourceShare.Estimate(target, evidence, new ShareOptions { FitError = 1e-300 }) : answer;
        return [.. s_units.Select(unit => Outcome(Of(answer, unit), Of(forced, unit).Value, trial.TrueShare(unit)))];
    }

    private static Estimate Of(ShareAnswer answer, ShareUnit unit) => unit == ShareUnit.Documents ? answer.Documents : answer.Tokens;

    private static ShareOutcome Outcome(Estimate estimate, double? point, double truth)
    {
        double error = point is { } value ? Math.Abs(value - truth) : double.NaN;
        return new ShareOutcome(estimate.Answer != EstimateAnswer.None, truth, error, estimate.Low ?? 0, estimate.High ?? 1, error > 0.05);
    }

    /// <summary>What the other sources lend: chunks of all of them as references, and their quantiles as observed shift.</summary>
    private static ShareEvidence Others(IReadOnlyList<ScoredSource> all, ScoredSource left)
    {
        ScoredSource[] others = [.. all.Where(s => s != left)];
        var prng = new Prng(new RunSeed(2026).For($"share/others/{left.Name}"));
        ScoreSample Pool(bool machine)
        {
            (ScoredSource Source, int Row)[] chunks = [.. others.SelectMany(s => Enumerable.Range(0, s.Scores.Length).Where(i => s.IsMachine[i] == machine).Select(i => (s, i)))];
            chunks = [.. ShareTrial.Shuffled(chunks.Length, prng).Take(ShareMethod.Matched).Select(i => chunks[i])];
            return new ScoreSample([.. chunks.Select(c => c.Source.Scores[c.Row])], [.. chunks.Select(c => c.Source.Words[c.Row])]);
        }

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
