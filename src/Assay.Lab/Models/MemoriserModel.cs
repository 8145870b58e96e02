using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>Hutter's memoriser: it knows what it has seen, and says it again as often as it saw it (Dohmatob et al. 2402.07043).</summary>
/// <remarks>Its support may be infinite: ranks of a Zipf law.</remarks>
public sealed class MemoriserModel : IModel<Draws>
{
    private readonly int[] _seen;

    /// <summary>Remembers draws.</summary>
    /// <param name="draws">What it saw, one draw or more.</param>
    public MemoriserModel(Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentOutOfRangeException.ThrowIfZero(draws.Values.Length, nameof(draws));
        _seen = draws.Values;
    }

    /// <summary>The different events it knows.</summary>
    public IReadOnlyCollection<int> Known => field ??= new HashSet<int>(_seen);

    /// <inheritdoc/>
    public Draws Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(prng);
        if (decoder != Decoder.Unbiased)
        {
            throw new NotSupportedException("The memoriser repeats what it saw as often as it saw it; it takes no decoder.");
        }

        int[] values = new int[size];
        for (int i = 0; i < size; i++)
        {
            values[i] = _seen[prng.NextInt32(_seen.Length)];
        }

        return new Draws(values);
    }
}
