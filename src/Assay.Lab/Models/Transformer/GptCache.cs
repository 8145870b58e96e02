using System.Buffers;
using Assay.Lab.Training;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Models.Transformer;

/// <summary>Several texts that grow by one token at a time: keys and values of the past are kept, so that only the new place is computed.</summary>
/// <remarks>They are kept as columns, [texts · heads · head width × context]: then a look back runs along memory.</remarks>
internal sealed class GptCache
{
    private readonly Gpt _model;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    public GptCache(Gpt model, int texts)
    {
        (_model, Texts) = (model, texts);
        GptShape shape = model.Shape;
        _keys = [.. Enumerable.Range(0, shape.Depth).Select(_ => new Tensor(texts * shape.Width, shape.Context))];
        _values = [.. Enumerable.Range(0, shape.Depth).Select(_ => new Tensor(texts * shape.Width, shape.Context))];
    }

    /// <summary>Number of texts.</summary>
    public int Texts { get; }

    /// <summary>Tokens read so far.</summary>
    public int Length { get; private set; }

    /// <summary>Reads one token of each text and returns the scores of what comes next, lent until the pool takes everything back.</summary>
    public Tensor Read(ReadOnlySpan<int> tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tokens.Length, Texts, nameof(tokens));
        if (Length == _model.Shape.Context)
        {
            throw new InvalidOperationException($"The model reads at most {Length} tokens.");
        }

        Tensor x = _model.Bench.Pool.Rent(Texts, _model.Shape.Width);
        for (int row = 0; row < Texts; row++)
        {
            _model.Embedding.Tokens.Value.Row(tokens[row]).CopyTo(x.Row(row));
            Vectors.Add(_model.Embedding.Places.Value.Row(Length), x.Row(row));
        }

        for (int i = 0; i < _model.Blocks.Count; i++)
        {
            (Tensor keys, Tensor values) = (_keys[i], _values[i]);
            x = _model.Blocks[i].Forward(x, asked => Attend(asked, keys, values));
        }

        Length++;
        return _model.Score(x);
    }

    /// <summary>Each text goes on from where another stood.</summary>
    /// <param name="sources">The text that each comes from.</param>
    public void Reorder(ReadOnlySpan<int> sources)
    {
        int[] from = sources.ToArray();
        int width = _model.Shape.Width;
        foreach (Tensor memory in (IEnumerable<Tensor>)[.. _keys, .. _values])
        {
            float[] before = memory.Values.AsSpan().ToArray();
            for (int row = 0; row < Texts * width; row++)
            {
                int source = (from[row / width] * width) + (row % width);
                before.AsSpan(source * memory.Columns, Length).CopyTo(memory.Row(row));
            }
        }
    }

    private Tensor Attend(Tensor asked, Tensor keys, Tensor values)
    {
        int width = _model.Shape.Width, heads = _model.Shape.Heads, headWidth = width / heads, seen = Length + 1;
        Tensor output = _model.Bench.Pool.Rent(Texts, width);
        _model.Bench.Share(Texts * heads, 2 * headWidth * seen, (from, to) =>
        {
            float[] scratch = ArrayPool<float>.Shared.Rent(seen);
            Span<float> weights = scratch.AsSpan(0, seen);
            for (int part = from; part < to; part++)
            {
                int text = part / heads, first = part % heads * headWidth;
                ReadOnlySpan<float> row = asked.Row(text);
                weights.Clear();
                for (int i = first; i < first + headWidth; i++)
                {
                    Span<float> key = keys.Row((text * width) + i), value = values.Row((text * width) + i);
                    (key[seen - 1], value[seen - 1]) = (row[width + i], row[(2 * width) + i]);
                    Vectors.AddScaled(row[i], key[..seen], weights);
                }

                float sum = Vectors.Exponentials(weights, 1 / MathF.Sqrt(headWidth));
                for (int i = first; i < first + headWidth; i++)
                {
                    output.Row(text)[i] = Vectors.Dot(weights, values.Row((text * width) + i)[..seen]) / sum;
                }
            }

            ArrayPool<float>.Shared.Return(scratch);
        });
        return output;
    }
}
