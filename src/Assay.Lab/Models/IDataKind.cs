namespace Assay.Lab.Models;

/// <summary>What the loops need to do with a kind of data: count, join and pick items.</summary>
/// <typeparam name="TData">A set of items: points, texts, rows, …</typeparam>
public interface IDataKind<TData>
{
    /// <summary>Number of items in a set.</summary>
    /// <param name="data">The set.</param>
    int Size(TData data);

    /// <summary>All items of several sets, in order.</summary>
    /// <param name="parts">One set or more.</param>
    TData Concatenate(IReadOnlyList<TData> parts);

    /// <summary>The items at the given places; a place may come twice.</summary>
    /// <param name="data">The set.</param>
    /// <param name="items">Places from 0 to size − 1.</param>
    TData Pick(TData data, ReadOnlySpan<int> items);
}
