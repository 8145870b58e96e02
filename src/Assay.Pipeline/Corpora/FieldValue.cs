namespace Assay.Pipeline.Corpora;

/// <summary>What a field of a record holds.</summary>
public enum FieldKind
{
    /// <summary>The record does not have the field, or it is null.</summary>
    Missing = 0,

    /// <summary>Text; the bytes are the unescaped UTF-8.</summary>
    Text,

    /// <summary>A number, in JSON notation.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An array or object, as JSON.</summary>
    Json,
}

/// <summary>The value of a field, valid until the reader moves on.</summary>
/// <param name="kind">What it is.</param>
/// <param name="utf8">Its text in UTF-8.</param>
public readonly ref struct FieldValue(FieldKind kind, ReadOnlySpan<byte> utf8)
{
    /// <summary>What it is; the default value is a missing field.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>Its text in UTF-8; empty for a missing field.</summary>
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    /// <summary>Whether the record has the field with a value.</summary>
    public bool HasValue => Kind != FieldKind.Missing;
}
