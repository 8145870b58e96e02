using Assay.Core.Watching;
using Assay.Lab.Rehearsal;

namespace Assay.Lab.Results;

/// <summary>One way of going on, over its replicates.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Regime">What its mixes are composed from.</param>
/// <param name="Verdict">What at least half of the replicates show; null where the alarm could not answer in so many that they decide.</param>
/// <param name="Trend">Where most of the replicates that rang are going; null for none.</param>
/// <param name="AlarmShare">Share of the replicates in which the alarm rang.</param>
/// <param name="AlarmGeneration">Median generation of the first alarm, over the replicates in which it rang; null for none.</param>
/// <param name="NoAnswerShare">Share of the replicates in which it did not ring because it could not look at some mix.</param>
/// <param name="NoAnswer">Why, in the first of them; null for none.</param>
/// <param name="Generations">Generation 0 first.</param>
/// <param name="Strata">The strata that the policy guards, in the last generation.</param>
public sealed record RehearsedArm(
    string Name, Regime Regime, LossKind? Verdict, LossTrend? Trend, double AlarmShare, double? AlarmGeneration, double NoAnswerShare, string? NoAnswer,
    IReadOnlyList<RehearsedGeneration> Generations, IReadOnlyList<RehearsedStratum> Strata)
{
    /// <summary>Sums up an arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="courses">Its replicates.</param>
    /// <param name="control">Those of the control, paired.</param>
    /// <param name="strata">The strata that the policy guards.</param>
    /// <param name="textOf">Spells tokens.</param>
    public static RehearsedArm Of(
        RehearsalArm arm, IReadOnlyList<RehearsalCourse> courses, IReadOnlyList<RehearsalCourse> control, IReadOnlyList<RehearsalStratum> strata, Func<IReadOnlyList<int>, string> textOf)
    {
        ArgumentNullException.ThrowIfNull(arm);
        ArgumentNullException.ThrowIfNull(courses);
        ArgumentNullException.ThrowIfNull(strata);
        SeriesVerdict[] rung = [.. courses.Where(c => c.Alarm is not null).Select(c => c.Verdict!)];
        double late = rung.Count(v => v.Kind == LossKind.Late) / (double)courses.Count;
        string[] silent = [.. courses.Select(c => c.NoAnswer).OfType<string>()];
        int[] alarms = [.. courses.Where(c => c.Alarm is not null).Select(c => c.Alarm!.Value).Order()];
        return new RehearsedArm(
            arm.Name,
            arm.Regime,
            late >= .5 ? LossKind.Late : 2 * rung.Length >= courses.Count ? LossKind.Early : 2 * (rung.Length + silent.Length) >= courses.Count ? null : LossKind.None,
            rung.Where(v => v.Trend is not null).GroupBy(v => v.Trend).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault()?.Key,
            (double)alarms.Length / courses.Count,
            alarms.Length == 0 ? null : 0.5 * (alarms[(alarms.Length - 1) / 2] + alarms[alarms.Length / 2]),
            (double)silent.Length / courses.Count,
            silent.FirstOrDefault(),
            [.. Enumerable.Range(0, courses[0].Generations.Count).Select(t => RehearsedGeneration.Of(t, courses, control, textOf))],
            [.. strata.Select((stratum, i) => RehearsedStratum.Of(stratum, i, courses, control))]);
    }
}
