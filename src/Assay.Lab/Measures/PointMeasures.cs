using Assay.Core.Distributions;
using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>Measures that compare a model's sample with fresh real points, whatever the model.</summary>
public static class PointMeasures
{
    /// <summary>At most this many points of each side are compared: the work is quadratic.</summary>
    private const int MostPoints = 300;

    /// <summary>Share of the model's points near real ones.</summary>
    public static Measure<Points> Precision { get; } = new("precision", "", MeasureRole.Shown, s => Support(s).Precision);

    /// <summary>Share of real points near the model's.</summary>
    public static Measure<Points> Recall { get; } = new("recall", "", MeasureRole.Tail, s => Support(s).Recall);

    /// <summary>How densely real neighbourhoods hold the model's points.</summary>
    public static Measure<Points> Density { get; } = new("density", "", MeasureRole.Shown, s => Support(s).Density);

    /// <summary>Share of real neighbourhoods that hold a point of the model.</summary>
    public static Measure<Points> Coverage { get; } = new("coverage", "", MeasureRole.Tail, s => Support(s).Coverage);

    /// <summary>Effective number of different points in a sample of at most 100, by a round kernel of unit width.</summary>
    public static Measure<Points> Vendi { get; } = new("vendi", "points", MeasureRole.Shown, s =>
    {
        Points points = First(s.Sample, 100);
        int n = points.Count, d = points.Dimension;
        double[] similarity = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double distance = System.Numerics.Tensors.TensorPrimitives.Distance(
                    points.Values.AsSpan(i * d, d), points.Values.AsSpan(j * d, d));
                similarity[(i * n) + j] = Math.Exp(-0.5 * distance * distance);
            }
        }

        return VendiScore.Measure(similarity);
    });

    private static NeighbourSupport Support(Snapshot<Points> s)
    {
        if (s.Scratch is not NeighbourSupport support)
        {
            Points sample = First(s.Sample, MostPoints);
            Points real = s.World.DrawReal(sample.Count, s.Prng);
            support = NeighbourSupport.Measure(real.Values, sample.Values, sample.Dimension);
            s.Scratch = support;
        }

        return support;
    }

    private static Points First(Points points, int most) =>
        points.Count <= most ? points : new Points(points.Values[..(most * points.Dimension)], points.Dimension);
}
