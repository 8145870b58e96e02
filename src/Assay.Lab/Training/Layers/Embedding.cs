using Assay.Core.Statistics;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training.Layers;

/// <summary>A row of numbers for each token, plus a row for each place in the text.</summary>
public sealed class Embedding
{
    private readonly Workbench _bench;
    private int[] _tokens = [];
    private int _places;

    /// <summary>Makes normal rows.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="vocabulary">Number of different tokens.</param>
    /// <param name="context">Most places to a text.</param>
    /// <param name="width">Numbers to a row.</param>
    /// <param name="deviation">Standard deviation of the first numbers.</param>
    /// <param name="prng">Where they come from.</param>
    public Embedding(Workbench bench, int vocabulary, int context, int width, double deviation, Prng prng)
    {
        _bench = bench;
        Tokens = new Parameter("wte.weight", new Tensor(vocabulary, width).FillNormal(prng, deviation), decays: true);
        Places = new Parameter("wpe.weight", new Tensor(context, width).FillNormal(prng, deviation), decays: true);
    }

    /// <summary>[vocabulary × width].</summary>
    public Parameter Tokens { get; }

    /// <summary>[context × width].</summary>
    public Parameter Places { get; }

    /// <summary>Looks rows up: [texts · places × width].</summary>
    /// <param name="tokens">Token numbers, text after text.</param>
    /// <param name="places">Places to a text.</param>
    public Tensor Forward(ReadOnlySpan<int> tokens, int places)
    {
        (_tokens, _places) = (tokens.ToArray(), places);
        Tensor output = _bench.Pool.Rent(tokens.Length, Tokens.Value.Columns);
        for (int row = 0; row < tokens.Length; row++)
        {
            Tokens.Value.Row(tokens[row]).CopyTo(output.Row(row));
            Vectors.Add(Places.Value.Row(row % places), output.Row(row));
        }

        return output;
    }

    /// <summary>Adds each row's gradient to the rows it was made of.</summary>
    /// <param name="gradient">How the loss changes with each number of the output.</param>
    public void Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        // Shared by columns: a token may stand in many rows, and two threads must not add to it at once.
        _bench.Share(gradient.Columns, gradient.Rows, (from, to) =>
        {
            for (int row = 0; row < gradient.Rows; row++)
            {
                ReadOnlySpan<float> g = gradient.Row(row)[from..to];
                Vectors.Add(g, Tokens.Gradient.Row(_tokens[row])[from..to]);
                Vectors.Add(g, Places.Gradient.Row(row % _places)[from..to]);
            }
        });
    }
}
