namespace Assay.Pipeline.Corpora;

/// <summary>The shards of a source.</summary>
/// <param name="Shards">In ordinal order of their display paths, ranges of a file in order of their starts.</param>
/// <param name="Notes">What the user should know, as sentences: files that cannot be cut, files left out.</param>
public sealed record ShardPlan(IReadOnlyList<Shard> Shards, IReadOnlyList<string> Notes);
