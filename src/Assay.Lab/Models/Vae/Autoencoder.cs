using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Layers;

namespace Assay.Lab.Models.Vae;

/// <summary>A variational autoencoder: it squeezes a picture into a few numbers and draws the picture again from them (Kingma and Welling 2014).</summary>
public sealed class Autoencoder
{
    private const int Hidden = 400; // of the variant without convolutions

    private readonly ILayer[] _encoder;
    private readonly ILayer[] _decoder;

    /// <summary>Makes an untrained model.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="prng">Where its first numbers come from.</param>
    public Autoencoder(Workbench bench, VaeShape shape, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(shape);
        (Bench, Shape) = (bench, shape);
        int code = shape.Code;
        if (shape.Capacity is { } capacity)
        {
            var first = new Convolution(bench, "encoder.0", new PictureShape(Images.Side, Images.Side, 1), capacity, prng) { PassesGradient = false };
            var second = new Convolution(bench, "encoder.1", first.Output, 2 * capacity, prng);
            int flat = second.Output.Length;
            _encoder = [first, new Relu(bench), second, new Relu(bench), new Reshape(flat), Linear.Uniform(bench, "encoder.2", flat, 2 * code, prng)];
            var third = new TransposedConvolution(bench, "decoder.1", second.Output, capacity, prng);
            _decoder =
            [
                Linear.Uniform(bench, "decoder.0", code, flat, prng), new Reshape(second.Output.Channels), third, new Relu(bench),
                new TransposedConvolution(bench, "decoder.2", third.Output, 1, prng), new Reshape(Images.Length),
            ];
        }
        else
        {
            _encoder = [Linear.Uniform(bench, "encoder.0", Images.Length, Hidden, prng), new Relu(bench), Linear.Uniform(bench, "encoder.1", Hidden, 2 * code, prng)];
            _decoder = [Linear.Uniform(bench, "decoder.0", code, Hidden, prng), new Relu(bench), Linear.Uniform(bench, "decoder.1", Hidden, Images.Length, prng)];
        }

        Parameters = [.. _encoder.Concat(_decoder).SelectMany(l => l.Parameters)];
    }

    /// <summary>Its sizes.</summary>
    public VaeShape Shape { get; }

    /// <summary>What training changes.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    internal Workbench Bench { get; }

    /// <summary>The normal law of each picture's code: means, then logarithms of variances; lent until the step ends.</summary>
    /// <param name="pictures">[pictures × pixels], in [0, 1].</param>
    public Tensor Encode(Tensor pictures) => Forward(_encoder, pictures);

    /// <summary>The scores of each picture's pixels, whose σ is their shade; lent until the step ends.</summary>
    /// <param name="codes">[pictures × code].</param>
    public Tensor Decode(Tensor codes) => Forward(_decoder, codes);

    /// <summary>Learns one batch: adds to the gradients how the loss changes with each parameter.</summary>
    /// <param name="pictures">[pictures × pixels], in [0, 1].</param>
    /// <param name="prng">For the draws of codes.</param>
    /// <returns>Cross-entropy of all pixels and divergence of all codes, in nats, over the batch.</returns>
    public double Learn(Tensor pictures, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        Tensor laws = Encode(pictures), noise = Noise(pictures.Rows, prng), codes = Bench.Pool.Rent(pictures.Rows, Shape.Code);
        double loss = GaussianCode.Draw(laws, noise, codes);
        Tensor scores = Decode(codes);
        loss += BinaryCrossEntropy.LossAndGradient(Bench, scores, pictures);
        Tensor lawsGradient = Bench.Pool.Rent(laws.Shape);
        GaussianCode.Derive(laws, noise, Backward(_decoder, scores), lawsGradient);
        Backward(_encoder, lawsGradient);
        return loss;
    }

    /// <summary>The loss alone; one draw a picture.</summary>
    /// <param name="pictures">[pictures × pixels], in [0, 1].</param>
    /// <param name="prng">For the draws of codes.</param>
    public double Loss(Tensor pictures, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        Tensor codes = Bench.Pool.Rent(pictures.Rows, Shape.Code);
        double loss = GaussianCode.Draw(Encode(pictures), Noise(pictures.Rows, prng), codes);
        return loss + BinaryCrossEntropy.LossAndGradient(Bench, Decode(codes), pictures);
    }

    /// <summary>Standard normal numbers, a row a picture; lent until the step ends.</summary>
    internal Tensor Noise(int rows, Prng prng, double deviation = 1) => Bench.Pool.Rent(rows, Shape.Code).FillNormal(prng, deviation);

    private static Tensor Forward(ILayer[] layers, Tensor input) => layers.Aggregate(input, (x, layer) => layer.Forward(x));

    private Tensor Backward(ILayer[] layers, Tensor gradient)
    {
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            Tensor next = layers[i].Backward(gradient);
            if (next.Values != gradient.Values) // reshaping keeps the memory
            {
                Bench.Pool.Return(gradient);
            }

            gradient = next;
        }

        return gradient;
    }
}
