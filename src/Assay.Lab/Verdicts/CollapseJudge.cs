using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Measures;

namespace Assay.Lab.Verdicts;

/// <summary>Says whether a loop collapses: none, early or late, since when, and whether it still gets worse.</summary>
/// <remarks>
/// <para>Early: a tail measure below, or an error above, what fresh real data give, in two consecutive generations. Late: the spread
/// below it in two consecutive generations and ln 2 nats or more below its null median: half of the effective support is gone (of an
/// entropy that is small from the start, three quarters of it).</para>
/// <para>Accumulation is no null: it does lose types at first, and then stabilises.</para>
/// </remarks>
public sealed class CollapseJudge
{
    /// <summary>Half of the 1% that is promised: the other half is for what the bound cannot see, such as a held-out text shared by all generations.</summary>
    private const double FalseAlarmLevel = 0.005;

    /// <summary>One-sided 1% point of the normal law, for the trend.</summary>
    private const double TrendLimit = 2.3263478740408408;

    private readonly NullLimits _limits;

    private CollapseJudge(NullLimits limits) => _limits = limits;

    /// <summary>Largest probability of an alarm in a replicate without collapse.</summary>
    public double FalseAlarmBound => _limits.FalseAlarmBound;

    /// <summary>Calibrates a judge on the same experiment with fresh real data in each generation.</summary>
    /// <param name="experiment">The experiment to be judged.</param>
    /// <param name="generations">Generations that will be judged.</param>
    /// <param name="seed">Root of the null's randomness.</param>
    /// <param name="workers">Replicates at work at once.</param>
    /// <param name="progress">Told the finished replicates of the null and how many there will be.</param>
    /// <param name="cancellationToken">Stops the calibration.</param>
    /// <returns>A judge; null when the experiment has no null or nothing that a verdict could rest on.</returns>
    public static CollapseJudge? Calibrate(
        Experiment experiment, int generations, RunSeed seed, int workers = 1, IProgress<(int Finished, int Total)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (experiment.Null() is not { } fresh || fresh.Measures.All(m => m.Role == MeasureRole.Shown))
        {
            return null;
        }

        (int wanted, int generationsPerReplicate) = experiment.Calibration;
        int draws = Math.Max(wanted, NullLimits.LeastDraws(generations, fresh.Measures, FalseAlarmLevel));
        int replicates = (draws + generationsPerReplicate - 2) / (generationsPerReplicate - 1);
        ExperimentResult run = fresh.Run(
            new RunOptions { Generations = generationsPerReplicate, Replicates = replicates, Seed = seed.For("null"), Workers = workers },
            progress is null ? null : new Share(progress, replicates),
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new CollapseJudge(new NullLimits(run, generations, FalseAlarmLevel));
    }

    private sealed class Share(IProgress<(int Finished, int Total)> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report((value, total));
    }

    /// <summary>Judges one replicate.</summary>
    /// <param name="result">The result that it belongs to.</param>
    /// <param name="replicate">Its number, from 0.</param>
    public CourseVerdict Judge(ExperimentResult result, int replicate)
    {
        ArgumentNullException.ThrowIfNull(result);
        (CourseVerdict early, CourseVerdict late) = Both(result, replicate);
        return late.Kind == CollapseKind.Late ? late : early;
    }

    /// <summary>The first sign in a replicate, be it early or late collapse.</summary>
    internal CourseVerdict First(ExperimentResult result, int replicate)
    {
        (CourseVerdict early, CourseVerdict late) = Both(result, replicate);
        return late.Generation < (early.Generation ?? int.MaxValue) ? late : early;
    }

    private (CourseVerdict Early, CourseVerdict Late) Both(ExperimentResult result, int replicate)
    {
        CourseVerdict early = new(CollapseKind.None, null, null), late = early;
        foreach (string name in _limits.Names)
        {
            NullLimits.Limit limit = _limits[name];
            double[] course = result.Course(replicate, name);
            // Generation 1 trains on real data: whatever it shows is not the loop's doing.
            for (int t = 2; t < result.Generations; t++)
            {
                bool twice = limit.IsBeyond(course[t - 1]) && limit.IsBeyond(course[t]);
                if (twice && !limit.IsSpread && t < (early.Generation ?? int.MaxValue))
                {
                    early = new(CollapseKind.Early, t, name);
                }

                if (twice && limit.IsSpread && course[t - 1] < limit.Half && course[t] < limit.Half && t < (late.Generation ?? int.MaxValue))
                {
                    late = new(CollapseKind.Late, t, name);
                }
            }
        }

        return (early, late);
    }

    /// <summary>Judges an experiment.</summary>
    /// <param name="result">One replicate or more.</param>
    public ExperimentVerdict Judge(ExperimentResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CourseVerdict[] courses = [.. Enumerable.Range(0, result.Replicates).Select(r => Judge(result, r))];
        double alarms = courses.Count(c => c.Kind != CollapseKind.None) / (double)courses.Length;
        double late = courses.Count(c => c.Kind == CollapseKind.Late) / (double)courses.Length;
        CollapseKind kind = late >= .5 ? CollapseKind.Late : alarms >= .5 ? CollapseKind.Early : CollapseKind.None;
        var verdict = new ExperimentVerdict { Kind = kind, AlarmShare = alarms, LateShare = late, FalseAlarmBound = FalseAlarmBound };
        if (kind == CollapseKind.None)
        {
            return verdict;
        }

        CourseVerdict[] shown = [.. courses.Where(c => c.Kind == kind)];
        double[] generations = [.. shown.Select(c => (double)c.Generation!).Order()];
        string measure = shown.GroupBy(c => c.Measure!, StringComparer.Ordinal).MaxBy(g => g.Count())!.Key;
        return verdict with
        {
            Generation = ExperimentResult.Quantile(generations, .5),
            GenerationLow = ExperimentResult.Quantile(generations, .05),
            GenerationHigh = ExperimentResult.Quantile(generations, .95),
            Measure = measure,
            Trend = Trend(result, measure),
        };
    }

    /// <summary>Whether the last quarter is worse than the one before, by more than chance among replicates (or the null's scatter, for one).</summary>
    private CollapseTrend Trend(ExperimentResult result, string measure)
    {
        NullLimits.Limit limit = _limits[measure];
        int quarter = Math.Max(1, result.Generations / 4);
        double[] changes = [.. Enumerable.Range(0, result.Replicates).Select(r =>
        {
            double[] course = result.Course(r, measure);
            double last = course[^quarter..].Average(limit.Badness);
            double before = course[Math.Max(0, course.Length - (2 * quarter))..^quarter].Average(limit.Badness);
            return last - before;
        }).Where(double.IsFinite)];
        if (changes.Length == 0)
        {
            return CollapseTrend.Worsening; // Off every scale.
        }

        double mean = changes.Average();
        double error = changes.Length > 1
            ? Math.Sqrt(changes.Sum(c => (c - mean) * (c - mean)) / (changes.Length - 1) / changes.Length)
            : limit.Deviation * Math.Sqrt(2.0 / quarter);
        return mean > TrendLimit * error ? CollapseTrend.Worsening : CollapseTrend.Stabilised;
    }
}
