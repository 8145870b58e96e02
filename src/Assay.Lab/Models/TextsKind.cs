namespace Assay.Lab.Models;

/// <summary>Handles documents.</summary>
internal sealed class TextsKind : IDataKind<Texts>
{
    public static TextsKind Instance { get; } = new();

    public int Size(Texts data) => data.Documents.Length;

    public Texts Concatenate(IReadOnlyList<Texts> parts) => new([.. parts.SelectMany(p => p.Documents)]);

    public Texts Pick(Texts data, ReadOnlySpan<int> items)
    {
        int[][] documents = new int[items.Length][];
        for (int i = 0; i < items.Length; i++)
        {
            documents[i] = data.Documents[items[i]];
        }

        return new Texts(documents);
    }
}
