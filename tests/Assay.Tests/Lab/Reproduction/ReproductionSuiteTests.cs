using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Reproduction;

namespace Assay.Tests.Lab.Reproduction;

/// <summary>The suite at a fraction of its effort; `assay lab reproduce` runs it in full.</summary>
public sealed class ReproductionSuiteTests
{
    private static readonly string[] s_quick =
        ["T1", "T2", "T3", "T4", "T5", "T7", "T8", "T9", "T11", "T12", "T13", "Survival", "Kernel", "Growth"];

    [Fact]
    public void A_quick_run_agrees_with_the_laws()
    {
        ReproductionResult result = ReproductionSuite.Run(new() { Effort = 0.02, Targets = s_quick, Seed = new RunSeed(20260101) });

        Assert.All(result.Rows, r => Assert.True(r.Passed, $"{r.Target} {r.Name}: expected {r.Expected}, measured {r.Measured}, z {r.Z}, limit {result.Limit}"));
        Assert.Equal(s_quick.Order(), result.Rows.Select(r => r.Target).Distinct().Order());
        Assert.InRange(result.Limit, 3.5, 4.5);
    }

    [Fact]
    public void Standard_errors_are_neither_too_small_nor_too_large()
    {
        // Over several seeds the squares of z average one: a forgotten factor in an exact variance would show.
        double[] z = [.. Enumerable.Range(0, 8).SelectMany(seed =>
            ReproductionSuite.Run(new() { Effort = 0.01, Targets = ["T1", "T2", "Survival"], Seed = new RunSeed((ulong)seed) }).Rows).Select(r => r.Z).OfType<double>()];

        Assert.InRange(z.Average(v => v * v), .75, 1.35);
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_number_of_workers()
    {
        ReproductionResult one = ReproductionSuite.Run(new() { Effort = 0.01, Targets = ["T12"], Workers = 1 });
        ReproductionResult three = ReproductionSuite.Run(new() { Effort = 0.01, Targets = ["T12"], Workers = 3 });

        Assert.Equal(one.Rows.Select(r => r.Measured), three.Rows.Select(r => r.Measured));
    }

    [Fact]
    public void A_target_without_its_text_is_named_as_left_out()
    {
        ReproductionResult result = ReproductionSuite.Run(new() { Targets = ["T5b"] });

        Assert.Empty(result.Rows);
        Assert.Contains("T5b", Assert.Single(result.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_target_is_a_user_error() =>
        Assert.Throws<UserErrorException>(() => ReproductionSuite.Run(new() { Targets = ["T99"] }));
}
