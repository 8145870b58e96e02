using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Reproduction;
using MathNet.Numerics.Distributions;

namespace Assay.Bench.Lab;

/// <summary>How often <c>assay lab reproduce</c> passes over many seeds: any seed should with 99% or more.</summary>
/// <remarks>
/// The family-wise limit holds at any number of replicates, so that a fraction of the effort tests the same promise; tolerances are
/// tighter then than they need be. T14 is left out: its tolerances are decades, and it takes as long as all others.
/// </remarks>
internal static class LabSeeds
{
    public static int Run(TextWriter output, int seeds, double effort)
    {
        string[] targets = [.. ReproductionSuite.Targets.Where(t => t is not ("T14" or "T5b"))];
        int passed = 0, cells = 0;
        double squares = 0, largest = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            ReproductionResult result = ReproductionSuite.Run(new() { Seed = new RunSeed((ulong)seed), Effort = effort, Targets = targets });
            passed += result.Passed ? 1 : 0;
            double[] z = [.. result.Rows.Select(r => r.Z).OfType<double>()];
            (cells, squares, largest) = (cells + z.Length, squares + z.Sum(v => v * v), Math.Max(largest, z.Max(Math.Abs)));
            foreach (ReproductionRow row in result.Rows.Where(r => !r.Passed))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"seed {seed}: {row.Target} {row.Name}: expected {row.Expected:G6}, measured {row.Measured:G6}, z {row.Z:0.00}, limit {result.Limit:0.00}"));
            }
        }

        double low = passed == 0 ? 0 : Beta.InvCDF(passed, seeds - passed + 1, .05);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{passed} of {seeds} seeds pass (95% lower bound {low:P1}) at {effort:P0} of the replicates, {targets.Length} targets; {cells} statistical comparisons, mean z² {squares / cells:0.000}, largest |z| {largest:0.00}"));
        return passed == seeds ? 0 : 1;
    }
}
