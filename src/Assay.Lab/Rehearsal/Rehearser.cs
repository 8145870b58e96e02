using System.Collections.Concurrent;

namespace Assay.Lab.Rehearsal;

/// <summary>Runs replicates of arms, each once, and compares them with the control in pairs.</summary>
/// <param name="loop">Runs one replicate.</param>
/// <param name="store">Keeps what is finished.</param>
/// <param name="workers">Replicates at work at once; the numbers do not depend on it.</param>
/// <param name="finished">Told of each generation that was run or found; null for nobody.</param>
public sealed class Rehearser(RehearsalLoop loop, IReplicateStore store, int workers, Action? finished = null)
{
    /// <summary>Human text alone in every generation.</summary>
    public static RehearsalArm Control { get; } = new("human", Regime.Human);

    private readonly ConcurrentDictionary<(string Arm, int Replicate), Lazy<RehearsalCourse>> _courses = [];

    /// <summary>The largest synthetic share that can be tried in so many replicates.</summary>
    /// <param name="replicates">How many.</param>
    public double LargestShare(int replicates) => loop.LargestShare(replicates);

    /// <summary>One replicate of an arm; run only if nobody has.</summary>
    /// <param name="arm">The arm; its name is its key.</param>
    /// <param name="replicate">From 0.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public RehearsalCourse Course(RehearsalArm arm, int replicate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return _courses.GetOrAdd((arm.Name, replicate), _ => new Lazy<RehearsalCourse>(() =>
        {
            if (store.Find<RehearsalCourse>(arm.Name, replicate) is not { } kept)
            {
                return Run(arm, replicate, cancellationToken);
            }

            for (int i = 0; i < loop.Generations; i++)
            {
                finished?.Invoke();
            }

            return kept;
        })).Value;
    }

    /// <summary>All replicates of an arm, in order.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="replicates">How many.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public IReadOnlyList<RehearsalCourse> Courses(RehearsalArm arm, int replicates, CancellationToken cancellationToken)
    {
        var courses = new RehearsalCourse[replicates];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        Parallel.For(0, replicates, parallel, r => courses[r] = Course(arm, r, cancellationToken));
        return courses;
    }

    /// <summary>Searches the largest synthetic share of an arm that is safe.</summary>
    /// <param name="arm">How the generations go on; its share is what is searched.</param>
    /// <param name="options">What is safe and what may be spent; no share above <see cref="LargestShare"/>.</param>
    /// <param name="mayGoOn">Asked before each batch of replicates; null is always.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public SafeShareResult SafeShare(RehearsalArm arm, SafeShareOptions options, Func<bool>? mayGoOn, CancellationToken cancellationToken) =>
        new SafeShareSearch(options with { Workers = workers })
            .Run((share, replicate) => Trial(arm with { Name = FormattableString.Invariant($"{arm.Name} at {share}"), SyntheticShare = share }, replicate, cancellationToken), mayGoOn, cancellationToken);

    private ShareTrial Trial(RehearsalArm arm, int replicate, CancellationToken cancellationToken)
    {
        RehearsalCourse control = Course(Control, replicate, cancellationToken), course = Course(arm, replicate, cancellationToken);
        return new ShareTrial(
            [.. course.Generations.Zip(control.Generations, (own, human) => own.HeldOutBits - human.HeldOutBits).Skip(1)],
            course.HasRung);
    }

    private RehearsalCourse Run(RehearsalArm arm, int replicate, CancellationToken cancellationToken)
    {
        RehearsalCourse course = loop.Run(arm, replicate, finished, cancellationToken);
        store.Keep(arm.Name, replicate, course);
        return course;
    }
}
