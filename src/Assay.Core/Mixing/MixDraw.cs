using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>One draw from a plan, repeated with wider margins until every promise holds in what is written.</summary>
internal sealed class MixDraw
{
    // Two numbers that agree to nine digits are the same share.
    private const double Tolerance = 1e-9;

    // Part of its margin by which a limit is widened beyond the excess.
    private const double SmallestStep = 0.01;

    private readonly MixProblem _problem;
    private readonly MixOptions _options;
    private readonly MixTable _table;
    private readonly double[] _uniforms;
    private readonly int[] _copies;
    private readonly double[] _classWritten;
    private readonly double[] _floorWritten;
    private MarginPlan _plan;
    private double[] _weights;
    private double _written;
    private double _synthetic;

    public MixDraw(MixProblem problem, MixOptions options, MarginPlan plan, double[] weights, double[] uniforms)
    {
        _problem = problem;
        _options = options;
        _table = problem.Table;
        _plan = plan;
        _weights = weights;
        _uniforms = uniforms;
        _copies = new int[weights.Length];
        _classWritten = new double[_table.PaddedCount];
        _floorWritten = new double[problem.Floors.Count];
    }

    public MixComposition Run()
    {
        MarginPlanner? planner = null;
        for (int round = 0; ; round++)
        {
            Draw();
            double[] excess = Excess();
            if (Array.TrueForAll(excess, tokens => tokens <= 0) && _written > 0)
            {
                return Compose(round);
            }

            if (round == _options.MaximumRounds || _written <= 0)
            {
                return Fail(round);
            }

            planner ??= Resume();
            _plan = Widen(planner, excess, round);
            if (_plan.Failure is not null)
            {
                return Fail(round + 1);
            }

            _weights = _plan.Mix!.DocumentWeights();
        }
    }

    private MarginPlanner Resume()
    {
        var planner = new MarginPlanner(_table, _problem.Limits, _problem.Floors, _options);
        planner.Resume(_plan);
        return planner;
    }

    /// <summary>Margins wider by what the draw was over; a floor that will not come right after half of the rounds loses its promise.</summary>
    private MarginPlan Widen(MarginPlanner planner, double[] excess, int round)
    {
        var margins = (double[])_plan.Margins.Clone();
        for (int row = 0; row < excess.Length; row++)
        {
            int floor = row - _plan.Mix!.Program.FirstFloorRow;
            if (excess[row] > 0 && floor >= 0 && round >= _options.MaximumRounds / 2)
            {
                planner.GiveUp(floor);
                margins[row] = 0;
            }
            else if (excess[row] > 0)
            {
                // An excess of a token is less than any document: moving the weights by so little would move none. A limit that is still
                // broken is answered with a longer step each round.
                double step = excess[row] + (SmallestStep * margins[row]) + (Tolerance * _written);
                margins[row] += step * Math.Pow(1.5, round);
            }
        }

        return planner.Widen(_plan, margins);
    }

    private void Draw()
    {
        ReadOnlySpan<long> tokens = _problem.Documents.Tokens.Span;
        ReadOnlySpan<int> classOf = _table.ClassOf;
        Array.Clear(_classWritten);
        for (int i = 0; i < _copies.Length; i++)
        {
            int copies = PoissonDraw.Copies(_weights[i], _uniforms[i]);
            _copies[i] = copies;
            if (copies > 0)
            {
                _classWritten[classOf[i]] += (double)tokens[i] * copies;
            }
        }

        // Token counts are whole numbers below 2⁵³, so their sums are exact; the synthetic ones are not, and have a grid.
        _written = 0;
        Array.Clear(_floorWritten);
        DualScale scale = _table.Scale;
        var synthetic = new OrderFreeSum(SumGrid.For((double)scale.Tokens * _problem.Limits.Repeats, Math.Max(1, scale.Documents)));
        for (int index = 0; index < _table.Cells.Length; index++)
        {
            MixTable.Cell cell = _table.Cells[index];
            double own = 0;
            for (int at = cell.Start; at < cell.End; at++)
            {
                own += _classWritten[at];
                synthetic.Add(_classWritten[at] * _table.Synthetic[at]);
            }

            _written += own;
            foreach (int floor in _table.FloorsOf(index))
            {
                if (floor >= 0)
                {
                    _floorWritten[floor] += own;
                }
            }
        }

        _synthetic = synthetic.Value;
    }

    /// <summary>By how many tokens the draw breaks each promise; 0 or less where it keeps it.</summary>
    private double[] Excess()
    {
        DualProgram program = _plan.Mix!.Program;
        var excess = new double[program.Count];
        double tiny = Tolerance * _written;
        if (program.BudgetRow >= 0)
        {
            excess[program.BudgetRow] = _written - _problem.Limits.BudgetTokens!.Value;
        }

        if (program.CapRow >= 0)
        {
            excess[program.CapRow] = _synthetic - (_problem.Limits.SyntheticShare!.Value * _written) - tiny;
        }

        for (int floor = 0; floor < _floorWritten.Length; floor++)
        {
            excess[program.FirstFloorRow + floor] =
                _plan.Promises[floor] != FloorPromise.Written ? 0 : (_problem.Floors[floor].Share * _written) - _floorWritten[floor] - tiny;
        }

        return excess;
    }

    private MixComposition Fail(int rounds)
    {
        MarginPlan failed = _plan.Failure is null ? _plan with { Failure = InfeasibilityKind.Draw } : _plan;
        return new MixComposition
        {
            Infeasibility = InfeasibilityFinder.Explain(_problem, _options, failed),
            Solves = failed.Solves,
            DrawRounds = rounds,
        };
    }

    private MixComposition Compose(int rounds)
    {
        SolvedMix mix = _plan.Mix!;
        return new MixComposition
        {
            Weights = _weights,
            Copies = _copies,
            WrittenTokens = (long)_written,
            Constraints = [.. ReportLimits(mix), .. _problem.Floors.Select((_, floor) => ReportFloor(floor, mix))],
            Solver = mix.Report,
            Solves = _plan.Solves,
            DrawRounds = rounds,
        };
    }

    private IEnumerable<ConstraintReport> ReportLimits(SolvedMix mix)
    {
        if (_problem.Limits.BudgetTokens is { } budget)
        {
            int row = mix.Program.BudgetRow;
            yield return new ConstraintReport
            {
                Name = ConstraintNames.Budget,
                Limit = budget,
                Expected = mix.Tokens,
                Written = _written,
                StandardError = mix.Spread.OfTokens(),
                Margin = _plan.Margins[row],
                Multiplier = mix.Multiplier(row),
                Status = ConstraintStatus.Held,
            };
        }

        if (_problem.Limits.SyntheticShare is { } cap)
        {
            int row = mix.Program.CapRow;
            double expected = mix.Outcome.At.Sums.SyntheticTokens / mix.Tokens;
            yield return new ConstraintReport
            {
                Name = ConstraintNames.SyntheticShare,
                Limit = cap,
                Expected = expected,
                Written = _synthetic / _written,
                StandardError = mix.Spread.OfCap(expected) / mix.Tokens,
                Margin = row >= 0 ? _plan.Margins[row] / mix.Tokens : 0,
                Multiplier = row >= 0 ? mix.Multiplier(row) : 0,
                Status = ConstraintStatus.Held,
            };
        }
    }

    private ConstraintReport ReportFloor(int floor, SolvedMix mix)
    {
        FloorConstraint constraint = _problem.Floors[floor];
        int row = mix.Program.FirstFloorRow + floor;
        double expected = mix.Outcome.At.Sums.GroupTokens(floor) / mix.Tokens;
        return new ConstraintReport
        {
            Name = ConstraintNames.Floor(constraint),
            Limit = constraint.Share,
            Expected = expected,
            Written = _floorWritten[floor] / _written,
            StandardError = mix.Spread.OfFloor(floor, expected) / mix.Tokens,
            Margin = _plan.Margins[row] / mix.Tokens,
            Multiplier = mix.Multiplier(row),
            Status = _plan.Promises[floor] == FloorPromise.Written ? ConstraintStatus.Held : ConstraintStatus.NotPromised,
        };
    }
}
