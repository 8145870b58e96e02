using Assay.Core.Documents;
using Assay.Core.Mixing;

namespace Assay.Pipeline.Runs;

/// <summary>What a policy chooses from, with the texts: everything that decide knows before it weighs.</summary>
/// <remarks>Copies are merged and documents too deep for the policy are out. All columns are in the order of <see cref="MixProblem.Documents"/>.</remarks>
public sealed record CandidateCorpus
{
    /// <summary>The policy as constraints over the candidates.</summary>
    public required MixProblem Problem { get; init; }

    /// <summary>Id of each candidate.</summary>
    public required IReadOnlyList<DocumentId> Ids { get; init; }

    /// <summary>Origin of each candidate, as its evidence says.</summary>
    public required IReadOnlyList<Origin> Origins { get; init; }

    /// <summary>Text of each candidate.</summary>
    public required IReadOnlyList<string> Texts { get; init; }
}
