using Assay.Core.Statistics;

namespace Assay.Core.Distributions;

/// <summary>Draws from a fixed discrete distribution in constant time (Walker 1977, Vose 1991).</summary>
/// <remarks>Thread-safe once built: drawing changes only the generator.</remarks>
public sealed class AliasTable
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <summary>Builds the table.</summary>
    /// <param name="weights">0 or more each, with a positive sum.</param>
    /// <exception cref="ArgumentException">The weights have no positive sum.</exception>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        if (!(sum > 0) || double.IsInfinity(sum))
        {
            throw new ArgumentException("They must have a positive, finite sum.", nameof(weights));
        }

        int n = weights.Length;
        _keep = new double[n];
        _alias = new int[n];
        int[] order = new int[n]; // small ones grow from the front, large ones from the back
        int small = 0, large = n;
        for (int i = 0; i < n; i++)
        {
            _keep[i] = weights[i] * n / sum;
            order[_keep[i] < 1 ? small++ : --large] = i;
        }

        int next = 0;
        while (next < small && large < n)
        {
            int low = order[next++], high = order[large];
            _alias[low] = high;
            _keep[high] -= 1 - _keep[low];
            if (_keep[high] < 1)
            {
                large++;
                order[small++] = high;
            }
        }

        // What is left differs from 1 by rounding only.
        for (; next < small; next++)
        {
            _keep[order[next]] = 1;
        }

        for (; large < n; large++)
        {
            _keep[order[large]] = 1;
        }
    }

    /// <summary>Draws one index.</summary>
    /// <param name="prng">Where the bits come from.</param>
    public int Next(Prng prng)
    {
        ArgumentNullException.ThrowIfNull(prng);
        double position = prng.NextDouble() * _keep.Length;
        int cell = (int)position;
        return position - cell < _keep[cell] ? cell : _alias[cell];
    }
}
