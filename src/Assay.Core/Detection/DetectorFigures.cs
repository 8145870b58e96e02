using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>How well scores tell machine from human text in one group of pieces.</summary>
/// <param name="Human">Human pieces.</param>
/// <param name="Machine">Machine pieces.</param>
/// <param name="Auroc">Area under the curve.</param>
/// <param name="TprAt1">Share of machine text detected where 1% of human text is taken for it.</param>
/// <param name="TprAt01">The same at 0.1%.</param>
/// <param name="Fpr">Share of human text above the stated threshold.</param>
/// <param name="Tpr">Share of machine text above the stated threshold.</param>
public sealed record DetectorFigures(int Human, int Machine, Estimate Auroc, Estimate TprAt1, Estimate TprAt01, Estimate Fpr, Estimate Tpr);
