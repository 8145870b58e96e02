using Assay.Core.Statistics;

namespace Assay.Lab.Training.Layers;

/// <summary>Halves a picture's sides: each new pixel is a weighted sum of the window of 4 × 4 pixels around it.</summary>
/// <remarks>With P the windows as rows: y = P · W + b; ∂L/∂W = Pᵀ · ∂L/∂y, and ∂L/∂P = ∂L/∂y · Wᵀ goes back to where the windows lay. Windows
/// overlap four times over, so that they are laid out for some pictures at a time.</remarks>
public sealed class Convolution : ILayer
{
    /// <summary>Pictures whose windows are laid out at once: part of the order of adding up, whatever the number of threads.</summary>
    internal const int Chunk = 16;

    private readonly Workbench _bench;
    private readonly Patches _patches;
    private Tensor? _input;

    /// <summary>Makes a layer with uniform weights, as PyTorch does.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="name">Prefix of its parameters' names.</param>
    /// <param name="picture">The input; its sides are even.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="prng">Where the first weights come from.</param>
    public Convolution(Workbench bench, string name, PictureShape picture, int channels, Prng prng)
    {
        (_bench, _patches) = (bench, new Patches(picture));
        Output = new PictureShape(picture.Height / Patches.Step, picture.Width / Patches.Step, channels);
        double bound = 1 / Math.Sqrt(_patches.Length);
        Weight = new Parameter($"{name}.weight", new Tensor(_patches.Length, channels).FillUniform(prng, bound), decays: true);
        Bias = new Parameter($"{name}.bias", new Tensor(channels).FillUniform(prng, bound), decays: true);
    }

    /// <summary>Whether somebody reads the gradient of the input; for the pictures themselves nobody does, and Backward returns zeros.</summary>
    public bool PassesGradient { get; init; } = true;

    /// <summary>The output.</summary>
    public PictureShape Output { get; }

    /// <summary>W, [4 · 4 · channels of the input × channels of the output].</summary>
    public Parameter Weight { get; }

    /// <summary>b, one number a channel.</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [Weight, Bias];

    /// <inheritdoc/>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        int pictures = input.Length / _patches.Large.Length;
        Tensor output = _bench.Pool.Rent(pictures * Output.Pixels, Output.Channels), windows = RentWindows(pictures);
        for (int row = 0; row < output.Rows; row++)
        {
            Bias.Value.Span.CopyTo(output.Row(row));
        }

        for (int first = 0; first < pictures; first += Chunk)
        {
            int count = Gather(input, first, windows);
            MatrixProduct.Multiply(_bench.Crew, Top(windows, count), Weight.Value.Matrix, Rows(output, first, count), add: true);
        }

        _bench.Pool.Return(windows);
        return output;
    }

    /// <inheritdoc/>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Linear.AddRows(_bench, gradient, Bias.Gradient);
        Tensor input = _input!, inputGradient = _bench.Pool.RentZeros(input.Shape);
        int length = _patches.Large.Length, pictures = input.Length / length;
        Tensor windows = RentWindows(pictures);
        for (int first = 0; first < pictures; first += Chunk)
        {
            int count = Gather(input, first, windows), start = first;
            MatrixProduct.Multiply(_bench.Crew, Top(windows, count).Transposed, Rows(gradient, first, count), Weight.Gradient.Matrix, add: true);
            if (!PassesGradient)
            {
                continue;
            }

            MatrixProduct.Multiply(_bench.Crew, Rows(gradient, first, count), Weight.Value.Matrix.Transposed, Top(windows, count));
            Patches patches = _patches;
            _bench.Share(count, patches.Windows * patches.Length, (from, to) =>
            {
                for (int i = from; i < to; i++)
                {
                    patches.Scatter(windows.Span.Slice(i * patches.Windows * patches.Length, patches.Windows * patches.Length), inputGradient.Span.Slice((start + i) * length, length));
                }
            });
        }

        _bench.Pool.Return(windows);
        return inputGradient;
    }

    private Tensor RentWindows(int pictures) => _bench.Pool.Rent(Math.Min(Chunk, pictures) * _patches.Windows, _patches.Length);

    private int Gather(Tensor input, int first, Tensor windows)
    {
        Patches patches = _patches;
        int length = patches.Large.Length, count = Math.Min(Chunk, (input.Length / length) - first);
        _bench.Share(count, patches.Windows * patches.Length, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                patches.Gather(input.Span.Slice((first + i) * length, length), windows.Span.Slice(i * patches.Windows * patches.Length, patches.Windows * patches.Length));
            }
        });
        return count;
    }

    private MatrixView Top(Tensor windows, int pictures) => windows.Matrix.Block(0, pictures * _patches.Windows, 0, _patches.Length);

    private MatrixView Rows(Tensor pixels, int first, int pictures) =>
        new MatrixView(pixels.Values, 0, pixels.Length / Output.Channels, Output.Channels, Output.Channels, 1)
            .Block(first * Output.Pixels, pictures * Output.Pixels, 0, Output.Channels);
}
