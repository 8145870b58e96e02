namespace Assay.Core.Mixing;

/// <summary>Documents, wherever they are, whose dual can be summed.</summary>
public interface IDualSource
{
    /// <summary>Totals over the documents.</summary>
    DualScale Scale { get; }

    /// <summary>Value, gradient and curvature of the dual over the documents.</summary>
    /// <param name="point">Where; its scale is that of all partitions together.</param>
    DualSums Evaluate(DualPoint point);
}
