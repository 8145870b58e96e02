using Assay.Core.Statistics;
using Assay.Lab.Training;

namespace Assay.Tests.Lab.Training;

/// <summary>Lays a layer beside its naive twin, and its backward pass beside finite differences of the twin.</summary>
/// <remarks>The twin computes in double precision, so that the differences are good to about nine digits and whatever is left is the layer's.</remarks>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <summary>Relative to the largest gradient of the same tensor; single precision with sums of some dozen terms.</summary>
    private const double Tolerance = 2e-5;

    public static Tensor Random(string name, params int[] shape) =>
        new Tensor(shape).FillNormal(new Prng(new RunSeed(7).For(name)), 1);

    /// <param name="inputs">Everything that the output depends on.</param>
    /// <param name="gradients">Reads the gradient of each input after the backward pass.</param>
    /// <param name="forward">The layer.</param>
    /// <param name="backward">Its backward pass.</param>
    /// <param name="twin">The naive twin: all inputs in double precision, to the output.</param>
    public static void Run(
        Tensor[] inputs, Func<Tensor[]> gradients, Func<Tensor> forward, Action<Tensor> backward, Func<double[][], double[]> twin)
    {
        double[][] exact = [.. inputs.Select(Doubles)];
        Tensor output = forward();
        Close(twin(exact), Doubles(output), "output");

        Tensor direction = Random("direction", output.Rows, output.Columns);
        double[] along = Doubles(direction);
        backward(direction);
        Tensor[] actual = gradients();
        for (int input = 0; input < inputs.Length; input++)
        {
            double[] slopes = new double[inputs[input].Length];
            for (int i = 0; i < slopes.Length; i++)
            {
                slopes[i] = Slope(exact[input], i, () => twin(exact).Zip(along, (y, d) => y * d).Sum());
            }

            Close(slopes, Doubles(actual[input]), $"gradient of input {input}");
        }
    }

    /// <summary>Central difference of a function by one number.</summary>
    public static double Slope(double[] values, int place, Func<double> function)
    {
        double before = values[place];
        values[place] = before + Step;
        double above = function();
        values[place] = before - Step;
        double below = function();
        values[place] = before;
        return (above - below) / (2 * Step);
    }

    public static double[] Doubles(Tensor tensor) => Array.ConvertAll(tensor.Span.ToArray(), v => (double)v);

    public static void Close(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = Math.Max(1e-3, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * size, $"{what} at {i}: {actual[i]} instead of {expected[i]}, size {size}");
        }
    }
}
