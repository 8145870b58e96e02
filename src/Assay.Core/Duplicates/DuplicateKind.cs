namespace Assay.Core.Duplicates;

/// <summary>What a document is to the one it was merged into.</summary>
public enum DuplicateKind : byte
{
    /// <summary>It was merged into none: it is kept.</summary>
    None = 0,

    /// <summary>Its id is the same.</summary>
    Exact,

    /// <summary>Its estimated Jaccard similarity reaches the threshold.</summary>
    Near,
}
