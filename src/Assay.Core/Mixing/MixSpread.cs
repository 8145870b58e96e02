using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>How far a Poisson draw scatters around the weights: Σ tᵢ²·φᵢ(1 − φᵢ) with φ = frac(w), and its moments.</summary>
/// <remarks>From these the standard error of each constraint's residual follows, because every residual is linear in the copies:
/// Var[Σ tᵢ copiesᵢ fᵢ] = Σ tᵢ² fᵢ² φᵢ(1 − φᵢ).</remarks>
internal sealed class MixSpread
{
    // A chance of one in a billion is that of weights on their way to a clip at infinity; the square root would make it count.
    private const double Certain = 1e-9;

    private readonly double _all;
    private readonly double _synthetic;
    private readonly double _syntheticSquare;
    private readonly double[] _floors;

    /// <summary>Measures the scatter.</summary>
    /// <param name="table">The classes.</param>
    /// <param name="weights">The weight of each class.</param>
    public MixSpread(MixTable table, ReadOnlySpan<double> weights)
    {
        // φ(1 − φ) never exceeds a quarter; the count is that of documents, so that any table of them has the same grid.
        SumGrid grid = SumGrid.For(table.SquareTotal, Math.Max(1, table.Scale.Documents));
        (OrderFreeSum all, OrderFreeSum synthetic, OrderFreeSum square) = (new(grid), new(grid), new(grid));
        var floors = new OrderFreeSum[table.FloorCount];
        Array.Fill(floors, new OrderFreeSum(grid));
        ReadOnlySpan<double> squares = table.Squares;
        ReadOnlySpan<double> q = table.Synthetic;
        for (int index = 0; index < table.Cells.Length; index++)
        {
            MixTable.Cell cell = table.Cells[index];
            var own = new OrderFreeSum(grid);
            for (int at = cell.Start; at < cell.End; at++)
            {
                double fraction = weights[at] - Math.Floor(weights[at]);
                double bernoulli = fraction * (1 - fraction);
                double variance = bernoulli < Certain ? 0 : squares[at] * bernoulli;
                own.Add(variance);
                synthetic.Add(variance * q[at]);
                square.Add(variance * q[at] * q[at]);
            }

            all.Add(own);
            foreach (int floor in table.FloorsOf(index))
            {
                if (floor >= 0)
                {
                    floors[floor].Add(own);
                }
            }
        }

        _all = all.Value;
        _synthetic = synthetic.Value;
        _syntheticSquare = square.Value;
        _floors = [.. floors.Select(sum => sum.Value)];
    }

    /// <summary>Standard error of the written tokens.</summary>
    public double OfTokens() => Math.Sqrt(_all);

    /// <summary>Standard error of Σ tᵢ copiesᵢ (qᵢ − c), in tokens.</summary>
    /// <param name="cap">c.</param>
    public double OfCap(double cap) => Math.Sqrt(Math.Max(0, _syntheticSquare - (2 * cap * _synthetic) + (cap * cap * _all)));

    /// <summary>Standard error of Σ tᵢ copiesᵢ (1[i ∈ g] − share), in tokens.</summary>
    /// <param name="floor">The floor, from 0.</param>
    /// <param name="share">F·a.</param>
    public double OfFloor(int floor, double share) =>
        Math.Sqrt(Math.Max(0, (_floors[floor] * (1 - (2 * share))) + (share * share * _all)));
}
