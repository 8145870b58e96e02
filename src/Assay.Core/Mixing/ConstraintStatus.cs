namespace Assay.Core.Mixing;

/// <summary>Whether the written mix keeps a constraint.</summary>
public enum ConstraintStatus
{
    /// <summary>The written mix keeps it, and the weights keep it with the margin of the draw.</summary>
    Held = 0,

    /// <summary>Too few documents support the floor: it is reached in expectation, or as nearly as the other limits allow, and the draw may miss it.</summary>
    NotPromised,
}
