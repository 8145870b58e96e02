namespace Assay.Lab.Models;

/// <summary>Handles rows of a regression.</summary>
internal sealed class RowsKind : IDataKind<Rows>
{
    public static RowsKind Instance { get; } = new();

    public int Size(Rows data) => data.Labels.Length;

    public Rows Concatenate(IReadOnlyList<Rows> parts) =>
        new([.. parts.SelectMany(p => p.Inputs)], [.. parts.SelectMany(p => p.Labels)], parts[0].Dimension);

    public Rows Pick(Rows data, ReadOnlySpan<int> items)
    {
        int d = data.Dimension;
        double[] inputs = new double[items.Length * d];
        double[] labels = new double[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            data.Inputs.AsSpan(items[i] * d, d).CopyTo(inputs.AsSpan(i * d));
            labels[i] = data.Labels[items[i]];
        }

        return new Rows(inputs, labels, d);
    }
}
