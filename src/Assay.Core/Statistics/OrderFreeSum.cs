namespace Assay.Core.Statistics;

/// <summary>A running sum on a <see cref="SumGrid"/>: adding the same terms in another order gives the same bits.</summary>
/// <remarks>Not thread-safe; give every worker its own and add the sums up, in any order. The default value has no grid and adds nothing right.</remarks>
public struct OrderFreeSum
{
    private readonly SumGrid _grid;
    private double _coarse;
    private double _fine;

    /// <summary>An empty sum.</summary>
    /// <param name="grid">The grid, equal for all sums that will be added up.</param>
    public OrderFreeSum(SumGrid grid)
    {
        _grid = grid;
    }

    /// <summary>The sum so far.</summary>
    public readonly double Value => _coarse + _fine;

    /// <summary>Adds a term.</summary>
    /// <param name="term">A finite number within the bound that the grid was made for.</param>
    public void Add(double term)
    {
        double coarse = term + _grid.Coarse - _grid.Coarse;
        _coarse += coarse;
        _fine += term - coarse + _grid.Fine - _grid.Fine;
    }

    /// <summary>Adds another sum on the same grid, exactly.</summary>
    /// <param name="other">The other sum.</param>
    public void Add(OrderFreeSum other)
    {
        _coarse += other._coarse;
        _fine += other._fine;
    }
}
