using Assay.Core.Language;
using Assay.Core.Mixing;
using Assay.Lab.Rehearsal;
using Assay.Lab.Results;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Rehearse;

/// <summary>Everything that is asked of one policy: its arms, its safe share, what moves it, and what human text is worth.</summary>
internal sealed class PolicyRehearsal(RehearseOptions options, RehearsalCorpus corpus, ICourseStore store, IRunProgress progress, Func<bool> mayGoOn)
{
    private const int ExcerptWords = 60;
    private const double FalseAlarmRate = 0.01;

    private static readonly double[] WorthShares = [0, .1, .25, .5, .75];

    private readonly WatchAlarm _alarm = new(corpus.HeldOut, FalseAlarmRate, options.Seed.For("rehearse/alarm"));
    private readonly Dictionary<(int Order, double BudgetShare), Rehearser> _rehearsers = [];

    /// <summary>The control, the policy as it stands, and the regimes that the literature compares.</summary>
    public IReadOnlyList<RehearsedArm> Arms(string policy, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        RehearsalArm[] arms =
        [
            Rehearser.Control, Arm("policy", Regime.Policy, options.Settings), Arm("replace", Regime.Replace, options.Settings),
            Arm("accumulate-subsample", Regime.AccumulateSubsample, options.Settings), Arm("accumulate", Regime.Accumulate, options.Settings),
        ];
        progress.StepStarted($"rehearse {policy}", (long)arms.Length * options.Replicates, "replicates");
        Rehearser rehearser = RehearserFor(options.Settings);
        IReadOnlyList<RehearsalCourse>[] courses = [.. arms.Select(arm => rehearser.Courses(arm, options.Replicates, cancellationToken))];
        progress.StepFinished();
        return [.. arms.Zip(courses, (arm, own) => RehearsedArm.Of(
            arm with { Name = arm.Name.Split(Separator)[0] }, own, courses[0],
            tokens => string.Join(' ', tokens.Take(ExcerptWords).Select(token => vocabulary[token]))))];
    }

    /// <summary>The largest safe share under some settings.</summary>
    public RehearsedShare SafeShare(ArmSettings settings, string step, CancellationToken cancellationToken)
    {
        SafeShareOptions search = options.Search;
        progress.StepStarted(step, (long)search.Shares.Count * search.ReplicatesPerShare, "replicates");
        Rehearser rehearser = RehearserFor(settings);
        SafeShareResult result = rehearser.SafeShare(Arm("policy", Regime.Policy, settings), search, mayGoOn, cancellationToken);
        progress.StepFinished();
        return RehearsedShare.Of(result, search, rehearser.LargestShare);
    }

    /// <summary>The safe share at every value that was asked for.</summary>
    public IReadOnlyList<RehearsedVariation> Variations(CancellationToken cancellationToken) =>
        [.. options.Variations.Select(v => new RehearsedVariation(v.Name, v.Value, SafeShare(options.Settings.With(v.Name, v.Value), $"safe share at {v.Name}={v.Value}", cancellationToken)))];

    /// <summary>What more human text buys, at several synthetic shares.</summary>
    public IReadOnlyList<RehearsedWorth> Worth(CancellationToken cancellationToken)
    {
        var worth = new HumanWorth(corpus, new NgramProxy(corpus.VocabularySize, options.Settings.Order), options.Settings.Choice);
        progress.StepStarted("worth of human text", (long)WorthShares.Length * options.Replicates, "replicates");
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken };
        var rows = new List<RehearsedWorth>();
        foreach (double share in WorthShares)
        {
            var trials = new HumanWorthTrial[options.Replicates];
            Parallel.For(0, trials.Length, parallel, r =>
            {
                trials[r] = worth.Run(share, options.Seed.For(FormattableString.Invariant($"rehearse/{r}")));
                progress.Advanced(1);
            });
            rows.Add(RehearsedWorth.Of(share, trials));
        }

        progress.StepFinished();
        return rows;
    }

    /// <summary>Proxy and budget make a world of their own, control included.</summary>
    private Rehearser RehearserFor(ArmSettings settings)
    {
        if (!_rehearsers.TryGetValue((settings.Order, settings.BudgetShare), out Rehearser? rehearser))
        {
            MixLimits limits = corpus.Limits with { BudgetTokens = Math.Max(1, (long)(settings.BudgetShare * corpus.Budget)) };
            var loop = new RehearsalLoop(corpus with { Limits = limits }, new NgramProxy(corpus.VocabularySize, settings.Order), options.Generations, options.Seed, _alarm);
            string world = FormattableString.Invariant($"order {settings.Order}, budget share {settings.BudgetShare}: ");
            rehearser = new Rehearser(loop, new WorldStore(store, world), options.Workers, () => progress.Advanced(1));
            _rehearsers.Add((settings.Order, settings.BudgetShare), rehearser);
        }

        return rehearser;
    }

    /// <summary>The name of an arm says all that its course depends on.</summary>
    private RehearsalArm Arm(string name, Regime regime, ArmSettings settings) => settings.Arm($"{name}{Separator}{settings with { Order = 0, BudgetShare = 0 }}", regime, options.Generations);

    private const string Separator = " | ";

    /// <summary>The part of a store that belongs to one proxy and one budget.</summary>
    private sealed class WorldStore(ICourseStore store, string world) : ICourseStore
    {
        public RehearsalCourse? Find(string arm, int replicate) => store.Find(world + arm, replicate);

        public void Keep(string arm, int replicate, RehearsalCourse course) => store.Keep(world + arm, replicate, course);
    }
}
