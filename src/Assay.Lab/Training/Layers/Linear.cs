using Assay.Core.Statistics;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training.Layers;

/// <summary>y = x · W + b for every row x.</summary>
/// <remarks>W is [inputs × outputs], as in GPT-2's files. With L the loss: ∂L/∂x = ∂L/∂y · Wᵀ, ∂L/∂W = xᵀ · ∂L/∂y, ∂L/∂b = Σ of the rows of ∂L/∂y.</remarks>
public sealed class Linear : ILayer
{
    private readonly Workbench _bench;
    private Tensor? _input;

    /// <summary>Makes a layer with normal weights and no bias yet.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="name">Prefix of its parameters' names.</param>
    /// <param name="inputs">Numbers to a row of the input.</param>
    /// <param name="outputs">Numbers to a row of the output.</param>
    /// <param name="deviation">Standard deviation of the first weights.</param>
    /// <param name="prng">Where they come from.</param>
    public Linear(Workbench bench, string name, int inputs, int outputs, double deviation, Prng prng)
    {
        _bench = bench;
        Weight = new Parameter($"{name}.weight", new Tensor(inputs, outputs).FillNormal(prng, deviation), decays: true);
        Bias = new Parameter($"{name}.bias", new Tensor(outputs), decays: false);
    }

    private Linear(Workbench bench, string name, Tensor weight, Tensor bias)
    {
        _bench = bench;
        Weight = new Parameter($"{name}.weight", weight, decays: true);
        Bias = new Parameter($"{name}.bias", bias, decays: true);
    }

    /// <summary>Makes a layer with uniform weights and biases that both decay, as PyTorch does.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="name">Prefix of its parameters' names.</param>
    /// <param name="inputs">Numbers to a row of the input.</param>
    /// <param name="outputs">Numbers to a row of the output.</param>
    /// <param name="prng">Where the first weights come from.</param>
    public static Linear Uniform(Workbench bench, string name, int inputs, int outputs, Prng prng)
    {
        double bound = 1 / Math.Sqrt(inputs);
        return new Linear(bench, name, new Tensor(inputs, outputs).FillUniform(prng, bound), new Tensor(outputs).FillUniform(prng, bound));
    }

    /// <summary>W, [inputs × outputs].</summary>
    public Parameter Weight { get; }

    /// <summary>b, [outputs].</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [Weight, Bias];

    /// <inheritdoc/>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        Tensor output = _bench.Pool.Rent(input.Rows, Bias.Value.Length);
        for (int row = 0; row < output.Rows; row++)
        {
            Bias.Value.Span.CopyTo(output.Row(row)); // the product is added to it
        }

        MatrixProduct.Multiply(_bench.Crew, input.Matrix, Weight.Value.Matrix, output.Matrix, add: true);
        return output;
    }

    /// <inheritdoc/>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        MatrixProduct.Multiply(_bench.Crew, _input!.Matrix.Transposed, gradient.Matrix, Weight.Gradient.Matrix, add: true);
        AddRows(_bench, gradient, Bias.Gradient);
        Tensor inputGradient = _bench.Pool.Rent(_input.Rows, _input.Columns);
        MatrixProduct.Multiply(_bench.Crew, gradient.Matrix, Weight.Value.Matrix.Transposed, inputGradient.Matrix);
        return inputGradient;
    }

    /// <summary>sum += Σ rows; shared by columns, so that each column is added up in the order of the rows.</summary>
    internal static void AddRows(Workbench bench, Tensor rows, Tensor sum) => bench.Share(rows.Columns, rows.Rows, (from, to) =>
    {
        for (int row = 0; row < rows.Rows; row++)
        {
            Vectors.Add(rows.Row(row)[from..to], sum.Span[from..to]);
        }
    });
}
