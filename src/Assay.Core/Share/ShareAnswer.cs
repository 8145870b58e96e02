using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>The share of a source, and what each of its documents adds to it.</summary>
public sealed record ShareAnswer
{
    /// <summary>Fraction of the documents that are machine-made.</summary>
    public required Estimate Documents { get; init; }

    /// <summary>Fraction of the tokens that are machine-made.</summary>
    public required Estimate Tokens { get; init; }

    /// <summary>Probability that a document of this source is machine-made, given its score.</summary>
    public required SharePosterior Posterior { get; init; }

    /// <summary>The test of fit; null where there are no references of both kinds.</summary>
    public FitTest? Fit { get; init; }
}
