namespace Assay.Lab.Models;

/// <summary>Handles labelled points; right is a label that names the class of origin.</summary>
internal sealed class LabelledPointsKind : IJudgedKind<LabelledPoints>
{
    public static LabelledPointsKind Instance { get; } = new();

    public int Size(LabelledPoints data) => data.Labels.Length;

    public bool IsRight(LabelledPoints data, int item) => data.Labels[item] == data.Classes[item];

    public LabelledPoints Concatenate(IReadOnlyList<LabelledPoints> parts) => new(
        PointsKind.Instance.Concatenate([.. parts.Select(p => p.Points)]),
        [.. parts.SelectMany(p => p.Labels)],
        [.. parts.SelectMany(p => p.Classes)]);

    public LabelledPoints Pick(LabelledPoints data, ReadOnlySpan<int> items)
    {
        sbyte[] labels = new sbyte[items.Length];
        sbyte[] classes = new sbyte[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            (labels[i], classes[i]) = (data.Labels[items[i]], data.Classes[items[i]]);
        }

        return new LabelledPoints(PointsKind.Instance.Pick(data.Points, items), labels, classes);
    }
}
