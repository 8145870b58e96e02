namespace Assay.Core.Mixing;

/// <summary>What a corpus can offer to one limit at a time, exactly: the ends of what weights between l and R can reach.</summary>
internal sealed class MixOffer
{
    private readonly MixTable _table;
    private readonly MixLimits _limits;

    public MixOffer(MixTable table, MixLimits limits)
    {
        _table = table;
        _limits = limits;
    }

    /// <summary>Σ tᵢ (1 − qᵢ) R.</summary>
    public double HumanTokens
    {
        get
        {
            double sum = 0;
            for (int at = 0; at < _table.PaddedCount; at++)
            {
                sum += _table.Tokens[at] * (1 - _table.Synthetic[at]);
            }

            return sum * _limits.Repeats;
        }
    }

    /// <summary>The smallest synthetic share of any mix that writes the anchor, and the whole budget where there is one.</summary>
    /// <remarks>The anchor is in; then the least synthetic documents are added as long as they lower the share, or until the budget is
    /// full. That this greedy order is the best one is the fractional knapsack.</remarks>
    /// <returns>A share; null when nothing can be written, or not as much as the budget.</returns>
    public double? SmallestSyntheticShare()
    {
        (double tokens, double synthetic) = (0, 0);
        var room = new List<(double Synthetic, double Tokens)>(_table.ClassCount);
        foreach (MixTable.Cell cell in _table.Cells)
        {
            for (int at = cell.Start; at < cell.End; at++)
            {
                double always = cell.Lower * _table.Tokens[at];
                tokens += always;
                synthetic += always * _table.Synthetic[at];
                room.Add((_table.Synthetic[at], (_limits.Repeats - cell.Lower) * _table.Tokens[at]));
            }
        }

        room.Sort((left, right) => left.Synthetic.CompareTo(right.Synthetic));
        double budget = _limits.BudgetTokens ?? double.PositiveInfinity;
        foreach ((double q, double available) in room)
        {
            bool lowers = tokens <= 0 || q < synthetic / tokens;
            if (available <= 0 || tokens >= budget || (double.IsInfinity(budget) && !lowers))
            {
                continue;
            }

            double added = Math.Min(available, budget - tokens);
            tokens += added;
            synthetic += added * q;
        }

        bool isShort = !double.IsInfinity(budget) && tokens < budget * (1 - 1e-12);
        return tokens > 0 && !isShort ? synthetic / tokens : null;
    }

    /// <summary>Tokens of a floor's group, each written R times.</summary>
    public double GroupTokens(int floor) => Sum(floor, inGroup: true, atLeast: false);

    /// <summary>The largest share of any mix that a group can have, the anchor and the budget given.</summary>
    public double LargestShare(int floor)
    {
        double supply = GroupTokens(floor);
        double others = Sum(floor, inGroup: false, atLeast: true);
        if (_limits.BudgetTokens is { } budget)
        {
            return Math.Clamp(Math.Min(supply, budget - others) / budget, 0, 1);
        }

        return supply > 0 ? supply / (supply + others) : 0;
    }

    private double Sum(int floor, bool inGroup, bool atLeast)
    {
        double sum = 0;
        for (int index = 0; index < _table.Cells.Length; index++)
        {
            MixTable.Cell cell = _table.Cells[index];
            if (_table.FloorsOf(index).Contains(floor) == inGroup)
            {
                foreach (double tokens in _table.Tokens[cell.Start..cell.End])
                {
                    sum += tokens * (atLeast ? cell.Lower : _limits.Repeats);
                }
            }
        }

        return sum;
    }
}
