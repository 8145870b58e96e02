using Assay.Lab.Rehearsal;

namespace Assay.Lab.Results;

/// <summary>A synthetic share that was tried.</summary>
/// <param name="Share">The share.</param>
/// <param name="Replicates">Replicates spent on it.</param>
/// <param name="Judgement">What they establish.</param>
/// <param name="Rise">Mean rise of the held-out loss in the generation where it is largest, in bits per token.</param>
/// <param name="RiseLow">Lower end of its interval, which holds at every moment; null while nothing is excluded.</param>
/// <param name="RiseHigh">Upper end.</param>
/// <param name="AlarmShare">Share of the replicates in which the alarm rang.</param>
/// <param name="AlarmLow">Lower end of its interval, as if it had rung in none of the replicates without an answer.</param>
/// <param name="AlarmHigh">Upper end, as if it had rung in all of them.</param>
/// <param name="NoAnswerShare">Share of the replicates in which it could not answer.</param>
public sealed record TriedShare(
    double Share, int Replicates, ShareJudgement Judgement, double Rise, double? RiseLow, double? RiseHigh, double AlarmShare, double AlarmLow, double AlarmHigh, double NoAnswerShare)
{
    internal static TriedShare Of(ShareCourse course, double alpha)
    {
        (double mean, double low, double high) = Enumerable.Range(1, course.Trials[0].LossRise.Count).Select(g => course.RiseInterval(g, alpha)).MaxBy(i => i.Mean);
        (double alarmLow, double alarmHigh) = course.AlarmInterval(alpha);
        return new TriedShare(
            course.Share,
            course.Trials.Count,
            course.Judgement,
            mean,
            double.IsFinite(low) ? low : null,
            double.IsFinite(high) ? high : null,
            course.Trials.Count(t => t.HasRung == true) / (double)course.Trials.Count,
            alarmLow,
            alarmHigh,
            course.Unanswered / (double)course.Trials.Count);
    }
}
