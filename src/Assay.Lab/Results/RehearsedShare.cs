using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;

namespace Assay.Lab.Results;

/// <summary>The largest safe synthetic share, and what it rests on.</summary>
/// <param name="Answer">The share as an interval.</param>
/// <param name="Tolerance">Rise of the held-out loss that was still safe, in bits per token.</param>
/// <param name="AlarmRate">Probability of an alarm that was still safe; null where the loss alone was judged.</param>
/// <param name="NoAlarm">Why the alarm was left out; null when it was not.</param>
/// <param name="LargestShare">Largest share that the anchor leaves room for.</param>
/// <param name="Shares">The shares that were tried.</param>
public sealed record RehearsedShare(Estimate Answer, double Tolerance, double? AlarmRate, string? NoAlarm, double LargestShare, IReadOnlyList<TriedShare> Shares)
{
    /// <summary>Sums up a search.</summary>
    /// <param name="result">The search.</param>
    /// <param name="options">What was safe.</param>
    /// <param name="noAlarm">Why the alarm was left out; null when it was not.</param>
    /// <param name="largestShare">Largest share that could be tried.</param>
    public static RehearsedShare Of(SafeShareResult result, SafeShareOptions options, string? noAlarm, double largestShare)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(options);
        double alpha = (1 - options.Confidence) / result.Courses.Count;
        return new RehearsedShare(
            result.ToEstimate(),
            options.Tolerance,
            options.AlarmRate,
            noAlarm,
            largestShare,
            [.. result.Courses.Where(c => c.Trials.Count > 0).Select(c => TriedShare.Of(c, alpha))]);
    }
}
