using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;
using Assay.Lab.Training.Layers;

namespace Assay.Lab.Models.Transformer;

/// <summary>A transformer that reads a text and says of every token how likely it comes next: GPT-2 (Radford et al. 2019).</summary>
/// <remarks>Tokens become rows of numbers, blocks work on the rows, and a row's fit to the row of each token is that token's score.</remarks>
public sealed class Gpt
{
    private readonly Embedding _embedding;
    private readonly GptBlock[] _blocks;
    private readonly LayerNorm _norm;
    private Tensor? _last;

    /// <summary>Makes an untrained model.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="prng">Where its first numbers come from.</param>
    /// <exception cref="ArgumentException">The sizes are wrong.</exception>
    public Gpt(Workbench bench, GptShape shape, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(shape));
        }

        (Bench, Shape) = (bench, shape);
        _embedding = new Embedding(bench, shape.Vocabulary, shape.Context, shape.Width, 0.02, prng);
        _blocks = [.. Enumerable.Range(0, shape.Depth).Select(i => new GptBlock(bench, shape, $"h.{i}", prng))];
        _norm = new LayerNorm(bench, "ln_f", shape.Width);
        Parameters = [_embedding.Tokens, _embedding.Places, .. _blocks.SelectMany(b => b.Parameters), .. _norm.Parameters];
    }

    /// <summary>Its sizes.</summary>
    public GptShape Shape { get; }

    /// <summary>What training changes, under Hugging Face's names.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    internal Workbench Bench { get; }

    internal Embedding Embedding => _embedding;

    internal IReadOnlyList<GptBlock> Blocks => _blocks;

    /// <summary>The score of each token to come next, [texts · places × vocabulary]; lent until the step ends.</summary>
    /// <param name="tokens">Token numbers, text after text.</param>
    /// <param name="places">Tokens to a text, at most the context.</param>
    public Tensor Forward(ReadOnlySpan<int> tokens, int places)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, Shape.Context);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tokens.Length % places, 0, nameof(tokens));
        Tensor x = _embedding.Forward(tokens, places);
        foreach (GptBlock block in _blocks)
        {
            x = block.Forward(x, places);
        }

        return Score(x);
    }

    /// <summary>Learns one batch: adds to the gradients how the loss changes with each parameter.</summary>
    /// <param name="tokens">Token numbers, text after text.</param>
    /// <param name="targets">The token that came next at each place.</param>
    /// <param name="places">Tokens to a text.</param>
    /// <returns>The loss, in nats a token.</returns>
    public double Learn(ReadOnlySpan<int> tokens, int[] targets, int places)
    {
        Tensor scores = Forward(tokens, places);
        double loss = CrossEntropy.LossAndGradient(Bench, scores, targets);
        Backward(scores);
        Bench.Pool.ReturnAll();
        return loss;
    }

    /// <summary>The loss at each place, in nats.</summary>
    /// <param name="tokens">Token numbers, text after text.</param>
    /// <param name="targets">The token that came next at each place.</param>
    /// <param name="places">Tokens to a text.</param>
    public float[] Losses(ReadOnlySpan<int> tokens, int[] targets, int places)
    {
        float[] losses = CrossEntropy.Losses(Bench, Forward(tokens, places), targets);
        Bench.Pool.ReturnAll();
        return losses;
    }

    /// <summary>The model's numbers as Hugging Face names them.</summary>
    public Safetensors Export()
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (Parameter parameter in Parameters)
        {
            tensors[$"transformer.{parameter.Name}"] = parameter.Value;
        }

        return new Safetensors(tensors, new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" });
    }

    /// <summary>Takes the numbers of a file.</summary>
    /// <param name="file">With or without the prefix <c>transformer.</c>; further tensors, such as masks, are left alone.</param>
    /// <exception cref="Core.Errors.UserErrorException">A tensor is missing or has another shape.</exception>
    public void Import(Safetensors file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach (Parameter parameter in Parameters)
        {
            file.CopyTo(parameter.Value, $"transformer.{parameter.Name}", parameter.Name);
        }
    }

    /// <summary>The last norm, and how well each row fits each token's row.</summary>
    internal Tensor Score(Tensor x)
    {
        _last = _norm.Forward(x);
        Tensor scores = Bench.Pool.Rent(x.Rows, Shape.Vocabulary);
        MatrixProduct.Multiply(Bench.Crew, _last.Matrix, _embedding.Tokens.Value.Matrix.Transposed, scores.Matrix);
        return scores;
    }

    private void Backward(Tensor scores)
    {
        Parameter tokens = _embedding.Tokens;
        MatrixProduct.Multiply(Bench.Crew, scores.Matrix.Transposed, _last!.Matrix, tokens.Gradient.Matrix, add: true);
        Tensor gradient = Bench.Pool.Rent(scores.Rows, Shape.Width);
        MatrixProduct.Multiply(Bench.Crew, scores.Matrix, tokens.Value.Matrix, gradient.Matrix);
        gradient = _norm.Backward(gradient);
        for (int i = _blocks.Length - 1; i >= 0; i--)
        {
            gradient = _blocks[i].Backward(gradient);
        }

        _embedding.Backward(gradient);
    }
}
