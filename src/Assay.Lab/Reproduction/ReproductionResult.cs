namespace Assay.Lab.Reproduction;

/// <summary>What came out of a reproduction.</summary>
/// <param name="Rows">Every comparison.</param>
/// <param name="Limit">Largest |z| that a statistical comparison may have: Φ⁻¹(1 − .005/m) over its m statistical comparisons.</param>
/// <param name="Skipped">Targets that did not run, with the reason.</param>
public sealed record ReproductionResult(IReadOnlyList<ReproductionRow> Rows, double Limit, IReadOnlyList<string> Skipped)
{
    /// <summary>Whether every comparison passed.</summary>
    public bool Passed => Rows.All(r => r.Passed);
}
