using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Training;
using Assay.Lab.Training.Layers;

namespace Assay.Lab.Models.Vae;

/// <summary>A trained autoencoder as a generator of pictures: it decodes codes drawn from the standard normal law.</summary>
/// <param name="vae">The autoencoder.</param>
/// <param name="endless">Whether its samples stand for the model itself, which draws each batch anew.</param>
public sealed class VaeModel(Autoencoder vae, bool endless) : IModel<Images>
{
    private const int Batch = 256;

    /// <summary>The autoencoder.</summary>
    public Autoencoder Autoencoder => vae;

    /// <inheritdoc/>
    public Images Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (!decoder.IsContinuousOnly || !double.IsPositiveInfinity(decoder.Truncation))
        {
            throw new NotSupportedException("An autoencoder draws codes from a normal law: use lambda.");
        }

        byte[] pixels = new byte[size * Images.Length];
        for (int first = 0; first < size; first += Batch)
        {
            Tensor shades = Draw(Math.Min(Batch, size - first), decoder.VarianceScale, prng);
            for (int i = 0; i < shades.Length; i++)
            {
                pixels[(first * Images.Length) + i] = (byte)MathF.Round(255 * shades.Span[i]);
            }

            vae.Bench.Pool.ReturnAll();
        }

        return new Images(pixels) { Endless = endless && decoder == Decoder.Unbiased ? this : null };
    }

    /// <summary>New pictures in shades from 0 to 1, [pictures × pixels]; lent until the step ends.</summary>
    /// <param name="size">How many.</param>
    /// <param name="varianceScale">Variance of the codes.</param>
    /// <param name="prng">Where the codes come from.</param>
    public Tensor Draw(int size, double varianceScale, Prng prng)
    {
        Tensor scores = vae.Decode(vae.Noise(size, prng, Math.Sqrt(varianceScale)));
        vae.Bench.Share(scores.Rows, scores.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                BinaryCrossEntropy.Shades(scores.Row(row));
            }
        });
        return scores;
    }

    /// <summary>The means of the codes of pictures, all in one row.</summary>
    /// <param name="images">Pictures.</param>
    public double[] Codes(Images images)
    {
        ArgumentNullException.ThrowIfNull(images);
        double[] codes = new double[images.Count * vae.Shape.Code];
        for (int first = 0; first < images.Count; first += Batch)
        {
            Tensor pictures = Rent(images, first, Math.Min(Batch, images.Count - first)), laws = vae.Encode(pictures);
            for (int row = 0; row < laws.Rows; row++)
            {
                for (int i = 0; i < vae.Shape.Code; i++)
                {
                    codes[((first + row) * vae.Shape.Code) + i] = laws.Row(row)[i];
                }
            }

            vae.Bench.Pool.ReturnAll();
        }

        return codes;
    }

    /// <summary>Mean loss of pictures, in nats a picture: an upper bound on −ln of their probability.</summary>
    /// <param name="images">Pictures, 1 or more.</param>
    /// <param name="prng">For the draws of codes.</param>
    public double Loss(Images images, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(images);
        double loss = 0;
        for (int first = 0; first < images.Count; first += Batch)
        {
            loss += vae.Loss(Rent(images, first, Math.Min(Batch, images.Count - first)), prng);
            vae.Bench.Pool.ReturnAll();
        }

        return loss / images.Count;
    }

    private Tensor Rent(Images images, int first, int count)
    {
        Tensor pictures = vae.Bench.Pool.Rent(count, Images.Length);
        VaeFamily.Load(images, Enumerable.Range(first, count), pictures);
        return pictures;
    }
}
