using System.Collections.Immutable;

namespace Assay.Core.Share;

/// <summary>What is known beside the documents whose share is asked for.</summary>
public sealed record ShareEvidence
{
    /// <summary>Nothing.</summary>
    public static ShareEvidence None { get; } = new();

    /// <summary>Known human documents of the same source, scored by the same detector.</summary>
    public ScoreSample Human { get; init; } = ScoreSample.Empty;

    /// <summary>Known machine documents of the same source, scored by the same detector.</summary>
    public ScoreSample Machine { get; init; } = ScoreSample.Empty;

    /// <summary>Reviewers' labels of documents of the target, each document at most once.</summary>
    public IReadOnlyList<DocumentLabel> Labels { get; init; } = [];

    /// <summary>Scores that the detector gave to other sources, none of which it was trained on: how far a domain can shift them.</summary>
    public ImmutableArray<ObservedSource> Observed { get; init; } = [];
}

/// <summary>Scores of a source that the detector had not seen.</summary>
/// <param name="Name">The source.</param>
/// <param name="Human">Its human documents.</param>
/// <param name="Machine">Its machine documents.</param>
public sealed record ObservedSource(string Name, ScoreSample Human, ScoreSample Machine);
