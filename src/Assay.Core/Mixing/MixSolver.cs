namespace Assay.Core.Mixing;

/// <summary>Solves a mix in expectation: no draw, only weights.</summary>
/// <remarks>Pure: the same problem gives the same bits on every machine, in any order of documents, on any number of threads.</remarks>
public static class MixSolver
{
    /// <summary>Finds the weights.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="margins">How far to keep from each constraint; null for none.</param>
    /// <param name="workers">Number of threads; 0 for as many as there are processors.</param>
    public static MixSolution Solve(MixProblem problem, MixMargins? margins = null, int workers = 0)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        MixTable table = problem.Table;
        var source = new LocalDual(table, workers);
        SolvedMix solved = Solve(source, table, problem.Limits, problem.Floors, margins ?? MixMargins.None, []);
        DualProgram program = solved.Program;
        return new MixSolution
        {
            IsFeasible = solved.IsFeasible,
            Weights = solved.DocumentWeights(),
            BudgetMultiplier = program.BudgetRow >= 0 ? solved.Multiplier(program.BudgetRow) : 0,
            CapMultiplier = program.CapRow >= 0 ? solved.Multiplier(program.CapRow) : 0,
            FloorMultipliers = [.. Enumerable.Range(program.FirstFloorRow, problem.Floors.Count).Select(solved.Multiplier)],
            Tokens = solved.Tokens,
            Solver = solved.Report,
        };
    }

    /// <summary>Solves over documents that may lie on several machines; each then weighs its own documents at the point.</summary>
    /// <param name="source">The documents.</param>
    /// <param name="limits">Cap, repeats and budget.</param>
    /// <param name="floors">The floors.</param>
    /// <param name="margins">How far to keep from each constraint; null for none.</param>
    /// <returns>The point at which <see cref="MixTable.Weigh(DualPoint)"/> gives the weights; null when the constraints cannot hold together.</returns>
    public static DualPoint? SolveDual(
        IDualSource source, MixLimits limits, IReadOnlyList<FloorConstraint> floors, MixMargins? margins = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(floors);
        var program = new DualProgram(source, limits, floors, margins ?? MixMargins.None);
        DualOutcome outcome = DualNewton.Solve(program, []);
        return program.IsKept(outcome) ? program.PointAt(outcome.Multipliers) : null;
    }

    /// <summary>As the public one, from given multipliers and with floors that may give way.</summary>
    internal static SolvedMix Solve(
        IDualSource source, MixTable table, MixLimits limits, IReadOnlyList<FloorConstraint> floors, MixMargins margins,
        ReadOnlySpan<double> start, IReadOnlyList<FloorPromise>? promises = null, IReadOnlyList<double>? wishes = null)
    {
        var program = new DualProgram(source, limits, floors, margins, promises, wishes);
        return new SolvedMix(program, table, DualNewton.Solve(program, start));
    }
}
