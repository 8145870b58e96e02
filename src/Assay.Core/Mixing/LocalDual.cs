namespace Assay.Core.Mixing;

/// <summary>A table summed on a stated number of threads.</summary>
internal sealed class LocalDual : IDualSource
{
    private readonly MixTable _table;
    private readonly int _workers;

    /// <param name="table">The table.</param>
    /// <param name="workers">Number of threads; 0 for as many as there are processors.</param>
    public LocalDual(MixTable table, int workers)
    {
        _table = table;
        _workers = workers > 0 ? workers : Environment.ProcessorCount;
    }

    public DualScale Scale => _table.Scale;

    public DualSums Evaluate(DualPoint point) => _table.Evaluate(point, _workers);
}
