namespace Assay.Core.Statistics;

/// <content>Gamma and chi-squared numbers.</content>
public static partial class Variates
{
    /// <summary>A gamma number with scale 1 (Marsaglia and Tsang 2000).</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="shape">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not above 0.</exception>
    public static double NextGamma(this Prng prng, double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        if (shape < 1)
        {
            // The method needs a shape of 1 or more; a uniform power brings the rest down to it.
            return prng.NextGamma(shape + 1) * Math.Pow(1 - prng.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = prng.NextGaussian();
            double v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Math.Log(1 - prng.NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }

    /// <summary>A chi-squared number.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="degreesOfFreedom">Above 0; not necessarily whole.</param>
    public static double NextChiSquared(this Prng prng, double degreesOfFreedom) => 2 * prng.NextGamma(degreesOfFreedom / 2);
}
