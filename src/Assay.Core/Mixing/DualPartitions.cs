namespace Assay.Core.Mixing;

/// <summary>Documents in several places as one: asks each and adds the answers up.</summary>
/// <remarks>The sums are exact (<see cref="DualSums"/>), so that how the documents were dealt out cannot be seen in the result, to
/// the last bit. What travels is one <see cref="DualPoint"/> out and one <see cref="DualSums"/> back for each Newton step.</remarks>
public sealed class DualPartitions : IDualSource
{
    private readonly IReadOnlyList<IDualSource> _partitions;

    /// <summary>Joins partitions.</summary>
    /// <param name="partitions">The parts; each document is in one of them.</param>
    public DualPartitions(IReadOnlyList<IDualSource> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        _partitions = partitions;
        Scale = partitions.Aggregate(DualScale.Empty, (scale, partition) => scale.Join(partition.Scale));
    }

    /// <inheritdoc/>
    public DualScale Scale { get; }

    /// <inheritdoc/>
    public DualSums Evaluate(DualPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var total = new DualSums(point.Pull.Length);
        foreach (IDualSource partition in _partitions)
        {
            total.Add(partition.Evaluate(point));
        }

        return total;
    }
}
