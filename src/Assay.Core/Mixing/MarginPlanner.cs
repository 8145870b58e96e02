namespace Assay.Core.Mixing;

/// <summary>Finds margins and weights that fit each other: the margin is z standard errors of the draw from these very weights.</summary>
/// <remarks>
/// <para>Infeasible in expectation is infeasible. A cap or a budget that holds in expectation but not by its margin is infeasible too:
/// the draw would break it. A floor in that position is not promised: it loses its margin and holds in expectation, and other floors lose
/// theirs before it would not. Only where the margins of cap and budget leave no room even for that does it give way altogether.</para>
/// <para>Not thread-safe; a planner serves one plan and its widenings.</para>
/// </remarks>
internal sealed partial class MarginPlanner
{
    private const int MaximumAttempts = 40;
    private const double ShortestStride = 1.0 / 64;

    // A margin counts as met from 0.998 of itself, and as not wasteful up to 1.03: chances of 1.00% and 0.82% beside the 0.99% of z = 2.33.
    private const double Enough = 0.998;
    private const double Wasteful = 1.03;

    private readonly IDualSource _source;
    private readonly MixTable _table;
    private readonly MixLimits _limits;
    private readonly IReadOnlyList<FloorConstraint> _floors;
    private readonly double _z;
    private readonly FloorPromise[] _promises;
    private readonly int _budgetRow;
    private readonly int _capRow;
    private readonly int _firstFloorRow;
    private readonly int _rows;
    private int _solves;

    public MarginPlanner(MixTable table, MixLimits limits, IReadOnlyList<FloorConstraint> floors, MixOptions options)
    {
        _source = new LocalDual(table, options.Workers);
        _table = table;
        _limits = limits;
        _floors = floors;
        _z = options.Z;
        _promises = new FloorPromise[floors.Count];
        var program = new DualProgram(_source, limits, floors, MixMargins.None);
        (_budgetRow, _capRow, _firstFloorRow, _rows) = (program.BudgetRow, program.CapRow, program.FirstFloorRow, program.Count);
    }

    /// <summary>Plans from nothing.</summary>
    /// <param name="start">Multipliers to start from, for instance of a similar policy; empty for none.</param>
    public MarginPlan Plan(ReadOnlySpan<double> start = default)
    {
        if (_table.ClassCount == 0)
        {
            return new MarginPlan { Failure = _table.Scale.Documents == 0 ? InfeasibilityKind.Empty : InfeasibilityKind.Limits };
        }

        if (DeletingDimension() is not null)
        {
            return new MarginPlan { Failure = InfeasibilityKind.DeletesStratum };
        }

        SolvedMix mix = Solve(new double[_rows], start);
        return mix.IsFeasible ? Settle(mix, new double[_rows]) : Fail(InfeasibilityKind.Limits, mix);
    }

    /// <summary>Plans again with wider margins.</summary>
    /// <param name="plan">A plan of this planner whose draw broke some limits.</param>
    /// <param name="margins">The margins to keep now.</param>
    public MarginPlan Widen(MarginPlan plan, double[] margins)
    {
        SolvedMix mix = Solve(margins, plan.Mix!.Outcome.Multipliers);
        return mix.IsFeasible
            ? Succeed(mix, margins)
            : Demote(margins, plan.Mix.Outcome.Multipliers) is { } demoted ? Succeed(demoted, margins) : Fail(InfeasibilityKind.Draw, mix);
    }

    /// <summary>Continues where the planner of an earlier plan of the same problem ended.</summary>
    public void Resume(MarginPlan plan)
    {
        plan.Promises.CopyTo(_promises, 0);
        _solves = plan.Solves;
    }

    /// <summary>Takes the promise from a floor.</summary>
    public void GiveUp(int floor) => _promises[floor] = FloorPromise.Expected;

    /// <summary>The first dimension whose floors leave no room for documents without a floor; null when there is none.</summary>
    public int? DeletingDimension()
    {
        foreach (IGrouping<int, FloorConstraint> dimension in _floors.GroupBy(floor => floor.Dimension))
        {
            bool isFull = dimension.Sum(floor => floor.Share) >= 1 - 1e-12;
            if (isFull && _table.TokensOutsideFloors(dimension.Key) > 0)
            {
                return dimension.Key;
            }
        }

        return null;
    }

    /// <summary>Lets margins and weights chase each other until they agree.</summary>
    private MarginPlan Settle(SolvedMix mix, double[] margins)
    {
        double stride = 1;
        double lastMove = 0;
        for (int attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            double[] target = Targets(mix);
            if (IsEnough(mix, margins, target, refuseWaste: attempt < MaximumAttempts / 2))
            {
                Restore(mix, margins);
                return Succeed(mix, margins);
            }

            // Wider margins make for rarer documents, and those for narrower margins: where the two circle, shorter steps meet.
            double move = FirstDifference(margins, target, mix.Tokens);
            stride = move * lastMove < 0 ? stride * 0.6 : Math.Min(1, stride * 1.2);
            lastMove = move;
            double[] next = Toward(margins, target, stride);
            SolvedMix reached = Solve(next, mix.Outcome.Multipliers);
            while (!reached.IsFeasible && stride > ShortestStride)
            {
                // The target was that of weights farther off; nearer to the limit a draw may scatter less.
                stride /= 2;
                next = Toward(margins, target, stride);
                reached = Solve(next, mix.Outcome.Multipliers);
            }

            if (!reached.IsFeasible)
            {
                if (Demote(target, mix.Outcome.Multipliers) is not { } demoted)
                {
                    return Fail(InfeasibilityKind.Margin, reached);
                }

                (reached, next, stride) = (demoted, target, 1);
            }

            (mix, margins) = (reached, next);
        }

        return IsEnough(mix, margins, Targets(mix), refuseWaste: false) ? Succeed(mix, margins) : Fail(InfeasibilityKind.Margin, mix);
    }

    private static double[] Toward(double[] margins, double[] target, double stride)
    {
        var next = new double[margins.Length];
        for (int k = 0; k < next.Length; k++)
        {
            next[k] = margins[k] + (stride * (target[k] - margins[k]));
        }

        return next;
    }

    /// <summary>The difference of the first margin that is not right yet; its sign tells whether the search circles.</summary>
    private static double FirstDifference(double[] margins, double[] target, double tokens)
    {
        for (int k = 0; k < margins.Length; k++)
        {
            if (Math.Abs(target[k] - margins[k]) > (1e-3 * target[k]) + (1e-9 * tokens))
            {
                return target[k] - margins[k];
            }
        }

        return 0;
    }

    private double[] Targets(SolvedMix mix)
    {
        var targets = new double[_rows];
        if (_budgetRow >= 0)
        {
            targets[_budgetRow] = _z * mix.Spread.OfTokens();
        }

        if (_capRow >= 0)
        {
            targets[_capRow] = _z * mix.Spread.OfCap(_limits.SyntheticShare!.Value);
        }

        for (int floor = 0; floor < _floors.Count; floor++)
        {
            bool isPromised = _promises[floor] == FloorPromise.Written && _floors[floor].Factor > 0;
            targets[_firstFloorRow + floor] = isPromised ? _z * mix.Spread.OfFloor(floor, _floors[floor].Share) : 0;
        }

        return targets;
    }

    private bool IsEnough(SolvedMix mix, double[] margins, double[] targets, bool refuseWaste)
    {
        double tiny = 1e-9 * mix.Tokens;
        for (int row = 0; row < _rows; row++)
        {
            if (row >= _firstFloorRow && _promises[row - _firstFloorRow] != FloorPromise.Written)
            {
                continue;
            }

            double kept = row == _budgetRow ? margins[row] - mix.Residual(row) : margins[row] + mix.Residual(row);
            bool wastes = mix.Outcome.Multipliers[row] is not 0 && margins[row] > (Wasteful * targets[row]) + tiny;
            if (kept < (Enough * targets[row]) - tiny || (wastes && refuseWaste))
            {
                return false;
            }
        }

        return true;
    }

    private SolvedMix Solve(
        double[] margins, ReadOnlySpan<double> start, FloorPromise[]? promises = null, double[]? wishes = null)
    {
        _solves++;
        var named = new MixMargins
        {
            Budget = _budgetRow >= 0 ? margins[_budgetRow] : 0,
            Cap = _capRow >= 0 ? margins[_capRow] : 0,
            Floors = margins[_firstFloorRow..],
        };
        return MixSolver.Solve(_source, _table, _limits, _floors, named, start, promises ?? _promises, wishes);
    }

    private MarginPlan Succeed(SolvedMix mix, double[] margins) =>
        new() { Mix = mix, Margins = margins, Promises = (FloorPromise[])_promises.Clone(), Solves = _solves };

    private MarginPlan Fail(InfeasibilityKind kind, SolvedMix mix) => new() { Failure = kind, Mix = mix, Solves = _solves };
}
