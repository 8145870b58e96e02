namespace Assay.Lab.Models;

/// <summary>What one generation trains on.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
public sealed class TrainingSet<TData>
{
    private TData? _merged;

    /// <summary>Puts a set together.</summary>
    /// <param name="kind">How to handle the data.</param>
    /// <param name="parts">One part or more.</param>
    public TrainingSet(IDataKind<TData> kind, params IReadOnlyList<Part<TData>> parts)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count, nameof(parts));
        (Kind, Parts) = (kind, parts);
        Size = parts.Sum(p => kind.Size(p.Data));
    }

    /// <summary>How to handle the data.</summary>
    public IDataKind<TData> Kind { get; }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<Part<TData>> Parts { get; }

    /// <summary>Number of items.</summary>
    public int Size { get; }

    /// <summary>Whether items count differently.</summary>
    public bool IsWeighted => Parts.Any(p => p.Weight != Parts[0].Weight);

    /// <summary>All items together, weights aside.</summary>
    public TData Merged => _merged ??= Parts.Count == 1 ? Parts[0].Data : Kind.Concatenate([.. Parts.Select(p => p.Data)]);

    /// <summary>All items together.</summary>
    /// <exception cref="NotSupportedException">Items count differently, which the asking model cannot express.</exception>
    internal TData Unweighted() => !IsWeighted ? Merged : throw new NotSupportedException("This model takes items of equal weight only.");
}
