using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;
using Assay.Lab.Results;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Rehearse;

/// <summary>Everything that is asked of one policy: its arms, its safe share, what moves it, and what human text is worth.</summary>
internal sealed class PolicyRehearsal(RehearseOptions options, RehearsalWorlds worlds, ProxyShop shop, IReplicateStore store, IRunProgress progress, Func<bool> mayGoOn)
{
    private const int ExcerptWords = 60;
    private const string Separator = " | ";

    private readonly Dictionary<(string Proxy, double BudgetShare), Rehearser> _rehearsers = [];

    /// <summary>The control, the policy as it stands, and the regimes that the literature compares.</summary>
    public IReadOnlyList<RehearsedArm> Arms(string policy, CancellationToken cancellationToken) => Run(
        $"rehearse {policy}", options.Settings, [Regime.Policy, Regime.Replace, Regime.AccumulateSubsample, Regime.Accumulate], cancellationToken);

    /// <summary>The largest safe share under some settings.</summary>
    public RehearsedShare SafeShare(ArmSettings settings, string step, CancellationToken cancellationToken)
    {
        SafeShareOptions search = options.Search;
        progress.StepStarted(step, (long)search.Shares.Count * search.ReplicatesPerShare * (options.Generations + 1), "generations");
        Rehearser rehearser = RehearserFor(settings);
        double largest = rehearser.LargestShare(search.ReplicatesPerShare);
        string? noAlarm = worlds.AlarmOf(0)?.NoAnswer; // every replicate holds out as many documents
        search = search with { Shares = [.. search.Shares.Where(share => share <= largest)], AlarmRate = noAlarm is null ? search.AlarmRate : null };
        SafeShareResult result = rehearser.SafeShare(Arm(Regime.Policy, settings), search, mayGoOn, cancellationToken);
        progress.StepFinished();
        return RehearsedShare.Of(result, search, noAlarm, largest);
    }

    /// <summary>The rehearsal at every value that was asked for.</summary>
    public IReadOnlyList<RehearsedVariation> Variations(CancellationToken cancellationToken) =>
        [.. options.Variations.Select(v => Variation(v.Name, v.Value, options.Settings.With(v.Name, v.Value), cancellationToken))];

    /// <summary>What human text is worth.</summary>
    public WorthOfText Worth() => new(options, worlds, shop, store, progress);

    private RehearsedVariation Variation(string name, string value, ArmSettings settings, CancellationToken cancellationToken) => new(
        name,
        value,
        Run($"rehearse at {name}={value}", settings, [Regime.Policy, Regime.Replace], cancellationToken),
        options.FindSafeShare ? SafeShare(settings, $"safe share at {name}={value}", cancellationToken) : null);

    private IReadOnlyList<RehearsedArm> Run(string step, ArmSettings settings, Regime[] regimes, CancellationToken cancellationToken)
    {
        RehearsalArm[] arms = [Rehearser.Control, .. regimes.Select(regime => Arm(regime, settings))];
        progress.StepStarted(step, (long)arms.Length * options.Replicates * (options.Generations + 1), "generations");
        Rehearser rehearser = RehearserFor(settings);
        IReadOnlyList<RehearsalCourse>[] courses = [.. arms.Select(arm => rehearser.Courses(arm, options.Replicates, cancellationToken))];
        progress.StepFinished();
        return [.. arms.Zip(courses, (arm, own) => RehearsedArm.Of(
            arm with { Name = arm.Name.Split(Separator)[0] }, own, courses[0], worlds.First.Strata, tokens => shop.Text(tokens.Take(ExcerptWords))))];
    }

    /// <summary>Proxy and budget make a world of their own, control included.</summary>
    private Rehearser RehearserFor(ArmSettings settings)
    {
        IProxyFamily family = shop.Of(settings);
        if (!_rehearsers.TryGetValue((family.Key, settings.BudgetShare), out Rehearser? rehearser))
        {
            var loop = new RehearsalLoop(worlds, family, options.Generations, settings.BudgetShare);
            string world = FormattableString.Invariant($"{options.Generations} generations of {family.Key}, budget share {settings.BudgetShare}: ");
            rehearser = new Rehearser(loop, new WorldStore(store, world), options.Workers, () => progress.Advanced(1));
            _rehearsers.Add((family.Key, settings.BudgetShare), rehearser);
        }

        return rehearser;
    }

    /// <summary>The name of an arm says all that its course depends on.</summary>
    private RehearsalArm Arm(Regime regime, ArmSettings settings)
    {
        ArmSettings own = settings.Relevant(regime);
        string name = regime switch { Regime.Policy => "policy", Regime.Replace => "replace", Regime.Accumulate => "accumulate", _ => "accumulate-subsample" };
        return own.Arm($"{name}{Separator}{own}", regime, options.Generations);
    }

    /// <summary>The part of a store that belongs to one proxy and one budget.</summary>
    private sealed class WorldStore(IReplicateStore store, string world) : IReplicateStore
    {
        public T? Find<T>(string arm, int replicate)
            where T : class => store.Find<T>(world + arm, replicate);

        public void Keep<T>(string arm, int replicate, T result)
            where T : class => store.Keep(world + arm, replicate, result);
    }
}
