namespace Assay.Core.Mixing;

/// <summary>Which weights to give to documents: the documents, the limits on the mix, and the floors under its strata.</summary>
/// <remarks>
/// Minimise Σ tᵢ·[wᵢ ln(wᵢ/bᵢ) − wᵢ + bᵢ] over lᵢ ≤ wᵢ ≤ R, with lᵢ = 1 in the anchor and 0 elsewhere, subject to
/// the budget Σ tᵢ wᵢ = B, the cap Σ tᵢ wᵢ (qᵢ − c) ≤ 0 and the floors Σ tᵢ wᵢ (1[i ∈ g] − F·a) ≥ 0. Immutable and
/// safe to share between threads.
/// </remarks>
public sealed class MixProblem
{
    private readonly Lazy<MixTable> _table;

    /// <summary>States a problem.</summary>
    /// <param name="documents">What to choose from.</param>
    /// <param name="limits">Cap, repeats and budget.</param>
    /// <param name="floors">Floors, at most one for each group of a dimension; null for none.</param>
    /// <exception cref="ArgumentException">Something is out of range; the message lists all that is.</exception>
    public MixProblem(MixDocuments documents, MixLimits limits, IReadOnlyList<FloorConstraint>? floors = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(limits);
        Documents = documents;
        Limits = limits;
        Floors = floors ?? [];
        string[] problems = [.. documents.Problems(), .. limits.Problems(), .. FloorProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(documents));
        }

        _table = new Lazy<MixTable>(() => MixTable.Build(Documents, MixTableShape.Of(this)));
    }

    private MixProblem(MixProblem source, MixLimits limits, IReadOnlyList<FloorConstraint> floors, Lazy<MixTable>? table)
    {
        Documents = source.Documents;
        Limits = limits;
        Floors = floors;
        _table = table ?? new Lazy<MixTable>(() => MixTable.Build(Documents, MixTableShape.Of(this)));
    }

    /// <summary>What to choose from.</summary>
    public MixDocuments Documents { get; }

    /// <summary>Cap, repeats and budget.</summary>
    public MixLimits Limits { get; }

    /// <summary>The floors, in the caller's order.</summary>
    public IReadOnlyList<FloorConstraint> Floors { get; }

    /// <summary>The documents gathered into classes; built at first use.</summary>
    internal MixTable Table => _table.Value;

    /// <summary>The same documents under other limits and floor factors; the classes are shared where they can be.</summary>
    internal MixProblem With(MixLimits limits, IReadOnlyList<FloorConstraint> floors)
    {
        var other = new MixProblem(this, limits, floors, table: null);
        return MixTableShape.Of(this).Equals(MixTableShape.Of(other)) ? new MixProblem(this, limits, floors, _table) : other;
    }

    private IEnumerable<string> FloorProblems()
    {
        var seen = new HashSet<(int, int)>();
        foreach (FloorConstraint floor in Floors)
        {
            foreach (string problem in floor.Problems(Documents.Groups.Count))
            {
                yield return problem;
            }

            if (!seen.Add((floor.Dimension, floor.Group)))
            {
                yield return $"The floor {floor.Name} stands on a group that has a floor already.";
            }
        }
    }
}
