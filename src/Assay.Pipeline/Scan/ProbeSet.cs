using System.Collections.Immutable;
using Assay.Core.Duplicates;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Scan;

/// <summary>The probes of a run. A new probe is its class in Probes and its line here.</summary>
internal static class ProbeSet
{
    /// <summary>The probes that a policy asks for.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="rareTypes">The anchor's rare types; null when no source is an anchor.</param>
    /// <param name="detector">The detector; null when nothing is scored.</param>
    public static ImmutableArray<IProbe> For(Policy policy, AnchorRareTypes? rareTypes, DetectorProbe? detector)
    {
        var probes = ImmutableArray.CreateBuilder<IProbe>();
        probes.Add(new IdentityProbe());
        probes.Add(new SizeProbe());
        probes.Add(new DeclaredProbe());
        ImmutableArray<string> dimensions = DeclaredDimensions(policy);
        if (!dimensions.IsEmpty)
        {
            probes.Add(new StrataProbe(dimensions));
        }

        if (policy.Duplicates.Near is not null)
        {
            probes.Add(new MinHashProbe(Signatures(policy.Duplicates)));
        }

        if (rareTypes is not null)
        {
            probes.Add(new RarityProbe(rareTypes, [.. policy.Sources.Where(source => source.Anchor).Select(source => source.Name)]));
        }

        if (detector is not null)
        {
            probes.Add(detector);
        }

        return probes.ToImmutable();
    }

    extension(ImmutableArray<IProbe> probes)
    {
        /// <summary>Those that measure a shard.</summary>
        public ImmutableArray<IProbe> Of(PlannedShard shard) => [.. probes.Where(probe => probe.Measures(shard))];
    }

    /// <summary>The dimensions that documents declare: all but the measured one.</summary>
    public static ImmutableArray<string> DeclaredDimensions(Policy policy) =>
        [.. policy.Tails.Strata.Where(name => !string.Equals(name, TailsPolicy.RarityDimension, StringComparison.Ordinal))];

    /// <summary>The signature's parameters.</summary>
    public static MinHashOptions Signatures(DuplicatesPolicy duplicates) =>
        new() { WordsPerShingle = duplicates.Words, Bands = duplicates.Bands, Rows = duplicates.Rows };
}
