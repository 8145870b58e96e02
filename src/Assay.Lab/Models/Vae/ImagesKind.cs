namespace Assay.Lab.Models.Vae;

/// <summary>Handles pictures.</summary>
internal sealed class ImagesKind : IDataKind<Images>
{
    public static ImagesKind Instance { get; } = new();

    public int Size(Images data) => data.Count;

    public Images Concatenate(IReadOnlyList<Images> parts)
    {
        byte[] pixels = new byte[parts.Sum(p => p.Pixels.Length)];
        int at = 0;
        foreach (Images part in parts)
        {
            part.Pixels.CopyTo(pixels, at);
            at += part.Pixels.Length;
        }

        return new Images(pixels);
    }

    public Images Pick(Images data, ReadOnlySpan<int> items)
    {
        byte[] pixels = new byte[items.Length * Images.Length];
        for (int i = 0; i < items.Length; i++)
        {
            data.Pixels.AsSpan(items[i] * Images.Length, Images.Length).CopyTo(pixels.AsSpan(i * Images.Length));
        }

        return new Images(pixels);
    }
}
