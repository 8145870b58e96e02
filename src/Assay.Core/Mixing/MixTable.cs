namespace Assay.Core.Mixing;

/// <summary>Documents gathered for the solver: equal ones are one class, classes in the same groups are one cell.</summary>
/// <remarks>
/// <para>All documents of a class get the same weight, so the sums need only their total of tokens. Within a cell the score is
/// shift + slope·q: the inner loop reads tokens and q, and the groups are touched once a cell, not once a document. Where
/// synthetic probabilities are continuous there are as many classes as documents, and the loop still does no more than that.</para>
/// <para>Immutable and safe to share between threads.</para>
/// </remarks>
public sealed partial class MixTable : IDualSource
{
    // Padded class columns: each cell starts at a multiple of the vector width and ends in classes of no tokens.
    private readonly double[] _tokens;
    private readonly double[] _synthetic;
    private readonly double[] _squares;
    private readonly int[] _classOf;
    private readonly Cell[] _cells;
    private readonly int[] _cellFloors; // [cells × dimensions] index of the floor, −1 for none
    private readonly int[] _dimensions; // those that have a floor
    private readonly Segment[] _segments;

    internal MixTable(MixTableParts parts)
    {
        _tokens = parts.Tokens;
        _synthetic = parts.Synthetic;
        _squares = parts.Squares;
        _classOf = parts.ClassOf;
        _cells = parts.Cells;
        _cellFloors = parts.CellFloors;
        _dimensions = parts.Dimensions;
        _segments = Cut(parts.Cells);
        FloorCount = parts.FloorCount;
        SquareTotal = _squares.Sum();
        ClassCount = parts.ClassCount;
        Scale = parts.Scale;
        KeptOutObjective = parts.KeptOutObjective;
    }

    /// <inheritdoc/>
    public DualScale Scale { get; }

    /// <summary>Number of floors.</summary>
    public int FloorCount { get; }

    /// <summary>Number of classes: documents that differ in something a constraint can see.</summary>
    public int ClassCount { get; }

    /// <summary>Class of each document, as a place in the class columns; −1 for a document that a cap of 0 keeps out.</summary>
    internal ReadOnlySpan<int> ClassOf => _classOf;

    /// <summary>What the documents that a cap of 0 keeps out add to the objective: Σ tᵢ bᵢ, in token-nats.</summary>
    internal double KeptOutObjective { get; }

    /// <summary>No sum of squared token counts over documents is larger.</summary>
    internal double SquareTotal { get; }

    /// <summary>Length of the class columns, padding included.</summary>
    internal int PaddedCount => _tokens.Length;

    internal ReadOnlySpan<Cell> Cells => _cells;

    internal ReadOnlySpan<double> Tokens => _tokens;

    internal ReadOnlySpan<double> Synthetic => _synthetic;

    internal ReadOnlySpan<double> Squares => _squares;

    /// <summary>The table of a problem's documents. It depends on which floors there are and on whether a cap is, not on their numbers.</summary>
    /// <param name="problem">The problem; on each of several machines, the one over its own documents.</param>
    public static MixTable Of(MixProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Table;
    }

    /// <summary>Builds a table.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="shape">What the constraints can see of them.</param>
    /// <param name="bins">0 merges equal synthetic probabilities only; otherwise all that fall into the same of this many bins, which
    /// then stand at their mean by tokens: what is feasible for the coarse table is feasible for the documents.</param>
    internal static MixTable Build(MixDocuments documents, MixTableShape shape, int bins = 0) =>
        new(new MixTableBuilder(documents, shape, bins).Build());

    /// <summary>Floors of a cell, one a dimension; −1 for none.</summary>
    internal ReadOnlySpan<int> FloorsOf(int cell) => _cellFloors.AsSpan(cell * _dimensions.Length, _dimensions.Length);

    /// <summary>Tokens of the documents that no floor of a dimension covers.</summary>
    internal double TokensOutsideFloors(int dimension)
    {
        int column = Array.IndexOf(_dimensions, dimension);
        double sum = 0;
        for (int cell = 0; cell < _cells.Length; cell++)
        {
            if (column < 0 || FloorsOf(cell)[column] < 0)
            {
                // Whole numbers below 2⁵³: exact in any order.
                foreach (double tokens in _tokens.AsSpan(_cells[cell].Start.._cells[cell].End))
                {
                    sum += tokens;
                }
            }
        }

        return sum;
    }

    private static Segment[] Cut(Cell[] cells)
    {
        var segments = new List<Segment>(cells.Length);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            for (int start = cells[cell].Start; start < cells[cell].End; start += LongestSegment)
            {
                segments.Add(new Segment(cell, start, Math.Min(cells[cell].End, start + LongestSegment)));
            }
        }

        return [.. segments];
    }

    // A multiple of every vector width.
    private const int LongestSegment = 4096;

    /// <summary>Classes that are in the same groups: one run of the class columns.</summary>
    /// <param name="Start">First class.</param>
    /// <param name="End">After the last class, padding included.</param>
    /// <param name="Lower">Smallest weight: 1 in the anchor, otherwise 0.</param>
    /// <param name="Base">Base weight.</param>
    /// <param name="LogBase">ln of the base weight.</param>
    internal readonly record struct Cell(int Start, int End, double Lower, double Base, double LogBase);

    private readonly record struct Segment(int Cell, int Start, int End);
}
