namespace Assay.Core.Mixing;

/// <summary>What of a document the constraints of a problem can see, and so which documents are alike to the solver.</summary>
internal sealed class MixTableShape : IEquatable<MixTableShape>
{
    private MixTableShape(bool seesSynthetic, bool refusesSynthetic, (int Dimension, int Group)[] floors)
    {
        SeesSynthetic = seesSynthetic;
        RefusesSynthetic = refusesSynthetic;
        Floors = floors;
    }

    /// <summary>Whether there is a cap, so that synthetic probabilities matter.</summary>
    public bool SeesSynthetic { get; }

    /// <summary>Whether the cap is 0: then a document that may be synthetic can only stay out, whatever its multiplier.</summary>
    public bool RefusesSynthetic { get; }

    /// <summary>Dimension and group of each floor, in the order of the problem.</summary>
    public IReadOnlyList<(int Dimension, int Group)> Floors { get; }

    public static MixTableShape Of(MixProblem problem) =>
        new(
            problem.Limits.SyntheticShare is not null,
            problem.Limits.SyntheticShare is 0,
            [.. problem.Floors.Select(floor => (floor.Dimension, floor.Group))]);

    /// <summary>The shape in which no document is kept out, so that every cap can be tried.</summary>
    public MixTableShape WithAllDocuments() => new(SeesSynthetic, refusesSynthetic: false, [.. Floors]);

    public bool Equals(MixTableShape? other) =>
        other is not null && SeesSynthetic == other.SeesSynthetic && RefusesSynthetic == other.RefusesSynthetic
        && Floors.SequenceEqual(other.Floors);

    public override bool Equals(object? obj) => Equals(obj as MixTableShape);

    public override int GetHashCode() => HashCode.Combine(SeesSynthetic, RefusesSynthetic, Floors.Count);
}
