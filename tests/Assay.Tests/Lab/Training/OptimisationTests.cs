using Assay.Lab.Training;
using Assay.Lab.Training.Optimisation;

namespace Assay.Tests.Lab.Training;

public class OptimisationTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Adam_equals_its_formula(bool decays, bool inGradient)
    {
        using var bench = new Workbench(2);
        var parameter = new Parameter("w", GradientCheck.Random("w", 11), decays);
        var options = new AdamWOptions { WeightDecay = 0.1, DecayInGradient = inGradient };
        var adam = new AdamW(bench, [parameter], options);
        double[] w = GradientCheck.Doubles(parameter.Value), m = new double[11], v = new double[11];
        double decay = decays ? 0.1 : 0;
        for (int step = 1; step <= 3; step++)
        {
            Tensor gradient = GradientCheck.Random($"g{step}", 11);
            gradient.Span.CopyTo(parameter.Gradient.Span);
            for (int i = 0; i < 11; i++)
            {
                double g = gradient.Span[i] + (inGradient ? decay * w[i] : 0);
                m[i] = (0.9 * m[i]) + (0.1 * g);
                v[i] = (0.999 * v[i]) + (0.001 * g * g);
                double unbiased = m[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
                w[i] -= 0.01 * (unbiased + (inGradient ? 0 : decay * w[i]));
            }

            adam.Step(0.01);
            Assert.All(parameter.Gradient.Span.ToArray(), g => Assert.Equal(0, g));
        }

        GradientCheck.Close(w, GradientCheck.Doubles(parameter.Value), "weights");
    }

    [Fact]
    public void Clipping_shortens_long_gradients_and_leaves_short_ones()
    {
        using var bench = new Workbench(1);
        Parameter a = new("a", new Tensor(1), true), b = new("b", new Tensor(1), true);
        var adam = new AdamW(bench, [a, b], new());
        (a.Gradient.Span[0], b.Gradient.Span[0]) = (3, 4);

        Assert.Equal(5, adam.Clip(10), 6);
        Assert.Equal(4, b.Gradient.Span[0]);
        Assert.Equal(5, adam.Clip(1), 6);
        Assert.Equal(0.6, a.Gradient.Span[0], 6);
        Assert.Equal(0.8, b.Gradient.Span[0], 6);
    }

    [Fact]
    public void The_learning_rate_rises_and_falls()
    {
        var cosine = new LearningRate { Peak = 2, WarmUp = 4, Floor = 0.1 };
        Assert.Equal([0.5, 1, 1.5, 2], Enumerable.Range(0, 4).Select(s => cosine.At(s, 14)));
        Assert.Equal(2, cosine.At(4, 14), 12);
        Assert.Equal(1.1, cosine.At(9, 14), 12); // halfway down to .2
        Assert.Equal(0.2, cosine.At(14, 14), 12);
        Assert.Equal(1.1, (cosine with { Decline = Decline.Linear }).At(9, 14), 12);
        Assert.Equal(1.55, (cosine with { Decline = Decline.Linear, WarmUp = 0 }).At(3, 12), 12);
        Assert.Equal(2, (cosine with { Decline = Decline.None }).At(13, 14), 12);
    }
}
