using Assay.Core.Documents;
using Assay.Core.Mixing;

namespace Assay.Lab.Rehearsal;

/// <summary>What the mixes are composed from, text as token numbers, and the text that models are judged on.</summary>
/// <remarks>A token is the proxy's token here, in lengths, budget and shares alike. Immutable; safe to share between threads.</remarks>
public sealed record RehearsalCorpus
{
    /// <summary>Tokens of each document, from 0 to <see cref="VocabularySize"/> − 1; none is empty.</summary>
    public required IReadOnlyList<int[]> Texts { get; init; }

    /// <summary>Id of each document.</summary>
    public required IReadOnlyList<DocumentId> Ids { get; init; }

    /// <summary>Origin of each document, as its evidence says.</summary>
    public required IReadOnlyList<Origin> Origins { get; init; }

    /// <summary>Probability of each document of being synthetic, as it enters the cap.</summary>
    public required IReadOnlyList<double> SyntheticProbability { get; init; }

    /// <summary>Whether a document belongs to the anchor.</summary>
    public required IReadOnlyList<bool> IsAnchor { get; init; }

    /// <summary>Weight of each document in the corpus as found, above 0.</summary>
    public required IReadOnlyList<double> BaseWeight { get; init; }

    /// <summary>For each dimension of the policy the group of each document, −1 for none.</summary>
    public IReadOnlyList<int[]> Groups { get; init; } = [];

    /// <summary>Number of different tokens.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Human documents that no mix holds.</summary>
    public required IReadOnlyList<int[]> HeldOut { get; init; }

    /// <summary>The strata that the policy guards, and the human text of each.</summary>
    public IReadOnlyList<RehearsalStratum> Strata { get; init; } = [];

    /// <summary>The policy's limits; the budget in tokens of the proxy.</summary>
    public required MixLimits Limits { get; init; }

    /// <summary>The policy's floors.</summary>
    public IReadOnlyList<FloorConstraint> Floors { get; init; } = [];

    /// <summary>Tokens of the human documents.</summary>
    public long HumanTokens => Enumerable.Range(0, Texts.Count).Where(i => Origins[i] == Origin.Human).Sum(i => (long)Texts[i].Length);

    /// <summary>Tokens that a generation trains on: the policy's budget, or as much as there is human text.</summary>
    public long Budget => Math.Min(Limits.BudgetTokens ?? long.MaxValue, HumanTokens);
}
