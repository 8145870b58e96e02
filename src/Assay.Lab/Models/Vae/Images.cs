namespace Assay.Lab.Models.Vae;

/// <summary>Grey pictures of 28 × 28 pixels.</summary>
/// <param name="Pixels">Shades from 0 to 255, picture after picture.</param>
public sealed record Images(byte[] Pixels)
{
    /// <summary>Pixels to a side.</summary>
    public const int Side = 28;

    /// <summary>Pixels to a picture.</summary>
    public const int Length = Side * Side;

    /// <summary>Number of pictures.</summary>
    public int Count => Pixels.Length / Length;

    /// <summary>A model that draws each batch of training anew instead of these pictures; null where they are all there is.</summary>
    public VaeModel? Endless { get; init; }
}
