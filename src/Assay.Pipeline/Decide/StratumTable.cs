using System.Collections.Immutable;
using System.Globalization;
using Assay.Pipeline.Policies;

namespace Assay.Pipeline.Decide;

/// <summary>The strata of every guarded dimension, rarity bands included, in the policy's order.</summary>
internal sealed class StratumTable
{
    private StratumTable(ImmutableArray<StratumDimension> dimensions) => Dimensions = dimensions;

    /// <summary>The dimensions.</summary>
    public ImmutableArray<StratumDimension> Dimensions { get; }

    /// <summary>Builds the strata of a corpus.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="decisions">Its anchors are the ones whose rarity sets the bands.</param>
    /// <param name="tails">The policy.</param>
    public static StratumTable Build(FactTable facts, DecisionTable decisions, TailsPolicy tails)
    {
        var dimensions = ImmutableArray.CreateBuilder<StratumDimension>();
        foreach (string name in tails.Strata)
        {
            dimensions.Add(string.Equals(name, TailsPolicy.RarityDimension, StringComparison.Ordinal)
                ? Rarity(facts, decisions, tails)
                : Declared(facts, name));
        }

        return new StratumTable(dimensions.ToImmutable());
    }

    /// <summary>Strata sorted by name, so that their numbers do not depend on where they are met first.</summary>
    private static StratumDimension Declared(FactTable facts, string name)
    {
        int dimension = facts.Dimensions.IndexOf(name);
        List<string> found = facts.StratumNames[dimension];
        string[] sorted = [FactTable.NoStratum, .. found.Skip(1).Order(StringComparer.Ordinal)];
        var places = sorted.Select((value, index) => (value, index)).ToDictionary(pair => pair.value, pair => pair.index, StringComparer.Ordinal);
        int[] renumbered = [.. found.Select(value => places[value])];
        return new StratumDimension(name, [.. sorted], [.. facts.Strata[dimension].Select(index => renumbered[index])]);
    }

    private static StratumDimension Rarity(FactTable facts, DecisionTable decisions, TailsPolicy tails)
    {
        float[] anchor = [.. Enumerable.Range(0, facts.Count).Where(i => decisions.IsAnchor[i] && !float.IsNaN(facts.Rarity[i])).Select(i => facts.Rarity[i]).Order()];
        // Lower edge of each band but the first: the anchor's own quantiles.
        float[] edges = anchor.Length == 0 ? [] : [.. tails.RarityBands.Select(q => anchor[Math.Min((int)(q * anchor.Length), anchor.Length - 1)])];
        double[] quantiles = [0, .. tails.RarityBands.Take(edges.Length), 1];
        string[] names = [FactTable.NoStratum, .. quantiles.Zip(quantiles.Skip(1), (low, high) => string.Create(CultureInfo.InvariantCulture, $"{100 * low:0.##}-{100 * high:0.##}%"))];
        int[] groups = [.. facts.Rarity.Select(rarity => float.IsNaN(rarity) ? 0 : 1 + edges.Count(edge => rarity >= edge && edge > 0))];
        return new StratumDimension(TailsPolicy.RarityDimension, [.. names], groups);
    }
}

/// <summary>One guarded dimension.</summary>
/// <param name="Name">For instance <c>lang</c>.</param>
/// <param name="Values">Names of its strata; the first is <see cref="FactTable.NoStratum"/>.</param>
/// <param name="Group">Each document's index into <paramref name="Values"/>.</param>
internal sealed record StratumDimension(string Name, ImmutableArray<string> Values, int[] Group)
{
    /// <summary>A stratum as people know it, for instance <c>lang=gd</c>.</summary>
    /// <param name="group">0-based group of the solver, which does not know <see cref="FactTable.NoStratum"/>; -1 is that stratum.</param>
    public string NameOf(int group) => $"{Name}={Values[group + 1]}";
}
