namespace Assay.Core.Documents;

/// <summary>What speaks for a document's origin, the strongest last.</summary>
public enum EvidenceKind
{
    /// <summary>Nothing; the document's origin is unknown.</summary>
    None = 0,

    /// <summary>The policy or the document declares it synthetic.</summary>
    DeclaredSynthetic,

    /// <summary>The policy or the document names the model that wrote it.</summary>
    DeclaredModel,

    /// <summary>The policy or the document declares it partly machine-made.</summary>
    DeclaredMixed,

    /// <summary>Somebody named answers for the source that people wrote it.</summary>
    VouchedSource,

    /// <summary>The source is human and was published before the model era.</summary>
    DatedSource,
}

/// <summary>The words of <see cref="EvidenceKind"/> as decisions and reports spell them.</summary>
public static class EvidenceWords
{
    private static readonly string[] Words = ["none", "declared-synthetic", "declared-model", "declared-mixed", "vouched-source", "dated-source"];

    extension(EvidenceKind kind)
    {
        /// <summary><c>none</c>, <c>declared-synthetic</c>, <c>declared-model</c>, <c>declared-mixed</c>, <c>vouched-source</c> or <c>dated-source</c>.</summary>
        public string Word => Words[(int)kind];
    }
}

/// <summary>A document's origin with what it rests on.</summary>
/// <param name="Origin">The verdict.</param>
/// <param name="Kind">What it rests on.</param>
/// <param name="Depth">Models between the document and a human; -1 when unknown.</param>
public readonly record struct Evidence(Origin Origin, EvidenceKind Kind, int Depth)
{
    /// <summary>No evidence: the origin is unknown.</summary>
    public static Evidence None => new(Origin.Unknown, EvidenceKind.None, UnknownDepth);

    /// <summary>The depth of a document of which nobody knows.</summary>
    public const int UnknownDepth = -1;
}

/// <summary>What a source claims for all its documents.</summary>
/// <param name="Origin">The declared origin.</param>
/// <param name="HasModel">Whether it names a model.</param>
/// <param name="Depth">The declared depth; -1 when it states none.</param>
/// <param name="IsDated">Whether it was published before the model era.</param>
/// <param name="PublishedBeforeDay">Day number before which all of it was published; <see cref="int.MaxValue"/> when not stated.</param>
/// <param name="IsVouched">Whether somebody named answers for it.</param>
public readonly record struct SourceClaim(Origin Origin, bool HasModel, int Depth, bool IsDated, int PublishedBeforeDay, bool IsVouched);

/// <summary>What a document claims for itself.</summary>
/// <param name="Origin">The declared origin; <see cref="Origin.Unknown"/> when it states none.</param>
/// <param name="HasModel">Whether it names a model.</param>
/// <param name="Depth">The declared depth; -1 when it states none.</param>
/// <param name="CreatedDay">Last day number that its date may mean; -1 when it has none.</param>
public readonly record struct DocumentClaim(Origin Origin, bool HasModel, int Depth, int CreatedDay);

/// <summary>Turns claims into evidence. Who says "synthetic" is believed; who says "human" needs a date or a name.</summary>
public static class EvidenceRules
{
    /// <summary>The evidence for one document.</summary>
    /// <param name="source">What its source claims.</param>
    /// <param name="document">What it claims itself.</param>
    public static Evidence Judge(in SourceClaim source, in DocumentClaim document)
    {
        int declaredDepth = document.Depth >= 0 ? document.Depth : source.Depth;
        if (document.HasModel || source.HasModel)
        {
            return new Evidence(Origin.Synthetic, EvidenceKind.DeclaredModel, Math.Max(declaredDepth, 1));
        }

        if (document.Origin == Origin.Synthetic || source.Origin == Origin.Synthetic || declaredDepth > 0)
        {
            bool mixed = document.Origin == Origin.Mixed || (document.Origin != Origin.Synthetic && source.Origin == Origin.Mixed);
            return mixed
                ? new Evidence(Origin.Mixed, EvidenceKind.DeclaredMixed, Math.Max(declaredDepth, 1))
                : new Evidence(Origin.Synthetic, EvidenceKind.DeclaredSynthetic, Math.Max(declaredDepth, 1));
        }

        if (document.Origin == Origin.Mixed || source.Origin == Origin.Mixed)
        {
            return new Evidence(Origin.Mixed, EvidenceKind.DeclaredMixed, 1);
        }

        // A document that dates itself after its source's last day contradicts the source: no evidence.
        bool contradicts = document.CreatedDay >= source.PublishedBeforeDay;
        return source.Origin != Origin.Human ? Evidence.None
            : source.IsDated && !contradicts ? new Evidence(Origin.Human, EvidenceKind.DatedSource, 0)
            : source.IsVouched ? new Evidence(Origin.Human, EvidenceKind.VouchedSource, 0)
            : Evidence.None;
    }

    /// <summary>The evidence for a content that stands in several places: dated human evidence wins, then whoever says synthetic.</summary>
    /// <param name="left">The evidence in one place.</param>
    /// <param name="right">The evidence in another.</param>
    /// <remarks>Associative and commutative, so that the order of the places does not matter.</remarks>
    public static Evidence Combine(in Evidence left, in Evidence right)
    {
        (Evidence strong, Evidence weak) = Standing(left) >= Standing(right) ? (left, right) : (right, left);
        // The same content at two depths was written at the smaller one and repeated at the other.
        int depth = strong.Origin == weak.Origin && weak.Depth >= 0 ? Math.Min(strong.Depth, weak.Depth) : strong.Depth;
        return strong with { Depth = depth };
    }

    /// <summary>Whether two places disagree about who wrote the same content.</summary>
    /// <param name="left">The evidence in one place.</param>
    /// <param name="right">The evidence in another.</param>
    public static bool IsConflict(in Evidence left, in Evidence right) =>
        (left.Origin, right.Origin) is (Origin.Human, Origin.Synthetic) or (Origin.Synthetic, Origin.Human);

    /// <summary>Which evidence wins for the same content; larger wins.</summary>
    private static int Standing(in Evidence evidence) => evidence.Kind switch
    {
        EvidenceKind.DatedSource => 5,
        EvidenceKind.DeclaredModel => 4,
        EvidenceKind.DeclaredSynthetic => 3,
        EvidenceKind.DeclaredMixed => 2,
        EvidenceKind.VouchedSource => 1,
        _ => 0,
    };
}
