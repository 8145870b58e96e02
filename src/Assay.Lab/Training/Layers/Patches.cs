using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training.Layers;

/// <summary>The windows of 4 × 4 pixels that a convolution looks through, two pixels apart, one beyond each edge.</summary>
/// <remarks>Laid out as rows, windows turn a convolution into a matrix product; adding rows back where they came from turns a product into a
/// transposed convolution. The two are each other's transpose, so that each is the other's backward pass.</remarks>
/// <param name="Large">The picture that windows lie on; its sides are even.</param>
internal readonly record struct Patches(PictureShape Large)
{
    public const int Side = 4;
    public const int Step = 2;
    public const int Edge = 1;

    /// <summary>Windows to a picture, as pixels of a picture half as high and wide.</summary>
    public int Windows => Large.Height / Step * (Large.Width / Step);

    /// <summary>Numbers to a window.</summary>
    public int Length => Side * Side * Large.Channels;

    /// <summary>Copies each window of a picture into a row; beyond the edge there are zeros.</summary>
    public void Gather(ReadOnlySpan<float> picture, Span<float> windows)
    {
        for (int window = 0; window < Windows; window++)
        {
            Span<float> row = windows.Slice(window * Length, Length);
            for (int line = 0; line < Side; line++)
            {
                Span<float> target = row.Slice(line * Side * Large.Channels, Side * Large.Channels);
                if (Run(window, line) is { } run)
                {
                    target[..run.Before].Clear();
                    picture.Slice(run.Start, run.Count).CopyTo(target[run.Before..]);
                    target[(run.Before + run.Count)..].Clear();
                }
                else
                {
                    target.Clear();
                }
            }
        }
    }

    /// <summary>Adds each row to the window of the picture that it stands for; what lies beyond the edge is dropped.</summary>
    public void Scatter(ReadOnlySpan<float> windows, Span<float> picture)
    {
        for (int window = 0; window < Windows; window++)
        {
            ReadOnlySpan<float> row = windows.Slice(window * Length, Length);
            for (int line = 0; line < Side; line++)
            {
                if (Run(window, line) is { } run)
                {
                    Vectors.Add(row.Slice((line * Side * Large.Channels) + run.Before, run.Count), picture.Slice(run.Start, run.Count));
                }
            }
        }
    }

    /// <summary>The numbers of one line of a window that lie on the picture; null where the whole line lies beyond its edge.</summary>
    private (int Start, int Count, int Before)? Run(int window, int line)
    {
        int across = Large.Width / Step;
        int y = (window / across * Step) - Edge + line, x = (window % across * Step) - Edge;
        if (y < 0 || y >= Large.Height)
        {
            return null;
        }

        int from = Math.Max(x, 0), to = Math.Min(x + Side, Large.Width);
        return (((y * Large.Width) + from) * Large.Channels, (to - from) * Large.Channels, (from - x) * Large.Channels);
    }
}
