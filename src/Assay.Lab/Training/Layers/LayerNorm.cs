using System.Numerics.Tensors;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training.Layers;

/// <summary>Brings every row to mean 0 and variance 1, then scales and shifts each column: y = x̂ ∘ g + b (Ba, Kiros and Hinton 2016).</summary>
/// <remarks>With h = ∂L/∂y ∘ g: ∂L/∂x = r · (h − mean(h) − x̂ · mean(h ∘ x̂)), where r is one over the row's standard deviation.</remarks>
public sealed class LayerNorm : ILayer
{
    /// <summary>Added to the variance: a constant row has none.</summary>
    private const float Epsilon = 1e-5f;

    private readonly Workbench _bench;
    private Tensor? _normal; // x̂
    private Tensor? _inverse; // r of each row

    /// <summary>Makes a layer that scales by 1 and shifts by 0 yet.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="name">Prefix of its parameters' names.</param>
    /// <param name="width">Numbers to a row.</param>
    public LayerNorm(Workbench bench, string name, int width)
    {
        _bench = bench;
        Weight = new Parameter($"{name}.weight", new Tensor(width).FillWith(1), decays: false);
        Bias = new Parameter($"{name}.bias", new Tensor(width), decays: false);
    }

    /// <summary>g, one number a column.</summary>
    public Parameter Weight { get; }

    /// <summary>b, one number a column.</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [Weight, Bias];

    /// <inheritdoc/>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int rows = input.Rows, width = input.Columns;
        (Tensor output, Tensor normal, Tensor inverse) = (_bench.Pool.Rent(rows, width), _bench.Pool.Rent(rows, width), _bench.Pool.Rent(rows));
        _bench.Share(rows, width, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                inverse.Span[row] = Normalise(input.Row(row), normal.Row(row));
                TensorPrimitives.MultiplyAdd(normal.Row(row), Weight.Value.Span, Bias.Value.Span, output.Row(row));
            }
        });
        (_normal, _inverse) = (normal, inverse);
        return output;
    }

    /// <inheritdoc/>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        (Tensor normal, Tensor inverse) = (_normal!, _inverse!);
        int rows = gradient.Rows, width = gradient.Columns;
        _bench.Share(width, rows, (from, to) =>
        {
            Span<float> weight = Weight.Gradient.Span[from..to], bias = Bias.Gradient.Span[from..to];
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> g = gradient.Row(row)[from..to];
                TensorPrimitives.MultiplyAdd(g, normal.Row(row)[from..to], weight, weight);
                TensorPrimitives.Add(bias, g, bias);
            }
        });
        Tensor inputGradient = _bench.Pool.Rent(rows, width);
        _bench.Share(rows, width, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                Span<float> h = inputGradient.Row(row), x = normal.Row(row);
                TensorPrimitives.Multiply(gradient.Row(row), Weight.Value.Span, h);
                float mean = Vectors.Sum(h) / width, along = Vectors.Dot(h, x) / width;
                TensorPrimitives.Subtract(h, mean, h);
                Vectors.AddScaled(-along, x, h);
                Vectors.Scale(inverse.Span[row], h);
            }
        });
        return inputGradient;
    }

    /// <summary>Writes x̂ and returns one over the row's standard deviation.</summary>
    internal static float Normalise(ReadOnlySpan<float> row, Span<float> normal)
    {
        TensorPrimitives.Subtract(row, Vectors.Sum(row) / row.Length, normal);
        float inverse = 1 / MathF.Sqrt((Vectors.Dot(normal, normal) / row.Length) + Epsilon);
        Vectors.Scale(inverse, normal);
        return inverse;
    }
}
