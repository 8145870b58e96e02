using Assay.Core.Statistics;

namespace Assay.Lab.Training;

/// <summary>First values of parameters.</summary>
public static class TensorFilling
{
    /// <summary>Independent normal numbers around 0.</summary>
    /// <param name="tensor">What to fill.</param>
    /// <param name="prng">Where they come from.</param>
    /// <param name="deviation">Their standard deviation, 0 or more.</param>
    /// <returns>The tensor.</returns>
    public static Tensor FillNormal(this Tensor tensor, Prng prng, double deviation)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        foreach (ref float value in tensor.Span)
        {
            value = (float)(deviation * prng.NextGaussian());
        }

        return tensor;
    }

    /// <summary>Independent numbers, uniform in (−bound, bound).</summary>
    /// <param name="tensor">What to fill.</param>
    /// <param name="prng">Where they come from.</param>
    /// <param name="bound">Largest size, 0 or more.</param>
    /// <returns>The tensor.</returns>
    public static Tensor FillUniform(this Tensor tensor, Prng prng, double bound)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(prng);
        foreach (ref float value in tensor.Span)
        {
            value = (float)(bound * ((2 * prng.NextDouble()) - 1));
        }

        return tensor;
    }

    /// <summary>The same number everywhere.</summary>
    /// <param name="tensor">What to fill.</param>
    /// <param name="number">The number.</param>
    /// <returns>The tensor.</returns>
    public static Tensor FillWith(this Tensor tensor, float number)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        tensor.Span.Fill(number);
        return tensor;
    }
}
