namespace Assay.Core.Mixing;

/// <summary>Where the dual solver ended.</summary>
/// <param name="Multipliers">The multipliers, in the solver's scale.</param>
/// <param name="At">The dual there.</param>
/// <param name="ProvenInfeasible">Whether the multipliers prove that no weights satisfy the constraints.</param>
/// <param name="Steps">Newton steps.</param>
/// <param name="Evaluations">Passes over the documents.</param>
internal sealed record DualOutcome(double[] Multipliers, DualEvaluation At, bool ProvenInfeasible, int Steps, int Evaluations);
