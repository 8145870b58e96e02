using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Verdicts;

namespace Assay.Bench.Lab;

/// <summary>How often the verdict alarms without collapse, and how soon with it: the tables of docs/metrics.md.</summary>
internal static class LabPower
{
    private const int Generations = 50;

    private static readonly (string Name, string[] Measures, string[] Set, int Null)[] s_cases =
    [
        ("gaussian", ["spread", "w2"], ["samples=100"], 2000),
        ("gaussian", ["spread", "w2"], ["samples=1000"], 500),
        ("gaussian", ["spread", "recall", "coverage"], ["samples=100"], 2000),
        ("gaussian-mle", ["spread", "w2"], ["samples=20"], 2000),
        ("gaussian-biased", ["spread", "w2"], ["samples=100", "lambda=0.9"], 2000),
        ("accumulate", ["spread", "w2"], ["samples=100"], 2000),
        ("fresh-real", ["spread", "w2"], ["samples=100"], 2000),
        ("zipf", ["types", "entropy"], ["samples=1000", "types=1000"], 2000),
        ("zipf-fixed-real", ["types", "entropy"], ["samples=1000", "types=1000"], 2000),
        ("zipf-window", ["types", "entropy"], ["samples=1000", "types=1000"], 2000),
        ("memoriser", ["missing-mass", "types"], ["samples=1000"], 2000),
        ("regression", ["test-error"], ["samples=100"], 2000),
        ("regression-accumulate", ["test-error"], ["samples=100"], 2000),
    ];

    public static int Run(TextWriter output)
    {
        output.WriteLine("| experiment | setting | measures | alarms without collapse (bound) | early or late by t = 5, 10, 20, 50 | late by t = 5, 10, 20, 50 | trend |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((string name, string[] measures, string[] set, int runs) in s_cases)
        {
            ExperimentSpec spec = Catalogue.Find(name)!.With(set.Select(s => KeyValuePair.Create(s.Split('=')[0], s.Split('=')[1]))) with { Measures = measures };
            Experiment experiment = Laboratory.Create(spec);
            CollapseJudge judge = CollapseJudge.Calibrate(experiment, Generations, new RunSeed(101), workers: 2)!;
            ExperimentResult fresh = experiment.Null()!.Run(new RunOptions { Generations = Generations, Replicates = runs, Seed = new RunSeed(102), Workers = 2 });
            ExperimentResult result = experiment.Run(new RunOptions { Generations = Generations, Replicates = 200, Seed = new RunSeed(103), Workers = 2 });
            CourseVerdict[] courses = [.. Enumerable.Range(0, result.Replicates).Select(r => judge.Judge(result, r))];
            CourseVerdict[] early = [.. Enumerable.Range(0, result.Replicates).Select(r => judge.First(result, r))];
            string Alarm(int t) => Share(early.Count(c => c.Generation <= t) / 200.0);
            string Late(int t) => Share(courses.Count(c => c.Kind == CollapseKind.Late && c.Generation <= t) / 200.0);
            ExperimentVerdict verdict = judge.Judge(result);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {string.Join(", ", set)} | {string.Join(", ", measures)} | {judge.Judge(fresh).AlarmShare * runs:0} of {runs} ({judge.FalseAlarmBound:P2}) | {Alarm(5)}, {Alarm(10)}, {Alarm(20)}, {Alarm(50)} | {Late(5)}, {Late(10)}, {Late(20)}, {Late(50)} | {verdict.Trend?.ToString().ToLowerInvariant() ?? "-"} |"));
            output.Flush();
        }

        return 0;
    }

    private static string Share(double share) => share.ToString(".00", CultureInfo.InvariantCulture);
}
