using System.Buffers;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training.Layers;

/// <summary>Each place of a text looks back at the places before it and takes a mean of what they hold, weighted by how well they fit.</summary>
/// <remarks>
/// <para>Rows are places, text after text; columns are queries, keys and values side by side, each of them head beside head. For a
/// head: P = softmax(Q · Kᵀ / √width, a place's own future left out), output P · V (Vaswani et al. 2017).</para>
/// <para>Backward: ∂V = Pᵀ ∂O; ∂P = ∂O Vᵀ; ∂S = P ∘ (∂P − Σ_row P ∘ ∂P) / √width; ∂Q = ∂S K; ∂K = ∂Sᵀ Q.</para>
/// <para>Places are taken in blocks, and a block's future is not computed at all, which saves nearly half of the work.</para>
/// </remarks>
/// <param name="bench">What it works with.</param>
/// <param name="heads">Heads, 1 or more; they divide the width.</param>
public sealed class CausalAttention(Workbench bench, int heads)
{
    private const int Block = 64;

    private Tensor? _input;
    private Tensor? _weights; // P: [texts · heads · places × places]
    private int _places;

    /// <summary>Computes the output, [texts · places × width].</summary>
    /// <param name="input">[texts · places × 3 width].</param>
    /// <param name="places">Places to a text.</param>
    public Tensor Forward(Tensor input, int places)
    {
        ArgumentNullException.ThrowIfNull(input);
        int width = input.Columns / 3, texts = input.Rows / places;
        Tensor output = bench.Pool.Rent(input.Rows, width), weights = bench.Pool.Rent(texts * heads * places, places);
        bench.Share(texts * heads, places * places, (from, to) =>
        {
            for (int part = from; part < to; part++)
            {
                Head head = new(input, width, heads, places, part);
                for (int row = 0; row < places; row += Block)
                {
                    int rows = Math.Min(Block, places - row), seen = row + rows;
                    MatrixView p = weights.Matrix.Block((part * places) + row, rows, 0, seen);
                    MatrixProduct.Multiply(head.Queries.Block(row, rows, 0, head.Width), head.Keys.Block(0, seen, 0, head.Width).Transposed, p);
                    for (int i = 0; i < rows; i++)
                    {
                        Softmax(weights.Row((part * places) + row + i)[..seen], row + i + 1, head.Scale);
                    }

                    MatrixProduct.Multiply(p, head.Values.Block(0, seen, 0, head.Width), Part(output, part, places, head.Width).Block(row, rows, 0, head.Width));
                }
            }
        });
        (_input, _weights, _places) = (input, weights, places);
        return output;
    }

    /// <summary>The gradient of the input, [texts · places × 3 width].</summary>
    /// <param name="gradient">How the loss changes with each number of the output.</param>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Tensor input = _input!, weights = _weights!, inputGradient = bench.Pool.RentZeros(input.Rows, input.Columns);
        int places = _places, width = gradient.Columns;
        bench.Share(input.Rows / places * heads, places * places, (from, to) =>
        {
            float[] scratch = ArrayPool<float>.Shared.Rent(Block * places);
            for (int part = from; part < to; part++)
            {
                Head head = new(input, width, heads, places, part), change = new(inputGradient, width, heads, places, part);
                for (int row = 0; row < places; row += Block)
                {
                    int rows = Math.Min(Block, places - row), seen = row + rows, w = head.Width;
                    MatrixView p = weights.Matrix.Block((part * places) + row, rows, 0, seen), s = new(scratch, 0, rows, seen, seen, 1);
                    MatrixView o = Part(gradient, part, places, w).Block(row, rows, 0, w);
                    MatrixProduct.Multiply(p.Transposed, o, change.Values.Block(0, seen, 0, w), add: true);
                    MatrixProduct.Multiply(o, head.Values.Block(0, seen, 0, w).Transposed, s);
                    for (int i = 0; i < rows; i++)
                    {
                        DeriveSoftmax(weights.Row((part * places) + row + i)[..seen], scratch.AsSpan(i * seen, seen), head.Scale);
                    }

                    MatrixProduct.Multiply(s, head.Keys.Block(0, seen, 0, w), change.Queries.Block(row, rows, 0, w));
                    MatrixProduct.Multiply(s.Transposed, head.Queries.Block(row, rows, 0, w), change.Keys.Block(0, seen, 0, w), add: true);
                }
            }

            ArrayPool<float>.Shared.Return(scratch);
        });
        return inputGradient;
    }

    /// <summary>Scores of the places up to this one become weights; the future gets none.</summary>
    internal static void Softmax(Span<float> scores, int seen, float scale)
    {
        Span<float> past = scores[..seen];
        Vectors.Scale(1 / Vectors.Exponentials(past, scale), past);
        scores[seen..].Clear();
    }

    private static void DeriveSoftmax(ReadOnlySpan<float> weights, Span<float> gradient, float scale)
    {
        float mean = Vectors.Dot(weights, gradient);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = weights[j] * (gradient[j] - mean) * scale;
        }
    }

    private MatrixView Part(Tensor rows, int part, int places, int width) =>
        rows.Matrix.Block(part / heads * places, places, part % heads * width, width);

    /// <summary>What one head of one text sees of the input.</summary>
    private readonly struct Head(Tensor input, int width, int heads, int places, int part)
    {
        public int Width { get; } = width / heads;

        public float Scale => 1 / MathF.Sqrt(Width);

        public MatrixView Queries => Look(0);

        public MatrixView Keys => Look(1);

        public MatrixView Values => Look(2);

        private MatrixView Look(int third) => input.Matrix.Block(part / heads * places, places, (third * width) + (part % heads * Width), Width);
    }
}
