using Assay.Core.Statistics;

namespace Assay.Lab.Training.Layers;

/// <summary>Doubles a picture's sides: each pixel is spread over a window of 4 × 4 pixels of the output, and overlapping windows add up.</summary>
/// <remarks>With x the pixels as rows: P = x · W are the windows, added up where they lie. ∂L/∂P are the windows of ∂L/∂y, ∂L/∂W = xᵀ · ∂L/∂P,
/// ∂L/∂x = ∂L/∂P · Wᵀ.</remarks>
public sealed class TransposedConvolution : ILayer
{
    private readonly Workbench _bench;
    private readonly Patches _patches;
    private readonly PictureShape _input;
    private Tensor? _pixels;

    /// <summary>Makes a layer with uniform weights, as PyTorch does.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="name">Prefix of its parameters' names.</param>
    /// <param name="picture">The input.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="prng">Where the first weights come from.</param>
    public TransposedConvolution(Workbench bench, string name, PictureShape picture, int channels, Prng prng)
    {
        (_bench, _input) = (bench, picture);
        Output = new PictureShape(picture.Height * Patches.Step, picture.Width * Patches.Step, channels);
        _patches = new Patches(Output);
        double bound = 1 / Math.Sqrt(_patches.Length);
        Weight = new Parameter($"{name}.weight", new Tensor(picture.Channels, _patches.Length).FillUniform(prng, bound), decays: true);
        Bias = new Parameter($"{name}.bias", new Tensor(channels).FillUniform(prng, bound), decays: true);
    }

    /// <summary>The output.</summary>
    public PictureShape Output { get; }

    /// <summary>W, [channels of the input × 4 · 4 · channels of the output].</summary>
    public Parameter Weight { get; }

    /// <summary>b, one number a channel.</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [Weight, Bias];

    /// <inheritdoc/>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _pixels = input;
        int pictures = input.Length / _input.Length;
        Tensor output = _bench.Pool.Rent(pictures * Output.Pixels, Output.Channels), windows = RentWindows(pictures);
        for (int row = 0; row < output.Rows; row++)
        {
            Bias.Value.Span.CopyTo(output.Row(row));
        }

        for (int first = 0; first < pictures; first += Convolution.Chunk)
        {
            int count = Math.Min(Convolution.Chunk, pictures - first);
            MatrixProduct.Multiply(_bench.Crew, Rows(input, first, count), Weight.Value.Matrix, Top(windows, count));
            Each(first, count, (patches, picture, window) => patches.Scatter(window(windows), picture(output)));
        }

        _bench.Pool.Return(windows);
        return output;
    }

    /// <inheritdoc/>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Tensor input = _pixels!, inputGradient = _bench.Pool.Rent(input.Shape);
        int pictures = input.Length / _input.Length;
        Linear.AddRows(_bench, new Tensor(gradient.Values, [pictures * Output.Pixels, Output.Channels]), Bias.Gradient);
        Tensor windows = RentWindows(pictures);
        for (int first = 0; first < pictures; first += Convolution.Chunk)
        {
            int count = Math.Min(Convolution.Chunk, pictures - first);
            Each(first, count, (patches, picture, window) => patches.Gather(picture(gradient), window(windows)));
            MatrixProduct.Multiply(_bench.Crew, Rows(input, first, count).Transposed, Top(windows, count), Weight.Gradient.Matrix, add: true);
            MatrixProduct.Multiply(_bench.Crew, Top(windows, count), Weight.Value.Matrix.Transposed, Rows(inputGradient, first, count));
        }

        _bench.Pool.Return(windows);
        return inputGradient;
    }

    private delegate Span<float> Part(Tensor tensor);

    /// <summary>Shares pictures: the work is told the windows, one large picture and its windows.</summary>
    private void Each(int first, int count, Action<Patches, Part, Part> work)
    {
        Patches patches = _patches;
        int windows = patches.Windows * patches.Length;
        _bench.Share(count, windows, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                int place = i;
                work(patches, t => t.Span.Slice((first + place) * patches.Large.Length, patches.Large.Length), t => t.Span.Slice(place * windows, windows));
            }
        });
    }

    private Tensor RentWindows(int pictures) => _bench.Pool.Rent(Math.Min(Convolution.Chunk, pictures) * _patches.Windows, _patches.Length);

    private MatrixView Top(Tensor windows, int pictures) => windows.Matrix.Block(0, pictures * _patches.Windows, 0, _patches.Length);

    private MatrixView Rows(Tensor pixels, int first, int pictures) =>
        new MatrixView(pixels.Values, 0, pixels.Length / _input.Channels, _input.Channels, _input.Channels, 1)
            .Block(first * _input.Pixels, pictures * _input.Pixels, 0, _input.Channels);
}
