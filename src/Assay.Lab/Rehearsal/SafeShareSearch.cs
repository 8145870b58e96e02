namespace Assay.Lab.Rehearsal;

/// <summary>Finds the largest synthetic share that is safe, spending replicates where they decide.</summary>
/// <remarks>
/// <para>Noisy bisection: the share in the middle of what is open is replicated until a confidence sequence puts it on one side, or
/// its replicates are used up; then the middle of what is still open is next. A share far from the border costs few replicates.</para>
/// <para>Error control: each share of the grid carries (1 − confidence)/J at all times (<see cref="Core.Statistics.ConfidenceSequence"/>),
/// so with probability ≥ the confidence no share at all is put on the wrong side, whatever order the search takes and whenever it is stopped.
/// That harm does not shrink as the share grows is assumed; what was measured against it is reported.</para>
/// </remarks>
public sealed class SafeShareSearch
{
    private readonly SafeShareOptions _options;
    private readonly ShareCourse[] _courses;

    /// <summary>Starts a search.</summary>
    /// <param name="options">What is safe and what may be spent.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public SafeShareSearch(SafeShareOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. options.Problems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _options = options;
        _courses = [.. options.Shares.Select(share => new ShareCourse(share, options))];
    }

    /// <summary>Runs replicates until the border is found as sharply as the grid allows, or the budget is used up.</summary>
    /// <param name="replicate">Runs one: the share and the replicate's number from 0. Called from several threads; must depend on nothing else.</param>
    /// <param name="mayGoOn">Asked before each batch; false ends the search with what is known. Null is always.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public SafeShareResult Run(Func<double, int, ShareTrial> replicate, Func<bool>? mayGoOn = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(replicate);
        bool isCut = false;
        while (Next() is { } course)
        {
            if (mayGoOn?.Invoke() == false)
            {
                isCut = true;
                break;
            }

            course.Add(Batch(course, replicate, cancellationToken));
        }

        return new SafeShareResult(_options, _courses, isCut);
    }

    private ShareTrial[] Batch(ShareCourse course, Func<double, int, ShareTrial> replicate, CancellationToken cancellationToken)
    {
        int first = course.Trials.Count;
        var trials = new ShareTrial[Math.Min(_options.Batch, _options.ReplicatesPerShare - first)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Workers, CancellationToken = cancellationToken };
        Parallel.For(0, trials.Length, parallel, i => trials[i] = replicate(course.Share, first + i));
        return trials;
    }

    /// <summary>The share that is being tried, or the middle of the widest stretch of untried ones between safe and unsafe.</summary>
    private ShareCourse? Next()
    {
        (int low, int high) = (LastSafe(), FirstUnsafe());
        int bestStart = -1, bestLength = 0, start = low + 1;
        for (int i = low + 1; i <= high; i++)
        {
            if (i < high && _courses[i] is { Trials.Count: > 0, Judgement: ShareJudgement.Unresolved, IsExhausted: false } open)
            {
                return open;
            }

            if (i == high || _courses[i].IsExhausted)
            {
                (bestStart, bestLength) = i - start > bestLength ? (start, i - start) : (bestStart, bestLength);
                start = i + 1;
            }
        }

        return bestLength == 0 ? null : _courses[bestStart + (bestLength / 2)];
    }

    private int LastSafe() => Array.FindLastIndex(_courses, c => c.Judgement == ShareJudgement.Safe);

    private int FirstUnsafe()
    {
        int first = Array.FindIndex(_courses, LastSafe() + 1, c => c.Judgement == ShareJudgement.Unsafe);
        return first < 0 ? _courses.Length : first;
    }
}
