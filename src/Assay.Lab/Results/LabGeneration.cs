using Assay.Lab.Experiments;

namespace Assay.Lab.Results;

/// <summary>One measure in one generation, over the replicates; a number that is infinite or does not exist is null.</summary>
/// <param name="Generation">Number of fits so far, 1 or more.</param>
/// <param name="Mean">Mean over the replicates.</param>
/// <param name="StandardError">Standard error of the mean.</param>
/// <param name="Median">The replicate in the middle.</param>
/// <param name="Q05">5% of the replicates lie below it.</param>
/// <param name="Q25">A quarter lies below it.</param>
/// <param name="Q75">Three quarters lie below it.</param>
/// <param name="Q95">95% lie below it.</param>
/// <param name="N">Replicates that have a value.</param>
/// <param name="Theory">Expected value of the mean by the exact law; null where none is known.</param>
public sealed record LabGeneration(
    int Generation, double? Mean, double? StandardError, double? Median, double? Q05, double? Q25, double? Q75, double? Q95, int N, double? Theory)
{
    internal static LabGeneration Of(int generation, MeasureSummary s) => new(
        generation, Finite(s.Mean), Finite(s.StandardError), Finite(s.Median), Finite(s.Q05), Finite(s.Q25), Finite(s.Q75), Finite(s.Q95), s.N,
        s.Theory is { } theory ? Finite(theory) : null);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
