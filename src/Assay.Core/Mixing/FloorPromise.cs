namespace Assay.Core.Mixing;

/// <summary>How firmly a floor is kept.</summary>
internal enum FloorPromise
{
    /// <summary>In the written mix: in expectation by the margin of the draw.</summary>
    Written = 0,

    /// <summary>In expectation, without a margin: about half of the draws are below.</summary>
    Expected,

    /// <summary>As nearly as the margins of cap and budget allow; its multiplier is bounded.</summary>
    BestEffort,
}
