namespace Assay.Lab.Models;

/// <summary>A kind of data whose items can be checked against the truth, as a verifier would.</summary>
/// <typeparam name="TData">A set of items.</typeparam>
public interface IJudgedKind<TData> : IDataKind<TData>
{
    /// <summary>Whether the item at a place is right.</summary>
    /// <param name="data">The set.</param>
    /// <param name="item">Its place, from 0.</param>
    bool IsRight(TData data, int item);
}
