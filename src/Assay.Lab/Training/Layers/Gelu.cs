using System.Numerics;

namespace Assay.Lab.Training.Layers;

/// <summary>y = x · σ(2u) with u = √(2/π) · (x + 0.044715 x³): a smooth gate, GPT-2's form of GELU (Hendrycks and Gimpel 2016).</summary>
/// <remarks>The paper writes x/2 · (1 + tanh u), which is the same number. dy/dx = s + x · s · (1 − s) · 2u′ with s = σ(2u).</remarks>
/// <param name="bench">What it works with.</param>
public sealed class Gelu(Workbench bench) : ILayer
{
    /// <summary>2 · √(2/π).</summary>
    private const float Slope = 1.5957691216057308f;

    /// <summary>2 · √(2/π) · 0.044715.</summary>
    private const float Cube = 0.07135481627159537f;

    private Tensor? _input;

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [];

    /// <inheritdoc/>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        Tensor output = bench.Pool.Rent(input.Rows, input.Columns);
        bench.Share(input.Rows, input.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                Apply(input.Row(row), output.Row(row));
            }
        });
        return output;
    }

    /// <inheritdoc/>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Tensor input = _input!, inputGradient = bench.Pool.Rent(input.Rows, input.Columns);
        bench.Share(input.Rows, input.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                Derive(input.Row(row), gradient.Row(row), inputGradient.Row(row));
            }
        });
        return inputGradient;
    }

    /// <summary>The function itself, on a row.</summary>
    internal static void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(x[i..]);
            (v / (Vector<float>.One + Vector.Exp(-v * (new Vector<float>(Slope) + (v * v * Cube))))).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] = x[i] / (1 + MathF.Exp(-x[i] * (Slope + (x[i] * x[i] * Cube))));
        }
    }

    private static void Derive(ReadOnlySpan<float> x, ReadOnlySpan<float> gradient, Span<float> target)
    {
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(x[i..]);
            Vector<float> cubic = v * v * Cube;
            Vector<float> s = Vector<float>.One / (Vector<float>.One + Vector.Exp(-v * (new Vector<float>(Slope) + cubic)));
            Vector<float> slope = s + (v * s * (Vector<float>.One - s) * (new Vector<float>(Slope) + (cubic * 3)));
            (slope * new Vector<float>(gradient[i..])).CopyTo(target[i..]);
        }

        for (; i < x.Length; i++)
        {
            float cubic = x[i] * x[i] * Cube, s = 1 / (1 + MathF.Exp(-x[i] * (Slope + cubic)));
            target[i] = (s + (x[i] * s * (1 - s) * (Slope + (cubic * 3)))) * gradient[i];
        }
    }
}
