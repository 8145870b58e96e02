using Assay.Core.Distributions;
using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>A distribution over numbered events.</summary>
/// <param name="mass">Probability of each event.</param>
public sealed class CategoricalModel(double[] mass) : IModel<Draws>
{
    private readonly Lazy<AliasTable> _table = new(() => new AliasTable(mass), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Probability of each event.</summary>
    public double[] Mass => mass;

    /// <inheritdoc/>
    public Draws Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (!decoder.IsDiscreteOnly)
        {
            throw new NotSupportedException("A categorical distribution has no variance to scale: use temperature, top-k or top-p.");
        }

        AliasTable table = decoder.Choice.IsUnbiased ? _table.Value : new AliasTable(Reshaped(decoder));
        int[] values = new int[size];
        for (int i = 0; i < size; i++)
        {
            values[i] = table.Next(prng);
        }

        return new Draws(values);
    }

    /// <summary>The distribution that a decoder draws from.</summary>
    /// <param name="decoder">The decoder.</param>
    public double[] Reshaped(Decoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        double[] bent = [.. mass];
        decoder.Choice.Reshape(bent);
        return bent;
    }
}
