namespace Assay.Lab.Training.Layers;

/// <summary>Sides and channels of a picture; a tensor holds picture after picture, row after row, pixel after pixel, channel after channel.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels to a row.</param>
/// <param name="Channels">Numbers to a pixel.</param>
public readonly record struct PictureShape(int Height, int Width, int Channels)
{
    /// <summary>Pixels to a picture.</summary>
    public int Pixels => Height * Width;

    /// <summary>Numbers to a picture.</summary>
    public int Length => Pixels * Channels;
}
