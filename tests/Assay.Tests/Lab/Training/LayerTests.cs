using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Layers;

namespace Assay.Tests.Lab.Training;

public class LayerTests
{
    private static Prng Chance => new(new RunSeed(3));

    [Fact]
    public void Linear_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        var layer = new Linear(bench, "fc", 7, 5, 0.5, Chance);
        Fill(layer.Bias);
        Layer(layer, GradientCheck.Random("x", 4, 7), t => NaiveLayers.Linear(t[0], t[1], t[2]));
    }

    [Fact]
    public void Layer_norm_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        var layer = new LayerNorm(bench, "ln", 19);
        Fill(layer.Weight);
        Fill(layer.Bias);
        Layer(layer, GradientCheck.Random("x", 3, 19), t => NaiveLayers.LayerNorm(t[0], t[1], t[2]));
    }

    [Fact]
    public void Gelu_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        Layer(new Gelu(bench), GradientCheck.Random("x", 2, 21), t => NaiveLayers.Gelu(t[0]));
        Tensor far = new(1, 20);
        for (int i = 0; i < 20; i++)
        {
            far.Span[i] = (i - 10) * 9; // where the exponential is 0 or infinite
        }

        Layer(new Gelu(bench), far, t => NaiveLayers.Gelu(t[0]));
    }

    [Theory]
    [InlineData(2, 5, 8, 2)]
    [InlineData(1, 67, 4, 1)] // more places than a block
    public void Attention_equals_its_twin_and_its_differences(int texts, int places, int width, int heads)
    {
        using var bench = new Workbench(1);
        var layer = new CausalAttention(bench, heads);
        Tensor x = GradientCheck.Random("x", texts * places, 3 * width);
        Tensor? gradient = null;
        GradientCheck.Run(
            [x], () => [gradient!], () => layer.Forward(x, places), d => gradient = layer.Backward(d), t => NaiveLayers.Attention(t[0], places, width, heads));
    }

    [Fact]
    public void The_future_does_not_change_the_past()
    {
        using var bench = new Workbench(1);
        var layer = new CausalAttention(bench, 2);
        Tensor x = GradientCheck.Random("x", 70, 24);
        float[] before = [.. layer.Forward(x, 70).Span[..(65 * 8)]];
        x.Span[(65 * 24)..].Fill(1e3f);

        Assert.Equal(before, layer.Forward(x, 70).Span[..(65 * 8)]);
    }

    [Fact]
    public void Embedding_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        var layer = new Embedding(bench, 6, 4, 5, 1, Chance);
        int[] text = [1, 5, 1, 0, 2, 1]; // two texts; a token comes again
        GradientCheck.Run(
            [layer.Tokens.Value, layer.Places.Value],
            () => [layer.Tokens.Gradient, layer.Places.Gradient],
            () => layer.Forward(text, 3),
            layer.Backward,
            t => NaiveLayers.Embedding(t[0], t[1], text, 3, 5));
    }

    [Fact]
    public void Cross_entropy_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        Tensor scores = GradientCheck.Random("scores", 4, 9);
        int[] targets = [3, 0, 8, 3];
        double[] exact = GradientCheck.Doubles(scores);
        double expected = NaiveLayers.CrossEntropy(exact, targets);
        double[] slopes = [.. exact.Select((_, i) => GradientCheck.Slope(exact, i, () => NaiveLayers.CrossEntropy(exact, targets)))];

        Assert.Equal(expected, CrossEntropy.LossAndGradient(bench, scores, targets), tolerance: 1e-6);

        GradientCheck.Close(slopes, GradientCheck.Doubles(scores), "gradient");
        scores = GradientCheck.Random("scores", 4, 9);
        Assert.Equal(expected, CrossEntropy.Losses(bench, scores, targets).Average(), tolerance: 1e-6);
    }

    [Fact]
    public void An_impossible_target_costs_much_and_not_infinitely_much()
    {
        using var bench = new Workbench(1);
        Tensor scores = new(1, 2);
        scores.Span[0] = 500;

        Assert.Equal(500, CrossEntropy.LossAndGradient(bench, scores, [1]), 3);
        Assert.Equal([1f, -1f], scores.Span.ToArray());
    }

    [Fact]
    public void Convolution_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        var layer = new Convolution(bench, "c", new PictureShape(6, 4, 3), 2, Chance);
        Layer(layer, GradientCheck.Random("x", 2, 6 * 4 * 3), t => NaiveLayers.Convolution(t[0], t[1], t[2], 6, 4, 3));
    }

    [Fact]
    public void Transposed_convolution_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        var layer = new TransposedConvolution(bench, "c", new PictureShape(2, 3, 3), 2, Chance);
        Layer(layer, GradientCheck.Random("x", 2, 2 * 3 * 3), t => NaiveLayers.TransposedConvolution(t[0], t[1], t[2], 2, 3, 3));
    }

    [Fact]
    public void Pictures_beyond_a_chunk_are_computed_like_those_before()
    {
        using var bench = new Workbench(2);
        var layer = new Convolution(bench, "c", new PictureShape(4, 4, 1), 2, Chance);
        int pictures = Convolution.Chunk + 3;
        Layer(layer, GradientCheck.Random("x", pictures, 16), t => NaiveLayers.Convolution(t[0], t[1], t[2], 4, 4, 1));
        var back = new TransposedConvolution(bench, "c", new PictureShape(2, 2, 1), 1, Chance);
        Layer(back, GradientCheck.Random("x", pictures, 4), t => NaiveLayers.TransposedConvolution(t[0], t[1], t[2], 2, 2, 1));
    }

    [Fact]
    public void Relu_lets_the_positive_through()
    {
        using var bench = new Workbench(1);
        Layer(new Relu(bench), GradientCheck.Random("x", 3, 7), t => [.. t[0].Select(v => Math.Max(v, 0))]);
    }

    [Fact]
    public void Binary_cross_entropy_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        Tensor scores = GradientCheck.Random("scores", 3, 5), targets = GradientCheck.Random("targets", 3, 5);
        BinaryCrossEntropy.Shades(targets.Span);
        double[] exact = GradientCheck.Doubles(scores), shades = GradientCheck.Doubles(targets);
        double[] slopes = [.. exact.Select((_, i) => GradientCheck.Slope(exact, i, () => NaiveLayers.BinaryCrossEntropy(exact, shades)))];

        Assert.Equal(NaiveLayers.BinaryCrossEntropy(exact, shades), BinaryCrossEntropy.LossAndGradient(bench, scores, targets), tolerance: 1e-5);
        GradientCheck.Close(slopes, GradientCheck.Doubles(scores), "gradient");

        Tensor far = new(1, 2);
        (far.Span[0], far.Span[1]) = (200, -200);
        Tensor white = new Tensor(1, 2).FillWith(1);
        Assert.Equal(200, BinaryCrossEntropy.LossAndGradient(bench, far, white), tolerance: 1e-4);
    }

    [Fact]
    public void Codes_and_their_divergence_equal_their_definition_and_differences()
    {
        Tensor laws = GradientCheck.Random("laws", 2, 6), noise = GradientCheck.Random("noise", 2, 3), along = GradientCheck.Random("along", 2, 3), code = new(2, 3);
        double[] exact = GradientCheck.Doubles(laws), e = GradientCheck.Doubles(noise), d = GradientCheck.Doubles(along);
        double Kl() => Enumerable.Range(0, 6).Sum(i =>
            -0.5 * (1 + exact[(i / 3 * 6) + 3 + (i % 3)] - Math.Pow(exact[(i / 3 * 6) + (i % 3)], 2) - Math.Exp(exact[(i / 3 * 6) + 3 + (i % 3)])));
        double Z(int i) => exact[(i / 3 * 6) + (i % 3)] + (Math.Exp(exact[(i / 3 * 6) + 3 + (i % 3)] / 2) * e[i]);

        Assert.Equal(Kl(), GaussianCode.Draw(laws, noise, code), tolerance: 1e-5);
        GradientCheck.Close([.. Enumerable.Range(0, 6).Select(Z)], GradientCheck.Doubles(code), "code");

        var gradient = new Tensor(2, 6);
        GaussianCode.Derive(laws, noise, along, gradient);
        double[] slopes = [.. exact.Select((_, i) => GradientCheck.Slope(exact, i, () => Kl() + Enumerable.Range(0, 6).Sum(j => d[j] * Z(j))))];
        GradientCheck.Close(slopes, GradientCheck.Doubles(gradient), "gradient");
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        float[][] results = [.. new[] { 1, 3 }.Select(threads =>
        {
            using var bench = new Workbench(threads);
            var norm = new LayerNorm(bench, "ln", 96);
            var first = new Linear(bench, "a", 96, 288, 0.1, Chance);
            var attention = new CausalAttention(bench, 4);
            var gelu = new Gelu(bench);
            Tensor x = GradientCheck.Random("x", 3 * 130, 96);
            Tensor y = gelu.Forward(attention.Forward(first.Forward(norm.Forward(x)), 130));
            Tensor dx = norm.Backward(first.Backward(attention.Backward(gelu.Backward(y))));
            return (float[])[.. y.Span, .. dx.Span, .. first.Weight.Gradient.Span, .. first.Bias.Gradient.Span, .. norm.Weight.Gradient.Span];
        })];

        Assert.Equal(results[0], results[1]);
    }

    private static void Layer(ILayer layer, Tensor x, Func<double[][], double[]> twin)
    {
        Tensor? gradient = null;
        GradientCheck.Run(
            [x, .. layer.Parameters.Select(p => p.Value)],
            () => [gradient!, .. layer.Parameters.Select(p => p.Gradient)],
            () => layer.Forward(x),
            d => gradient = layer.Backward(d),
            twin);
    }

    private static void Fill(Parameter parameter) =>
        GradientCheck.Random(parameter.Name, [.. parameter.Value.Shape]).Span.CopyTo(parameter.Value.Span);
}
