using System.Numerics;
using System.Numerics.Tensors;

namespace Assay.Lab.Training.Layers;

/// <summary>y = max(x, 0).</summary>
/// <param name="bench">What it works with.</param>
public sealed class Relu(Workbench bench) : ILayer
{
    private Tensor? _output;

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [];

    /// <inheritdoc/>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _output = bench.Pool.Rent(input.Shape);
        bench.Share(input.Rows, input.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                TensorPrimitives.Max(input.Row(row), 0f, _output.Row(row));
            }
        });
        return _output;
    }

    /// <inheritdoc/>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Tensor output = _output!, inputGradient = bench.Pool.Rent(output.Shape);
        bench.Share(output.Rows, output.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                ReadOnlySpan<float> y = output.Row(row), g = gradient.Row(row);
                Span<float> x = inputGradient.Row(row);
                int i = 0;
                for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
                {
                    Vector<int> open = Vector.GreaterThan(new Vector<float>(y[i..]), Vector<float>.Zero);
                    Vector.ConditionalSelect(open, new Vector<float>(g[i..]), Vector<float>.Zero).CopyTo(x[i..]);
                }

                for (; i < x.Length; i++)
                {
                    x[i] = y[i] > 0 ? g[i] : 0;
                }
            }
        });
        return inputGradient;
    }
}
