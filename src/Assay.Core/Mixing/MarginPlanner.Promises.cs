namespace Assay.Core.Mixing;

// Which floors can be promised. Looked at only where margins turn out to be more than the corpus supports.
internal sealed partial class MarginPlanner
{
    /// <summary>Takes promises from floors until the rest can be kept.</summary>
    /// <param name="margins">The margins wanted; those of floors that lose their promise become 0.</param>
    /// <param name="start">Multipliers to start from.</param>
    /// <returns>Weights that keep all margins left; null when the cap and the budget cannot keep theirs whatever the floors do.</returns>
    private SolvedMix? Demote(double[] margins, ReadOnlySpan<double> start)
    {
        // Each turn takes at least one promise, and each floor has two to lose.
        for (int turn = 0; turn <= 2 * _floors.Count; turn++)
        {
            SolvedMix mix = Solve(margins, start);
            if (mix.IsFeasible)
            {
                return mix;
            }

            // First ask which margins can be had while every floor holds in expectation …
            double[] floorMargins = margins[_firstFloorRow..];
            double[] must = (double[])margins.Clone();
            Array.Clear(must, _firstFloorRow, _floors.Count);
            SolvedMix wishing = Solve(must, start, wishes: floorMargins);
            if (wishing.IsFeasible)
            {
                TakePromises(wishing, FloorPromise.Expected, floorMargins);
                floorMargins.CopyTo(margins, _firstFloorRow);
                continue;
            }

            // … and where they cannot, which floors stand in the way of cap and budget.
            var all = new FloorPromise[_floors.Count];
            Array.Fill(all, FloorPromise.BestEffort);
            SolvedMix giving = Solve(must, start, all);
            if (!giving.IsFeasible)
            {
                return null;
            }

            TakePromises(giving, FloorPromise.BestEffort, new double[_floors.Count]);
            for (int floor = 0; floor < _floors.Count; floor++)
            {
                margins[_firstFloorRow + floor] *= _promises[floor] == FloorPromise.Written ? 1 : 0;
            }
        }

        return null;
    }

    /// <summary>Lowers the promise of the floors that miss their margin by most.</summary>
    /// <remarks>Not of all that miss it: what one gives back may be enough for the others. Where rounding hides which ones miss it, the
    /// floor that pulls hardest is taken.</remarks>
    private void TakePromises(SolvedMix mix, FloorPromise promise, double[] floorMargins)
    {
        var shortfall = new double[_floors.Count];
        int strongest = -1;
        for (int floor = 0; floor < _floors.Count; floor++)
        {
            if (_promises[floor] < promise)
            {
                double need = floorMargins[floor] > 0 ? floorMargins[floor] : _floors[floor].Share * mix.Tokens;
                double missing = floorMargins[floor] - mix.Residual(_firstFloorRow + floor);
                shortfall[floor] = missing > 1e-9 * mix.Tokens ? missing / Math.Max(need, 1) : 0;
                strongest = strongest < 0 || mix.Pull(floor) > mix.Pull(strongest) ? floor : strongest;
            }
        }

        double largest = shortfall.DefaultIfEmpty(0).Max();
        for (int floor = 0; floor < _floors.Count; floor++)
        {
            if (largest > 0 ? shortfall[floor] >= largest / 2 : floor == strongest)
            {
                _promises[floor] = promise;
                floorMargins[floor] = 0;
            }
        }
    }

    /// <summary>Gives floors their promise back that have their margin all the same.</summary>
    private void Restore(SolvedMix mix, double[] margins)
    {
        for (int floor = 0; floor < _floors.Count; floor++)
        {
            double target = _z * mix.Spread.OfFloor(floor, _floors[floor].Share);
            int row = _firstFloorRow + floor;
            if (_promises[floor] == FloorPromise.Expected && margins[row] + mix.Residual(row) >= target)
            {
                _promises[floor] = FloorPromise.Written;
                margins[row] = target;
            }
        }
    }
}
