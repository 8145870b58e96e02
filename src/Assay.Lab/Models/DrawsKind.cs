namespace Assay.Lab.Models;

/// <summary>Handles draws.</summary>
internal sealed class DrawsKind : IDataKind<Draws>
{
    public static DrawsKind Instance { get; } = new();

    public int Size(Draws data) => data.Values.Length;

    public Draws Concatenate(IReadOnlyList<Draws> parts) => new([.. parts.SelectMany(p => p.Values)]);

    public Draws Pick(Draws data, ReadOnlySpan<int> items)
    {
        int[] values = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            values[i] = data.Values[items[i]];
        }

        return new Draws(values);
    }
}
