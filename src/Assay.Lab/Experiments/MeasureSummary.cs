namespace Assay.Lab.Experiments;

/// <summary>One measure in one generation, over the replicates.</summary>
/// <param name="Mean">Mean over the replicates that have a value.</param>
/// <param name="StandardError">Standard error of the mean.</param>
/// <param name="Median">The replicate in the middle.</param>
/// <param name="Q05">5% of the replicates lie below it.</param>
/// <param name="Q25">A quarter of the replicates lie below it.</param>
/// <param name="Q75">Three quarters of the replicates lie below it.</param>
/// <param name="Q95">95% of the replicates lie below it.</param>
/// <param name="N">Replicates that have a value.</param>
/// <param name="Theory">Expected value by the exact law; null where none is known.</param>
public readonly record struct MeasureSummary(
    double Mean, double StandardError, double Median, double Q05, double Q25, double Q75, double Q95, int N, double? Theory);
