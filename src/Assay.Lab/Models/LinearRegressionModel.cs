using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>A linear function of the inputs, with noise.</summary>
/// <param name="weights">One weight to an input.</param>
/// <param name="design">Inputs of the rows that it labels, row after row; used again from the start when more rows are asked for.</param>
/// <param name="noise">Standard deviation of the labels around the function.</param>
public sealed class LinearRegressionModel(double[] weights, double[] design, double noise) : IModel<Rows>
{
    /// <summary>One weight to an input.</summary>
    public double[] Weights => weights;

    /// <inheritdoc/>
    public Rows Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (!decoder.IsContinuousOnly || !double.IsPositiveInfinity(decoder.Truncation))
        {
            throw new NotSupportedException("A regression labels its own inputs: only lambda, on the label noise, has a meaning.");
        }

        int d = weights.Length;
        double[] inputs = new double[size * d];
        double[] labels = new double[size];
        prng.FillGaussian(labels, 0, noise * Math.Sqrt(decoder.VarianceScale));
        int rows = design.Length / d;
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = design.AsSpan(i % rows * d, d);
            row.CopyTo(inputs.AsSpan(i * d));
            labels[i] += System.Numerics.Tensors.TensorPrimitives.Dot(row, weights);
        }

        return new Rows(inputs, labels, d);
    }
}
