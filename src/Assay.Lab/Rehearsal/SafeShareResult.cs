using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>The largest safe synthetic share as an interval, and what it rests on.</summary>
public sealed class SafeShareResult
{
    private readonly SafeShareOptions _options;

    internal SafeShareResult(SafeShareOptions options, IReadOnlyList<ShareCourse> courses, bool isCut)
    {
        (_options, Courses, IsCut) = (options, courses, isCut);
    }

    /// <summary>Every share of the grid, rising; those that did not matter have no replicate.</summary>
    public IReadOnlyList<ShareCourse> Courses { get; }

    /// <summary>Whether the budget ended the search.</summary>
    public bool IsCut { get; }

    /// <summary>Number of replicates run.</summary>
    public int Replicates => Courses.Sum(c => c.Trials.Count);

    /// <summary>Largest share established as safe; 0 when none is.</summary>
    public double Safe => Courses.LastOrDefault(c => c.Judgement == ShareJudgement.Safe)?.Share ?? 0;

    /// <summary>Smallest share established as unsafe; null when none is.</summary>
    public double? Unsafe => Courses.FirstOrDefault(c => c.Judgement == ShareJudgement.Unsafe)?.Share;

    /// <summary>Whether a share was found unsafe below one found safe, against what the search assumes.</summary>
    public bool IsContradictory => Unsafe < Safe;

    /// <summary>The answer in the shape that all commands share.</summary>
    public Estimate ToEstimate()
    {
        bool isNothing = Replicates == 0 || (Safe == 0 && Unsafe is null) || IsContradictory;
        return new Estimate
        {
            Low = isNothing ? null : Safe,
            High = isNothing ? null : Unsafe ?? 1,
            Level = _options.Confidence,
            Method = _options.AlarmRate is null ? "safe share by noisy bisection, by the loss alone" : "safe share by noisy bisection",
            Unit = "tokens",
            N = Replicates,
            Answer = isNothing ? EstimateAnswer.None : Unsafe is null || Safe == 0 ? EstimateAnswer.Bound : EstimateAnswer.Estimate,
            Reason = string.Join(' ', ((string?[])[Reason(isNothing), Silence]).OfType<string>()) is { Length: > 0 } reason ? reason : null,
        };
    }

    /// <summary>That a share stayed open because the alarm could not answer there.</summary>
    private string? Silence => _options.AlarmRate is not null && Courses.Where(c => c.Judgement == ShareJudgement.Unresolved).Sum(c => c.Unanswered) is > 0 and var silent
        ? $"In {silent} replicates the alarm could not answer, and its silence makes no share safe."
        : null;

    private string? Reason(bool isNothing) => this switch
    {
        { IsContradictory: true } => FormattableString.Invariant($"A share of {Unsafe} is unsafe and one of {Safe} safe: harm does not grow with the share here."),
        _ when isNothing => "Not resolved with this budget.",
        { Unsafe: null } when Safe == Courses[^1].Share => "Every share tried is safe.",
        { Unsafe: null } => "No share was established as unsafe with this budget.",
        { Safe: 0 } when Courses[0].Judgement == ShareJudgement.Unsafe => "Even the smallest share tried is unsafe.",
        { Safe: 0 } => "No share was established as safe with this budget.",
        { IsCut: true } => "The budget ended the search; a larger one narrows the interval.",
        _ => null,
    };
}
