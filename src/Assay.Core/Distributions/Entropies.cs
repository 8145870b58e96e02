using System.Numerics.Tensors;

namespace Assay.Core.Distributions;

/// <summary>How spread out a discrete distribution is.</summary>
/// <remarks>Counts and masses need not be normalised; they are divided by their sum. An empty distribution has no entropy: NaN.</remarks>
public static class Entropies
{
    /// <summary>Shannon entropy, −Σ p ln p.</summary>
    /// <param name="mass">The masses, 0 or more each.</param>
    /// <returns>In nats, from 0 (one event) to the logarithm of the number of events.</returns>
    public static double Shannon(ReadOnlySpan<double> mass)
    {
        double sum = TensorPrimitives.Sum(mass), weighted = 0;
        foreach (double m in mass)
        {
            weighted += m > 0 ? m * Math.Log(m) : 0;
        }

        return sum > 0 ? Math.Max(0, Math.Log(sum) - (weighted / sum)) : double.NaN;
    }

    /// <summary>Shannon entropy of the relative frequencies; biased downwards by about (types − 1) / (2 n).</summary>
    /// <param name="counts">How often each event was seen.</param>
    /// <returns>In nats.</returns>
    public static double Shannon(ReadOnlySpan<long> counts) => Shannon(ToMass(counts));

    /// <summary>Rényi entropy of an order: ln(Σ p^q) / (1 − q).</summary>
    /// <param name="mass">The masses, 0 or more each.</param>
    /// <param name="order">0 counts the events, 1 is Shannon's, 2 the collision entropy, infinity looks at the likeliest event only.</param>
    /// <returns>In nats; falls as the order rises.</returns>
    public static double Renyi(ReadOnlySpan<double> mass, double order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        double sum = TensorPrimitives.Sum(mass);
        if (!(sum > 0))
        {
            return double.NaN;
        }

        if (order == 1)
        {
            return Shannon(mass);
        }

        if (double.IsPositiveInfinity(order))
        {
            return -Math.Log(TensorPrimitives.Max(mass) / sum);
        }

        double powers = 0;
        foreach (double m in mass)
        {
            powers += m > 0 ? Math.Pow(m / sum, order) : 0;
        }

        return Math.Log(powers) / (1 - order);
    }

    /// <summary>Probability that two independent draws agree, Σ p² (Simpson's index, S in the literature on collapse).</summary>
    /// <param name="mass">The masses, 0 or more each.</param>
    /// <returns>In (0, 1]; 1 when one event is left.</returns>
    public static double CollisionProbability(ReadOnlySpan<double> mass)
    {
        double sum = TensorPrimitives.Sum(mass);
        return sum > 0 ? TensorPrimitives.SumOfSquares(mass) / (sum * sum) : double.NaN;
    }

    private static double[] ToMass(ReadOnlySpan<long> counts)
    {
        double[] mass = new double[counts.Length];
        TensorPrimitives.ConvertChecked(counts, mass);
        return mass;
    }
}
