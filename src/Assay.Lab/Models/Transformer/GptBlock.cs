using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Kernels;
using Assay.Lab.Training.Layers;

namespace Assay.Lab.Models.Transformer;

/// <summary>One block of a transformer: places exchange what they know, then each thinks by itself. Both only add to what was there.</summary>
internal sealed class GptBlock
{
    private const double Deviation = 0.02; // as GPT-2 starts

    private readonly Workbench _bench;
    private readonly LayerNorm _norm1;
    private readonly Linear _ask;
    private readonly CausalAttention _attention;
    private readonly Linear _answer;
    private readonly LayerNorm _norm2;
    private readonly Linear _widen;
    private readonly Gelu _gelu;
    private readonly Linear _narrow;

    public GptBlock(Workbench bench, GptShape shape, string name, Prng prng)
    {
        int width = shape.Width;
        // 2 · depth terms are added up on the way: each starts so much smaller that their sum does not grow with the depth.
        double residual = Deviation / Math.Sqrt(2 * shape.Depth);
        _bench = bench;
        _norm1 = new LayerNorm(bench, $"{name}.ln_1", width);
        _ask = new Linear(bench, $"{name}.attn.c_attn", width, 3 * width, Deviation, prng);
        _attention = new CausalAttention(bench, shape.Heads);
        _answer = new Linear(bench, $"{name}.attn.c_proj", width, width, residual, prng);
        _norm2 = new LayerNorm(bench, $"{name}.ln_2", width);
        _widen = new Linear(bench, $"{name}.mlp.c_fc", width, 4 * width, Deviation, prng);
        _gelu = new Gelu(bench);
        _narrow = new Linear(bench, $"{name}.mlp.c_proj", 4 * width, width, residual, prng);
    }

    public IEnumerable<Parameter> Parameters =>
        ((IEnumerable<ILayer>)[_norm1, _ask, _answer, _norm2, _widen, _narrow]).SelectMany(l => l.Parameters);

    /// <summary>x + attention, then + thought.</summary>
    public Tensor Forward(Tensor x, int places) => Forward(x, asked => _attention.Forward(asked, places));

    /// <summary>The same with another way to look back: a generator remembers keys and values.</summary>
    public Tensor Forward(Tensor x, Func<Tensor, Tensor> attend)
    {
        Tensor attended = _answer.Forward(attend(_ask.Forward(_norm1.Forward(x))));
        AddTo(attended, x);
        Tensor thought = _narrow.Forward(_gelu.Forward(_widen.Forward(_norm2.Forward(attended))));
        AddTo(thought, attended);
        return thought;
    }

    public Tensor Backward(Tensor gradient)
    {
        Tensor attended = Chain(gradient, _narrow, _gelu, _widen, _norm2);
        AddTo(attended, gradient);
        Tensor asked = _answer.Backward(attended), asking = _attention.Backward(asked);
        _bench.Pool.Return(asked);
        Tensor x = Chain(asking, _ask, _norm1);
        _bench.Pool.Return(asking);
        AddTo(x, attended);
        return x;
    }

    private Tensor Chain(Tensor gradient, params ReadOnlySpan<ILayer> layers)
    {
        Tensor current = gradient;
        foreach (ILayer layer in layers)
        {
            Tensor next = layer.Backward(current);
            if (current != gradient)
            {
                _bench.Pool.Return(current);
            }

            current = next;
        }

        return current;
    }

    /// <summary>Adds the second to the first; nobody reads the second any more.</summary>
    private void AddTo(Tensor sum, Tensor term)
    {
        _bench.Share(sum.Rows, sum.Columns, (from, to) =>
            Vectors.Add(term.Span[(from * sum.Columns)..(to * sum.Columns)], sum.Span[(from * sum.Columns)..(to * sum.Columns)]));
        _bench.Pool.Return(term);
    }
}
