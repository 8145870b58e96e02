using Assay.Core.Errors;
using Assay.Lab.Rehearsal;

namespace Assay.Cli.Rehearse;

/// <summary>A policy that was read and can be rehearsed.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Folder">Where its facts and replicates lie.</param>
/// <param name="Key">Everything that its replicates depend on, hashed.</param>
/// <param name="Worlds">What each replicate's mixes are composed from.</param>
/// <param name="Shop">Makes its proxies.</param>
internal sealed record RehearsedInput(string Path, string Folder, string Key, RehearsalWorlds Worlds, ProxyShop Shop)
{
    /// <summary>Composes what needs no model, under every setting that was asked for.</summary>
    /// <exception cref="UserErrorException">A mix cannot hold, or leaves no room for a share that is to be searched.</exception>
    public void Check(RehearseOptions options)
    {
        IEnumerable<ArmSettings> all = options.Variations.Select(v => options.Settings.With(v.Name, v.Value)).Prepend(options.Settings);
        foreach (ArmSettings settings in all.DistinctBy(s => s.BudgetShare))
        {
            var loop = new RehearsalLoop(Worlds, Shop.Of(settings), options.Generations, settings.BudgetShare);
            loop.Check();
            SafeShareOptions search = options.Search;
            if (options.FindSafeShare && loop.LargestShare(search.ReplicatesPerShare) is var largest && largest < search.Shares[0])
            {
                throw new UserErrorException(
                    FormattableString.Invariant($"{Path}: the anchor leaves room for a synthetic share of {Math.Max(0, largest):0.###}; the smallest that is searched is {search.Shares[0]}."),
                    "Raise the budget, make the anchor smaller, or leave out --safe-share.");
            }
        }
    }
}
