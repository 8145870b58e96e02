using System.Buffers.Binary;
using System.Globalization;

namespace Assay.Core.Documents;

/// <summary>Identity by content: the first 128 bits of SHA-256 of a document's identity form (<c>identity-1</c>).</summary>
/// <param name="Value">The 128 bits, first byte of the hash in the highest place, so that numeric order is hexadecimal order.</param>
public readonly record struct DocumentId(UInt128 Value) : IComparable<DocumentId>
{
    /// <summary>Reads the id from the first 16 bytes of a hash.</summary>
    /// <param name="hash">At least 16 bytes.</param>
    public static DocumentId FromHash(ReadOnlySpan<byte> hash) => new(BinaryPrimitives.ReadUInt128BigEndian(hash));

    /// <summary>Parses 32 hexadecimal digits.</summary>
    /// <param name="text">The digits, in either case.</param>
    /// <param name="id">The id, when the text is one.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DocumentId id)
    {
        bool valid = text.Length == 32 & UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value);
        id = new DocumentId(valid ? value : default);
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(DocumentId other) => Value.CompareTo(other.Value);

    /// <summary>Orders by value.</summary>
    public static bool operator <(DocumentId left, DocumentId right) => left.Value < right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator <=(DocumentId left, DocumentId right) => left.Value <= right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator >(DocumentId left, DocumentId right) => left.Value > right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator >=(DocumentId left, DocumentId right) => left.Value >= right.Value;

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
