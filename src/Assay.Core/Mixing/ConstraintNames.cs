namespace Assay.Core.Mixing;

/// <summary>The constraints as policies and reports call them.</summary>
public static class ConstraintNames
{
    /// <summary>The budget.</summary>
    public const string Budget = "budget";

    /// <summary>The cap on the synthetic share.</summary>
    public const string SyntheticShare = "synthetic-share";

    /// <summary>A floor: <c>floor lang=gd</c>.</summary>
    /// <param name="floor">The floor.</param>
    public static string Floor(FloorConstraint floor)
    {
        ArgumentNullException.ThrowIfNull(floor);
        return $"floor {floor.Name}";
    }
}
