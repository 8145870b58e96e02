namespace Assay.Core.Duplicates;

/// <summary>Signatures in memory, in the order in which they were added.</summary>
/// <remarks>In chunks, as one array ends at 2³¹ rows, which is 19 million documents at 112 rows. Not thread-safe while it grows.</remarks>
/// <param name="signatureLength">Rows of a signature, 1 or more.</param>
public sealed class SignatureTable(int signatureLength) : ISignatures
{
    private const int ChunkBits = 14;
    private const int ChunkDocuments = 1 << ChunkBits;

    private readonly List<ushort[]> _chunks = [];

    /// <summary>Documents so far.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> this[int document]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)document, (uint)Count, nameof(document));
            return Slot(document);
        }
    }

    /// <summary>Adds the signature of the next document.</summary>
    /// <param name="signature">Its rows.</param>
    /// <exception cref="ArgumentException">The signature has another length.</exception>
    public void Add(ReadOnlySpan<ushort> signature)
    {
        if (signature.Length != signatureLength)
        {
            throw new ArgumentException($"A signature has {signatureLength} rows, not {signature.Length}.", nameof(signature));
        }
        if (Count >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new ushort[ChunkDocuments * signatureLength]);
        }
        signature.CopyTo(Slot(Count));
        Count++;
    }

    private Span<ushort> Slot(int document) =>
        _chunks[document >> ChunkBits].AsSpan((document & (ChunkDocuments - 1)) * signatureLength, signatureLength);
}
