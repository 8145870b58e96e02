using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using MathNet.Numerics.Distributions;

namespace Assay.Lab.Models;

/// <summary>Two round normal classes with means ±e₁, told apart by the direction between the labelled means.</summary>
/// <param name="direction">Points along it count as +1.</param>
/// <param name="wrongShare">Share of the labels it writes that are wrong, in [0, 1].</param>
public sealed class TwoClassModel(double[] direction, double wrongShare) : IModel<LabelledPoints>
{
    /// <summary>Share of new points that it classifies as their class, exactly.</summary>
    /// <remarks>Classes ±e₁ with unit covariance: Φ(cosine of the direction with e₁).</remarks>
    public double Accuracy =>
        Normal.CDF(0, 1, direction[0] / Math.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares(direction)));

    /// <inheritdoc/>
    public LabelledPoints Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(prng);
        if (decoder != Decoder.Unbiased)
        {
            throw new NotSupportedException("The two-class generator takes no decoder.");
        }

        int d = direction.Length;
        double[] values = new double[size * d];
        prng.FillGaussian(values);
        sbyte[] labels = new sbyte[size], classes = new sbyte[size];
        for (int i = 0; i < size; i++)
        {
            classes[i] = (sbyte)((prng.NextUInt64() >> 63) == 0 ? 1 : -1);
            labels[i] = prng.NextDouble() < wrongShare ? (sbyte)-classes[i] : classes[i];
            values[i * d] += classes[i];
        }

        return new LabelledPoints(new Points(values, d), labels, classes);
    }
}
