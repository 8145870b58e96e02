using Assay.Core.Documents;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>Judges each document's evidence, then makes every place of the same content agree.</summary>
internal sealed class OriginResolver(FactTable facts, IReadOnlyList<PlannedShard> shards, Policy policy)
{
    private readonly SourceClaim[] _claims = [.. policy.Sources.Select(source => new SourceClaim(
        source.Origin,
        source.Model is not null,
        source.Depth ?? Evidence.UnknownDepth,
        source.IsDatedHuman(policy.ModelEra),
        source.PublishedBefore?.DayNumber ?? int.MaxValue,
        source.VouchedBy is not null))];

    /// <summary>Fills evidence and anchor of every document.</summary>
    /// <param name="decisions">Where they go.</param>
    /// <param name="order">The documents by id, equal ids in table order.</param>
    /// <returns>The contents that are declared human in one place and synthetic in another.</returns>
    public List<ConflictSummary> Resolve(DecisionTable decisions, ReadOnlySpan<int> order)
    {
        for (int i = 0; i < facts.Count; i++)
        {
            var claim = new DocumentClaim(facts.DeclaredOrigin[i], facts.HasModel[i], facts.DeclaredDepth[i], facts.CreatedDay[i]);
            decisions.Evidence[i] = EvidenceRules.Judge(_claims[shards[facts.Shard[i]].SourceIndex], claim);
        }

        List<ConflictSummary> conflicts = policy.Duplicates.Exact ? Agree(decisions, order) : [];
        for (int i = 0; i < facts.Count; i++)
        {
            decisions.IsAnchor[i] = shards[facts.Shard[i]].Source.Anchor && decisions.Evidence[i].Origin == Origin.Human;
        }

        return conflicts;
    }

    private List<ConflictSummary> Agree(DecisionTable decisions, ReadOnlySpan<int> order)
    {
        var conflicts = new List<ConflictSummary>();
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && facts.Id[order[end]] == facts.Id[order[start]])
            {
                end++;
            }

            if (end - start > 1)
            {
                Agree(decisions, order[start..end], conflicts);
            }

            start = end;
        }

        return conflicts;
    }

    private void Agree(DecisionTable decisions, ReadOnlySpan<int> places, List<ConflictSummary> conflicts)
    {
        Evidence shared = decisions.Evidence[places[0]];
        (int human, int synthetic) = (-1, -1);
        foreach (int place in places)
        {
            Evidence own = decisions.Evidence[place];
            shared = EvidenceRules.Combine(shared, own);
            human = own.Origin == Origin.Human && human < 0 ? place : human;
            synthetic = own.Origin == Origin.Synthetic && synthetic < 0 ? place : synthetic;
        }

        if (human >= 0 && synthetic >= 0)
        {
            bool humanWins = shared.Origin == Origin.Human;
            conflicts.Add(new ConflictSummary(
                new DocumentId(facts.Id[human]).ToString(), SourceOf(human), SourceOf(synthetic), shared.Origin.Word,
                humanWins
                    ? "Its human source was published before the model era, so no model can have written it."
                    : "Its human source is vouched for but not dated, and a declaration of synthetic is believed whoever makes it."));
        }

        foreach (int place in places)
        {
            decisions.Evidence[place] = shared;
        }
    }

    private string SourceOf(int document) => shards[facts.Shard[document]].Source.Name;
}
