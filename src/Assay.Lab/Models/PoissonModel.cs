using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>Counts of a rare thing: each draw is how often it occurred. A rate of 0 never recovers.</summary>
/// <param name="rate">Expected count of a draw, 0 or more.</param>
public sealed class PoissonModel(double rate) : IModel<Draws>
{
    /// <summary>Expected count of a draw.</summary>
    public double Rate => rate;

    /// <inheritdoc/>
    public Draws Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (decoder != Decoder.Unbiased)
        {
            throw new NotSupportedException("A Poisson law has one number to it, which no decoder bends.");
        }

        int[] counts = new int[size];
        for (int i = 0; rate > 0 && i < size; i++)
        {
            counts[i] = (int)Math.Min(int.MaxValue, prng.NextPoisson(rate));
        }

        return new Draws(counts);
    }
}
