using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Reproduction;
using MathNet.Numerics.Distributions;

namespace Assay.Bench.Lab;

/// <summary>How often <c>assay lab reproduce</c> passes over many seeds: any seed should with 99% or more.</summary>
/// <remarks>
/// It takes the replicates of the command: with few of them a mean of squares and its own standard error go astray together, and a
/// distance in standard errors no longer follows the normal law. T14 is left out: its tolerances are decades, and it takes as long as all others.
/// </remarks>
internal static class LabSeeds
{
    public static int Run(TextWriter output, int seeds, string[] targets)
    {
        targets = targets is [] ? [.. ReproductionSuite.Targets.Where(t => t is not ("T14" or "T5b"))] : targets;
        int passed = 0, cells = 0;
        double squares = 0, largest = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            ReproductionResult result = ReproductionSuite.Run(new() { Seed = new RunSeed((ulong)seed), Targets = targets });
            passed += result.Passed ? 1 : 0;
            double[] z = [.. result.Rows.Select(r => r.Z).OfType<double>()];
            (cells, squares, largest) = (cells + z.Length, squares + z.Sum(v => v * v), Math.Max(largest, z.Max(Math.Abs)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {(result.Passed ? "pass" : "fail")}, largest |z| {z.Max(Math.Abs):0.00} of {result.Limit:0.00}"));
            foreach (ReproductionRow row in result.Rows.Where(r => !r.Passed))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {row.Target} {row.Name}: expected {row.Expected:G6}, measured {row.Measured:G6}, z {row.Z:0.00}, limit {result.Limit:0.00}"));
            }
        }

        double low = passed == 0 ? 0 : Beta.InvCDF(passed, seeds - passed + 1, .05);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{passed} of {seeds} seeds pass (95% lower bound {low:P1}) with {string.Join(' ', targets)}; {cells} statistical comparisons, mean z² {squares / cells:0.000}, largest |z| {largest:0.00}"));
        return passed == seeds ? 0 : 1;
    }
}
