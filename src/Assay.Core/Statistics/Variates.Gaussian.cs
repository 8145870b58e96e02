using System.Runtime.CompilerServices;

namespace Assay.Core.Statistics;

/// <summary>Random numbers that are not uniform, drawn from a <see cref="Prng"/>.</summary>
/// <remarks>Equal seeds give equal numbers; a machine whose logarithm rounds differently may differ in the last bit.</remarks>
public static partial class Variates
{
    /// <summary>Where the tail of the ziggurat begins (Marsaglia and Tsang 2000, 256 layers).</summary>
    private const double TailStart = 3.6541528853610088;

    /// <summary>The area of each layer of the ziggurat.</summary>
    private const double LayerArea = 0.00492867323399;

    private static readonly double[] s_edges = Edges();
    private static readonly double[] s_heights = Array.ConvertAll(s_edges, x => Math.Exp(-0.5 * x * x));

    /// <summary>A standard normal number.</summary>
    /// <param name="prng">Where the bits come from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NextGaussian(this Prng prng)
    {
        // The layer and the position come from different bits: sharing them would correlate the two (Doornik 2005).
        ulong bits = prng.NextUInt64();
        int layer = (int)(bits & 255);
        double x = ((long)bits >> 11) * (1.0 / (1L << 52)) * s_edges[layer];
        return Math.Abs(x) < s_edges[layer + 1] ? x : Edge(prng, layer, x);
    }

    /// <summary>Fills a span with independent normal numbers.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="target">What to fill.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="standardDeviation">Their standard deviation, 0 or more.</param>
    // Optimised at once: a short run would end before the runtime has noticed that this loop is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillGaussian(this Prng prng, Span<double> target, double mean = 0, double standardDeviation = 1)
    {
        double[] edges = s_edges;
        for (int i = 0; i < target.Length; i++)
        {
            ulong bits = prng.NextUInt64();
            int layer = (int)(bits & 255);
            double x = ((long)bits >> 11) * (1.0 / (1L << 52)) * edges[layer];
            if (Math.Abs(x) >= edges[layer + 1])
            {
                x = Edge(prng, layer, x);
            }

            target[i] = mean + (standardDeviation * x);
        }
    }

    /// <summary>A standard exponential number.</summary>
    /// <param name="prng">Where the bits come from.</param>
    public static double NextExponential(this Prng prng) => -Math.Log(1 - prng.NextDouble());

    /// <summary>The one draw in eighty that falls outside the rectangle inscribed in its layer.</summary>
    private static double Edge(Prng prng, int layer, double x)
    {
        while (true)
        {
            if (layer == 0)
            {
                return Tail(prng, x < 0);
            }

            double height = s_heights[layer] + (prng.NextDouble() * (s_heights[layer + 1] - s_heights[layer]));
            if (height < Math.Exp(-0.5 * x * x))
            {
                return x;
            }

            ulong bits = prng.NextUInt64();
            layer = (int)(bits & 255);
            x = ((long)bits >> 11) * (1.0 / (1L << 52)) * s_edges[layer];
            if (Math.Abs(x) < s_edges[layer + 1])
            {
                return x;
            }
        }
    }

    private static double Tail(Prng prng, bool negative)
    {
        while (true)
        {
            double beyond = prng.NextExponential() / TailStart;
            if (2 * prng.NextExponential() > beyond * beyond)
            {
                return negative ? -(TailStart + beyond) : TailStart + beyond;
            }
        }
    }

    private static double[] Edges()
    {
        double[] edges = new double[257];
        edges[0] = LayerArea / Math.Exp(-0.5 * TailStart * TailStart);
        edges[1] = TailStart;
        for (int i = 2; i < 256; i++)
        {
            double below = edges[i - 1];
            edges[i] = Math.Sqrt(-2 * Math.Log((LayerArea / below) + Math.Exp(-0.5 * below * below)));
        }

        return edges; // The last edge stays 0: the top of the bell.
    }
}
