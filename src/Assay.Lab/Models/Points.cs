namespace Assay.Lab.Models;

/// <summary>Points in space.</summary>
/// <param name="Values">Their coordinates, point after point.</param>
/// <param name="Dimension">Coordinates to a point, 1 or more.</param>
public sealed record Points(double[] Values, int Dimension)
{
    /// <summary>Number of points.</summary>
    public int Count => Values.Length / Dimension;
}
