using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Decide;

/// <summary>Merges copies: of each group of the same or nearly the same content the best-ranked document stays.</summary>
internal sealed class DuplicateStep(RunFolder folder, FactTable facts, DuplicatesPolicy policy)
{
    /// <summary>Marks the merged documents.</summary>
    /// <param name="decisions">Evidence and anchors must be there.</param>
    /// <param name="loader">Reads the signatures, if they are needed.</param>
    /// <param name="probes">The probes of the run.</param>
    /// <param name="key">Key of the corpus.</param>
    public void Run(DecisionTable decisions, FactLoader loader, ImmutableArray<IProbe> probes, string key)
    {
        if (!policy.Exact && policy.Near is null)
        {
            return;
        }

        int[] ranks = Ranks(decisions);
        var cache = new ClusterCache(folder, ContentKey.Of(
            ProgramVersion.Current, key, policy.ToString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(MemoryMarshal.AsBytes(ranks.AsSpan())))));
        if (!cache.TryRead(decisions))
        {
            Cluster(decisions, ranks, loader, probes);
            cache.Write(decisions);
        }

        for (int i = 0; i < facts.Count; i++)
        {
            if (decisions.MergedInto[i] >= 0)
            {
                decisions.Outcome[i] = Outcome.Merged;
            }
        }
    }

    private void Cluster(DecisionTable decisions, int[] ranks, FactLoader loader, ImmutableArray<IProbe> probes)
    {
        // Without near-duplicates nobody asks for a signature, and none was measured.
        MinHashProbe probe = probes.OfType<MinHashProbe>().SingleOrDefault() ?? new MinHashProbe(ProbeSet.Signatures(policy));
        using SignatureFile signatures = SignatureFile.Spool(
            folder, probe.Hasher.SignatureLength, take => { if (policy.Near is not null) { loader.LoadSignatures(probe, take); } });
        DuplicateClustering found = DuplicateClusters.Find(
            MemoryMarshal.Cast<UInt128, DocumentId>(facts.Id), ranks, signatures, probe.Hasher, new DuplicateOptions { Exact = policy.Exact, Near = policy.Near });
        found.MergedInto.CopyTo(decisions.MergedInto, 0);
        found.Jaccard.CopyTo(decisions.Jaccard, 0);
    }

    /// <summary>
    /// Who stays: the anchor before all, then dated and vouched human evidence, then any declared origin before none, the smaller
    /// depth, and among equals the first in the corpus. Ranks are places in that order.
    /// </summary>
    private int[] Ranks(DecisionTable decisions)
    {
        long[] keys = new long[facts.Count];
        int[] order = new int[facts.Count];
        for (int i = 0; i < facts.Count; i++)
        {
            Evidence evidence = decisions.Evidence[i];
            long standing = decisions.IsAnchor[i] ? 0 : evidence.Kind switch
            {
                EvidenceKind.DatedSource => 1,
                EvidenceKind.VouchedSource => 2,
                EvidenceKind.DeclaredMixed => 3,
                EvidenceKind.DeclaredModel or EvidenceKind.DeclaredSynthetic => 4,
                _ => 5,
            };
            keys[i] = (standing << 48) | ((long)(evidence.Depth + 1) << 32) | (uint)i;
            order[i] = i;
        }

        Array.Sort(keys, order);
        int[] ranks = new int[facts.Count];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return ranks;
    }
}
