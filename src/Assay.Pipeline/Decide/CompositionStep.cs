using System.Collections.Immutable;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Share;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>Turns candidates and policy into weights and copies, by the code in Core/Mixing.</summary>
internal sealed class CompositionStep(FactTable facts, DecisionTable decisions, StratumTable strata, IReadOnlyList<PlannedShard> shards, Policy policy, int workers)
{
    /// <summary>Decides every document that is still open.</summary>
    /// <exception cref="InfeasiblePolicyException">No mix keeps the policy.</exception>
    public CompositionReport Run()
    {
        StatedMix stated = State();
        MixComposition composition = MixComposer.Compose(stated.Problem, stated.Ids, policy.Seed, new MixOptions { Workers = workers });
        if (composition.Infeasibility is { } infeasibility)
        {
            throw InfeasiblePolicy.Refuse(infeasibility, policy);
        }

        ReadOnlySpan<double> weights = composition.Weights.Span;
        ReadOnlySpan<int> copies = composition.Copies.Span;
        for (int c = 0; c < stated.Candidates.Length; c++)
        {
            int document = stated.Candidates[c];
            decisions.Weight[document] = weights[c];
            decisions.Copies[document] = copies[c];
            (decisions.Outcome[document], decisions.Reason[document]) = copies[c] > 0
                ? (Outcome.Kept, DropReason.None)
                : (Outcome.Dropped, DropReason.NotSampled);
        }

        return new CompositionReport(composition, stated.Shares);
    }

    /// <summary>States the policy as constraints over the candidates; documents that may not enter are dropped.</summary>
    public StatedMix State()
    {
        int[] candidates = Candidates();
        ImmutableArray<StratumShare> shares = AnchorShares();
        FloorConstraint[] floors = [.. shares.Where(share => share.HasFloor).Select(share => new FloorConstraint(
            share.Dimension, share.Group, share.AnchorShare, policy.Tails.Floor, strata.Dimensions[share.Dimension].NameOf(share.Group)))];
        var limits = new MixLimits { SyntheticShare = policy.Limits.SyntheticShare, Repeats = policy.Limits.Repeats, BudgetTokens = policy.BudgetTokens };
        return new StatedMix(
            candidates, new MixProblem(Documents(candidates), limits, floors), candidates.Select(i => new DocumentId(facts.Id[i])).ToArray(), shares);
    }

    /// <summary>Open documents that the policy lets in; the others are dropped here, each with its reason.</summary>
    private int[] Candidates()
    {
        var candidates = new List<int>(facts.Count);
        for (int i = 0; i < facts.Count; i++)
        {
            if (decisions.Outcome[i] != Outcome.Open)
            {
                continue;
            }

            if (decisions.Evidence[i].Depth > policy.Limits.Depth)
            {
                (decisions.Outcome[i], decisions.Reason[i]) = (Outcome.Dropped, DropReason.Depth);
            }
            else if (IsMachineLike(i))
            {
                (decisions.Outcome[i], decisions.Reason[i]) = (Outcome.Dropped, DropReason.MachineLike);
            }
            else
            {
                candidates.Add(i);
            }
        }

        return [.. candidates];
    }

    /// <summary>Evidence outranks a score: only documents of unknown origin are judged by one.</summary>
    private bool IsMachineLike(int document) => decisions.Evidence[document].Origin == Origin.Unknown
        && (decisions.Posterior[document] > policy.Filter.DropAbove || facts.ScoreOf(document) > policy.Filter.DropAboveScore);

    /// <summary>The weight in the corpus as found: the source's, and less for what is probably machine-made.</summary>
    private double BaseWeight(int document)
    {
        double weight = shards[facts.Shard[document]].Source.Weight;
        double probability = decisions.Posterior[document];
        return double.IsNaN(probability) ? weight : Math.Max(LeastWeight, weight * DownWeight.Of(probability, policy.Filter.WeightExponent));
    }

    private const double LeastWeight = 1e-9; // What the solver takes.

    private MixDocuments Documents(int[] candidates) => new()
    {
        Tokens = candidates.Select(i => (long)facts.Tokens[i]).ToArray(),
        SyntheticProbability = candidates.Select(i => decisions.SyntheticProbability[i]).ToArray(),
        Anchor = candidates.Select(i => decisions.IsAnchor[i]).ToArray(),
        BaseWeight = policy.Sources.All(source => source.Weight == 1 && source.Calibration is null) ? default : candidates.Select(BaseWeight).ToArray(),
        // The stratum (none) is no group: it has no floor.
        Groups = [.. strata.Dimensions.Select(dimension => (ReadOnlyMemory<int>)candidates.Select(i => dimension.Group[i] - 1).ToArray())],
    };

    /// <summary>Each stratum's share of the tokens of the anchor that stays.</summary>
    private ImmutableArray<StratumShare> AnchorShares()
    {
        int[] anchor = [.. Enumerable.Range(0, facts.Count).Where(i => decisions.IsAnchor[i] && decisions.Outcome[i] == Outcome.Open)];
        double total = anchor.Sum(i => (long)facts.Tokens[i]);
        var shares = ImmutableArray.CreateBuilder<StratumShare>();
        for (int d = 0; d < strata.Dimensions.Length; d++)
        {
            StratumDimension dimension = strata.Dimensions[d];
            long[] documents = new long[dimension.Values.Length];
            long[] tokens = new long[dimension.Values.Length];
            foreach (int i in anchor)
            {
                documents[dimension.Group[i]]++;
                tokens[dimension.Group[i]] += facts.Tokens[i];
            }

            for (int group = 0; group < documents.Length; group++)
            {
                bool hasFloor = group > 0 && documents[group] >= policy.Tails.MinAnchorDocuments && policy.Tails.Floor > 0;
                shares.Add(new StratumShare(d, group - 1, documents[group], total == 0 ? 0 : tokens[group] / total, hasFloor));
            }
        }

        return shares.ToImmutable();
    }
}

/// <summary>A stratum's share of the anchor.</summary>
/// <param name="Dimension">0-based dimension.</param>
/// <param name="Group">0-based group; -1 is the stratum <c>(none)</c>.</param>
/// <param name="AnchorDocuments">Documents of the anchor in it.</param>
/// <param name="AnchorShare">Its share of the anchor's tokens.</param>
/// <param name="HasFloor">Whether it is guarded.</param>
internal readonly record struct StratumShare(int Dimension, int Group, long AnchorDocuments, double AnchorShare, bool HasFloor);

/// <summary>The policy as constraints over a corpus.</summary>
/// <param name="Candidates">The documents that may enter.</param>
/// <param name="Problem">The constraints over them.</param>
/// <param name="Ids">Their ids.</param>
/// <param name="Shares">Every stratum, by dimension and group, <c>(none)</c> first.</param>
internal sealed record StatedMix(int[] Candidates, MixProblem Problem, ReadOnlyMemory<DocumentId> Ids, ImmutableArray<StratumShare> Shares);

/// <summary>What the solver found, with the strata it guarded.</summary>
/// <param name="Composition">Weights, copies and constraints.</param>
/// <param name="Shares">Every stratum, by dimension and group, <c>(none)</c> first.</param>
internal sealed record CompositionReport(MixComposition Composition, ImmutableArray<StratumShare> Shares);
