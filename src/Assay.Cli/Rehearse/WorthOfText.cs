using System.Globalization;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;
using Assay.Lab.Results;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Rehearse;

/// <summary>What more human text buys: at several synthetic shares, and in several amounts at the policy's own.</summary>
internal sealed class WorthOfText(RehearseOptions options, RehearsalWorlds worlds, ProxyShop shop, IReplicateStore store, IRunProgress progress)
{
    private static readonly double[] s_shares = [0, .1, .25, .5, .75];
    private static readonly long[] s_amounts = [10_000, 100_000, 1_000_000];

    /// <summary>The amount that everybody asks about; it stands in the answer even where it cannot be measured.</summary>
    private const long Asked = 10_000_000;

    private readonly IProxyFamily _family = shop.Of(options.Settings);

    /// <summary>What a tenth more brings at several synthetic shares.</summary>
    public IReadOnlyList<RehearsedWorth> ByShare(CancellationToken cancellationToken)
    {
        progress.StepStarted("worth of human text", (long)s_shares.Length * options.Replicates, "replicates");
        RehearsedWorth[] rows = [.. s_shares.Select(share => Row(share, HumanWorth.Step, cancellationToken))];
        progress.StepFinished();
        return rows;
    }

    /// <summary>What amounts bring at one share: those that can be set aside, and the largest that can.</summary>
    /// <param name="share">The policy's synthetic share, in [0, 1).</param>
    /// <param name="cancellationToken">Stops between replicates.</param>
    public IReadOnlyList<RehearsedAddition> ByAmount(double share, CancellationToken cancellationToken)
    {
        long human = worlds.First.HumanTokens, largest = (long)(HumanWorth.LargestStep * human);
        long[] amounts = [.. s_amounts.Where(amount => amount < largest), largest, .. largest == Asked ? (long[])[] : [Asked]];
        Array.Sort(amounts);
        progress.StepStarted("worth by amount", (long)amounts.Count(a => a <= largest) * options.Replicates, "replicates");
        RehearsedAddition[] rows = [.. amounts.Select(amount => new RehearsedAddition(
            amount, amount <= largest ? Row(share, Math.Min(HumanWorth.LargestStep, (double)amount / human), cancellationToken) : null))];
        progress.StepFinished();
        return rows;
    }

    private RehearsedWorth Row(double share, double step, CancellationToken cancellationToken)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"worth at {share} of {step} to {_family.Key}, budget share {options.Settings.BudgetShare}, with {options.Settings.Choice}");
        var trials = new HumanWorthTrial[options.Replicates];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken };
        Parallel.For(0, trials.Length, parallel, r =>
        {
            trials[r] = store.Find<HumanWorthTrial>(key, r) ?? Run(r);
            progress.Advanced(1);
        });
        return RehearsedWorth.Of(share, trials);

        HumanWorthTrial Run(int replicate)
        {
            HumanWorthTrial trial = new HumanWorth(worlds.CorpusOf(replicate), _family, options.Settings.Choice).Run(share, step, worlds.SeedOf(replicate), cancellationToken);
            store.Keep(key, replicate, trial);
            return trial;
        }
    }
}
