using Assay.Core.Documents;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>Counts the duplicates and picks the largest clusters as examples.</summary>
internal sealed class DuplicateReport(FactTable facts, DecisionTable decisions, IReadOnlyList<PlannedShard> shards, DuplicatesPolicy policy)
{
    private const int Examples = 12;
    private const int MembersShown = 4;

    /// <summary>Builds the report.</summary>
    /// <param name="excerpts">Gets the rows whose text is to be shown, by shard.</param>
    public DuplicateSummary Build(Dictionary<int, List<long>> excerpts)
    {
        (Amount exact, Amount near) = (default, default);
        var clusters = new Dictionary<int, List<int>>();
        for (int i = 0; i < facts.Count; i++)
        {
            int into = decisions.MergedInto[i];
            if (into < 0)
            {
                continue;
            }

            var amount = new Amount(1, facts.RecordBytes[i], facts.Tokens[i]);
            bool isExact = facts.Id[i] == facts.Id[into];
            (exact, near) = isExact ? (exact + amount, near) : (exact, near + amount);
            if (!clusters.TryGetValue(into, out List<int>? members))
            {
                clusters[into] = members = [];
            }

            members.Add(i);
        }

        // Near copies are worth looking at; exact ones all look alike.
        IEnumerable<KeyValuePair<int, List<int>>> largest = clusters
            .OrderByDescending(pair => pair.Value.Any(i => facts.Id[i] != facts.Id[pair.Key]))
            .ThenByDescending(pair => pair.Value.Count)
            .ThenBy(pair => facts.Id[pair.Key])
            .ThenBy(pair => pair.Key)
            .Take(Examples);
        return new DuplicateSummary
        {
            Exact = policy.Exact,
            Near = policy.Near,
            Bands = policy.Bands,
            Rows = policy.Rows,
            Clusters = clusters.Count,
            ExactMerged = exact,
            NearMerged = near,
            Examples = [.. largest.Select(pair => Example(pair.Key, pair.Value, excerpts))],
        };
    }

    private DuplicateExample Example(int kept, List<int> members, Dictionary<int, List<long>> excerpts) => new(
        members.Count + 1,
        Member(kept, 1, excerpts),
        [.. members.OrderBy(i => decisions.Jaccard[i]).ThenBy(i => i).Take(MembersShown).Select(i => Member(i, decisions.Jaccard[i], excerpts))]);

    private DuplicateMember Member(int document, double jaccard, Dictionary<int, List<long>> excerpts)
    {
        int shard = facts.Shard[document];
        if (!excerpts.TryGetValue(shard, out List<long>? rows))
        {
            excerpts[shard] = rows = [];
        }

        rows.Add(facts.Row[document]);
        return new DuplicateMember(new DocumentId(facts.Id[document]).ToString(), shards[shard].Source.Name, jaccard, $"{shard}:{facts.Row[document]}");
    }
}
