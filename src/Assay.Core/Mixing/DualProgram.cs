namespace Assay.Core.Mixing;

/// <summary>The negated dual of a problem as a convex function of its multipliers, each within bounds.</summary>
/// <remarks>
/// Constraint k has the feature f = constant + slope·q + 1[in its group], so that all features together are a sparse part (the
/// groups) and a part of rank one. The sums over documents are taken in (1, q, groups) and turned here into the coordinates of the
/// constraints, where the gradient is Σ t w f − target: how far a constraint is kept, in tokens.
/// </remarks>
internal sealed class DualProgram
{
    // A hard constraint's multiplier. What it stands for cannot hold, to nine digits, when even this does not achieve it.
    private const double HardBound = 1e6;

    // Where all documents stand at the cap, what is left of their features is rounding: the cap holds whatever the weights.
    private const double SmallestReach = 1e-12;

    // A share is kept to nine digits, far below what any draw can tell.
    private const double ShareTolerance = 1e-9;

    private readonly IDualSource _source;
    private readonly Row[] _rows;
    private readonly int _floorCount;
    private readonly int _repeats;

    /// <summary>Sets up the dual.</summary>
    /// <param name="source">The documents.</param>
    /// <param name="limits">Cap, repeats and budget.</param>
    /// <param name="floors">The floors.</param>
    /// <param name="margins">How far to keep from each constraint.</param>
    /// <param name="promises">Floors of best effort get a bounded multiplier and give way where they cannot hold; null for none.</param>
    /// <param name="wishes">Margins that promised floors should have where that is possible, beside those that they must have: each is one
    /// more constraint, with a bounded multiplier; null for none.</param>
    public DualProgram(
        IDualSource source, MixLimits limits, IReadOnlyList<FloorConstraint> floors, MixMargins margins,
        IReadOnlyList<FloorPromise>? promises = null, IReadOnlyList<double>? wishes = null)
    {
        _source = source;
        _floorCount = floors.Count;
        _repeats = limits.Repeats;
        var rows = new List<Row>();
        if (limits.BudgetTokens is { } budget)
        {
            BudgetRow = rows.Count;
            rows.Add(new Row(1, 0, -1, budget - margins.Budget, -HardBound, HardBound, 1));
        }

        double cap = limits.SyntheticShare ?? 1;
        double reach = Math.Max(source.Scale.LargestSynthetic - cap, cap - source.Scale.SmallestSynthetic);
        if (cap < 1 && reach > SmallestReach)
        {
            // The cap's feature can be small for every document; its multiplier is kept near 1 all the same.
            CapRow = rows.Count;
            rows.Add(new Row(cap / reach, -1 / reach, -1, margins.Cap / reach, 0, HardBound, 1 / reach));
        }

        FirstFloorRow = rows.Count;
        for (int floor = 0; floor < floors.Count; floor++)
        {
            double bound = promises is not null && promises[floor] == FloorPromise.BestEffort ? SoftBound : HardBound;
            rows.Add(new Row(-floors[floor].Share, 0, floor, margins.Floors.Count > 0 ? margins.Floors[floor] : 0, 0, bound, 1));
        }

        CommonCount = rows.Count;
        for (int floor = 0; floor < floors.Count && wishes is not null; floor++)
        {
            rows.Add(new Row(-floors[floor].Share, 0, floor, wishes[floor], 0, wishes[floor] > 0 ? SoftBound : 0, 1));
        }

        _rows = [.. rows];
        Lower = [.. _rows.Select(row => row.Lower)];
        Upper = [.. _rows.Select(row => row.Upper)];
        IsElastic = _rows.Any(row => row.Upper < HardBound);
        double tokens = (double)source.Scale.Tokens * _repeats;
        LargestElasticObjective = (tokens * DualPoint.LargestClipScore) + (source.Scale.Tokens * source.Scale.LargestBaseWeight)
            + _rows.Where(row => row.Upper < HardBound).Sum(row => row.Upper * (row.Target - (row.Constant * tokens)));
    }

    /// <summary>The multiplier at which a floor that gives way stops pulling, in nats per token.</summary>
    public const double SoftBound = 50;

    /// <summary>Number of multipliers.</summary>
    public int Count => _rows.Length;

    /// <summary>Number of multipliers without those of wishes: what solves of one problem have in common.</summary>
    public int CommonCount { get; }

    /// <summary>Place of the budget's multiplier; −1 without a budget.</summary>
    public int BudgetRow { get; } = -1;

    /// <summary>Place of the cap's multiplier; −1 without a cap.</summary>
    public int CapRow { get; } = -1;

    /// <summary>Place of the first floor's multiplier.</summary>
    public int FirstFloorRow { get; }

    /// <summary>Smallest value of each multiplier.</summary>
    public double[] Lower { get; }

    /// <summary>Largest value of each multiplier.</summary>
    public double[] Upper { get; }

    /// <summary>Whether some constraints may give way.</summary>
    public bool IsElastic { get; }

    /// <summary>No objective, with the price of all that may give way, is larger.</summary>
    public double LargestElasticObjective { get; }

    /// <summary>Totals over the documents.</summary>
    public DualScale Scale => _source.Scale;

    /// <summary>The largest weight.</summary>
    public int Repeats => _repeats;

    /// <summary>Makes a multiplier's value, in the solver's scale, one per unit of the constraint as docs/metrics.md states it.</summary>
    public double Natural(int row, double multiplier) => multiplier * _rows[row].Unit;

    /// <summary>Turns tokens by which a scaled constraint is kept into tokens of the constraint as stated.</summary>
    public double NaturalTokens(int row, double tokens) => tokens / _rows[row].Unit;

    /// <summary>Where the multipliers put the documents' scores.</summary>
    public DualPoint PointAt(ReadOnlySpan<double> multipliers)
    {
        double shift = 0;
        double slope = 0;
        var pull = new double[_floorCount];
        for (int k = 0; k < _rows.Length; k++)
        {
            shift += multipliers[k] * _rows[k].Constant;
            slope += multipliers[k] * _rows[k].Slope;
            if (_rows[k].Floor >= 0)
            {
                pull[_rows[k].Floor] += multipliers[k];
            }
        }

        return new DualPoint(shift, slope, pull, _repeats, _source.Scale);
    }

    /// <summary>Value, gradient and curvature at the multipliers.</summary>
    public DualEvaluation Evaluate(ReadOnlySpan<double> multipliers)
    {
        DualSums sums = _source.Evaluate(PointAt(multipliers));
        double value = sums.Value;
        double recession = sums.RecessionValue;
        var gradient = new double[_rows.Length];
        for (int k = 0; k < _rows.Length; k++)
        {
            value -= multipliers[k] * _rows[k].Target;
            recession -= multipliers[k] * _rows[k].Target;
            gradient[k] = Expected(k, sums) - _rows[k].Target;
        }

        return new DualEvaluation(value, gradient, Curvature(sums), sums.Tokens, recession, sums);
    }

    /// <summary>Whether something is written and every constraint that may not give way is kept.</summary>
    public bool IsKept(DualOutcome outcome)
    {
        double tolerance = ShareTolerance * outcome.At.Tokens;
        bool kept = !outcome.ProvenInfeasible && outcome.At.Tokens > 0;
        for (int k = 0; k < _rows.Length; k++)
        {
            double residual = outcome.At.Gradient[k];
            double violation = k == BudgetRow ? Math.Abs(residual) : -residual;
            kept &= IsSoft(k) || violation <= tolerance;
        }

        return kept;
    }

    /// <summary>Whether a constraint may give way.</summary>
    public bool IsSoft(int row) => Upper[row] < HardBound;

    private double Expected(int k, DualSums sums)
    {
        Row row = _rows[k];
        double group = row.Floor >= 0 ? sums.GroupTokens(row.Floor) : 0;
        return group + (row.Constant * sums.Tokens) + (row.Slope * sums.SyntheticTokens);
    }

    private double[] Curvature(DualSums sums)
    {
        int n = _rows.Length;
        var matrix = new double[n * n];
        double free = sums.Raw[DualSums.Free];
        double freeSynthetic = sums.Raw[DualSums.FreeSynthetic];
        double freeSquare = sums.Raw[DualSums.FreeSyntheticSquare];
        for (int k = 0; k < n; k++)
        {
            Row a = _rows[k];
            (double groupA, double groupSyntheticA) = FreeOf(a, sums);
            for (int l = 0; l <= k; l++)
            {
                Row b = _rows[l];
                (double groupB, double groupSyntheticB) = FreeOf(b, sums);
                double pair = 0;
                if (a.Floor >= 0 && b.Floor >= 0)
                {
                    pair = a.Floor == b.Floor ? groupA : sums.FreePair(a.Floor, b.Floor);
                }

                double entry = pair + (a.Constant * b.Constant * free)
                    + (((a.Constant * b.Slope) + (a.Slope * b.Constant)) * freeSynthetic) + (a.Slope * b.Slope * freeSquare)
                    + (a.Constant * groupB) + (a.Slope * groupSyntheticB) + (b.Constant * groupA) + (b.Slope * groupSyntheticA);
                matrix[(k * n) + l] = entry;
                matrix[(l * n) + k] = entry;
            }
        }

        return matrix;
    }

    private static (double Free, double FreeSynthetic) FreeOf(Row row, DualSums sums)
    {
        if (row.Floor < 0)
        {
            return (0, 0);
        }

        ReadOnlySpan<double> stripe = sums.Stripe(row.Floor);
        return (stripe[DualSums.GroupFree], stripe[DualSums.GroupFreeSynthetic]);
    }

    /// <param name="Constant">What every document contributes for each token.</param>
    /// <param name="Slope">What is added for each unit of synthetic probability.</param>
    /// <param name="Floor">The group whose documents contribute 1 more; −1 for none.</param>
    /// <param name="Target">What the sum must reach, in tokens.</param>
    /// <param name="Lower">Smallest multiplier.</param>
    /// <param name="Upper">Largest multiplier.</param>
    /// <param name="Unit">What the constraint was multiplied by.</param>
    private readonly record struct Row(
        double Constant, double Slope, int Floor, double Target, double Lower, double Upper, double Unit);
}
