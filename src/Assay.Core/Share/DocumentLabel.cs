namespace Assay.Core.Share;

/// <summary>What reviewers said about a document of the target.</summary>
/// <param name="Index">0-based place of the document in the target.</param>
/// <param name="Machine">Share of its reviewers who took it for machine-made, in [0, 1].</param>
/// <param name="InclusionProbability">Chance, in (0, 1], with which the document was chosen to be labelled.</param>
public readonly record struct DocumentLabel(int Index, double Machine, double InclusionProbability);
