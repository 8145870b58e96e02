using System.Collections.Immutable;
using Assay.Core.Share;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>The documents of known origin that calibrate sources: scores and ids, each content once.</summary>
internal sealed class KnownDocuments
{
    private readonly Dictionary<(int Source, ShardRole Role), Known> _known = [];

    /// <summary>No documents.</summary>
    public static KnownDocuments None { get; } = new();

    /// <summary>Takes the documents of the calibration files.</summary>
    /// <param name="facts">Their facts.</param>
    /// <param name="shards">The files.</param>
    public static KnownDocuments Of(FactTable facts, ImmutableArray<PlannedShard> shards)
    {
        var known = new KnownDocuments();
        var members = new Dictionary<(int Source, ShardRole Role), List<int>>();
        var seen = new HashSet<(int Source, ShardRole Role, UInt128 Id)>();
        for (int i = 0; i < facts.Count; i++)
        {
            PlannedShard shard = shards[facts.Shard[i]];
            if (seen.Add((shard.SourceIndex, shard.Role, facts.Id[i])))
            {
                if (!members.TryGetValue((shard.SourceIndex, shard.Role), out List<int>? list))
                {
                    members.Add((shard.SourceIndex, shard.Role), list = []);
                }

                list.Add(i);
            }
        }

        foreach (((int Source, ShardRole Role) key, List<int> list) in members)
        {
            known._known.Add(key, new Known([.. list.Select(i => facts.Id[i])], Sample(facts, list)));
        }

        return known;
    }

    /// <summary>The known documents of one kind.</summary>
    /// <param name="source">0-based source.</param>
    /// <param name="role">Human or machine.</param>
    public Known Find(int source, ShardRole role) => _known.GetValueOrDefault((source, role)) ?? Known.Nothing;

    /// <summary>Scores and lengths of the documents that are long enough to be scored.</summary>
    /// <param name="facts">Where they are.</param>
    /// <param name="documents">Which.</param>
    public static ScoreSample Sample(FactTable facts, IEnumerable<int> documents)
    {
        int[] scored = [.. documents.Where(i => !float.IsNaN(facts.ScoreOf(i)))];
        return new ScoreSample([.. scored.Select(i => (double)facts.Score[i])], [.. scored.Select(i => facts.Tokens[i])]);
    }
}

/// <summary>Documents of known origin.</summary>
/// <param name="Ids">Their contents.</param>
/// <param name="Scores">Of those that are long enough to be scored.</param>
internal sealed record Known(HashSet<UInt128> Ids, ScoreSample Scores)
{
    /// <summary>No documents.</summary>
    public static Known Nothing { get; } = new([], ScoreSample.Empty);
}
