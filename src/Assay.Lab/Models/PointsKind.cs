namespace Assay.Lab.Models;

/// <summary>Handles points.</summary>
internal sealed class PointsKind : IDataKind<Points>
{
    public static PointsKind Instance { get; } = new();

    public int Size(Points data) => data.Count;

    public Points Concatenate(IReadOnlyList<Points> parts)
    {
        double[] values = new double[parts.Sum(p => p.Values.Length)];
        int at = 0;
        foreach (Points part in parts)
        {
            part.Values.CopyTo(values, at);
            at += part.Values.Length;
        }

        return new Points(values, parts[0].Dimension);
    }

    public Points Pick(Points data, ReadOnlySpan<int> items)
    {
        int d = data.Dimension;
        double[] values = new double[items.Length * d];
        for (int i = 0; i < items.Length; i++)
        {
            data.Values.AsSpan(items[i] * d, d).CopyTo(values.AsSpan(i * d));
        }

        return new Points(values, d);
    }
}
