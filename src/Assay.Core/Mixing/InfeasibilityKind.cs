namespace Assay.Core.Mixing;

/// <summary>In what sense a policy cannot hold.</summary>
public enum InfeasibilityKind
{
    /// <summary>There is no document to choose from.</summary>
    Empty = 0,

    /// <summary>The constraints cannot hold together, whatever the weights.</summary>
    Limits,

    /// <summary>They can in expectation, but not by the margin that sampling needs: a draw would break the cap or the budget too often.</summary>
    Margin,

    /// <summary>The draws of this seed kept breaking a limit, however wide the margin: too few documents for so tight a policy.</summary>
    Draw,

    /// <summary>Floors that sum to the whole of a dimension leave no room for strata without a floor, and would delete them.</summary>
    DeletesStratum,
}
