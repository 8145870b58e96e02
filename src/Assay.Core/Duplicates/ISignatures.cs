namespace Assay.Core.Duplicates;

/// <summary>Where the signatures of documents lie, in memory or in a mapped file.</summary>
public interface ISignatures
{
    /// <summary>The signature of a document.</summary>
    /// <param name="document">Its index, from 0.</param>
    ReadOnlySpan<ushort> this[int document] { get; }
}
