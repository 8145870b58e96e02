using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Models;
using Assay.Lab.Models.Vae;
using Assay.Lab.Training;

namespace Assay.Tests.Lab.Models.Vae;

public class VaeTests
{
    [Fact]
    public void The_published_model_has_647081_parameters()
    {
        using var bench = new Workbench(1);
        Assert.Equal(647_081, new Autoencoder(bench, new VaeShape(), new Prng(new RunSeed(1))).Parameters.Sum(p => p.Value.Length));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public void The_gradient_of_the_whole_model_agrees_with_differences(int? capacity)
    {
        using var bench = new Workbench(1);
        var vae = new Autoencoder(bench, new VaeShape { Code = 3, Capacity = capacity }, new Prng(new RunSeed(1)));
        Tensor pictures = VaeFamily.Load(Bars(4), Enumerable.Range(0, 4), new Tensor(4, Images.Length));
        vae.Learn(pictures, new Prng(new RunSeed(2)));
        foreach (Parameter parameter in vae.Parameters)
        {
            // Along its own gradient a parameter changes the loss by the gradient's squared length: single precision can see that.
            double squares = GradientCheck(parameter), length = Math.Sqrt(squares), step = 1e-2 / Math.Max(1, length);
            double above = Moved(vae, parameter, step / length, pictures), below = Moved(vae, parameter, -step / length, pictures);
            Assert.Equal(1, (above - below) / (2 * step * length), tolerance: 0.03);
        }
    }

    [Fact]
    public void It_learns_and_its_bytes_do_not_depend_on_the_number_of_threads()
    {
        Images real = Bars(48);
        float[][] weights = [.. new[] { 1, 2 }.Select(threads =>
        {
            using var bench = new Workbench(threads);
            var family = new VaeFamily(bench, new VaeShape { Code = 2, Capacity = 4 }) { Epochs = 12, Batch = 16, LearningRate = 1e-2 };
            var model = (VaeModel)family.Fit(new TrainingSet<Images>(ImagesKind.Instance, new Part<Images>(real, IsReal: true)), new Prng(new RunSeed(1)));
            double untrained = new VaeModel(new(bench, model.Autoencoder.Shape, new Prng(new RunSeed(1))), endless: false).Loss(real, new Prng(new RunSeed(3)));
            Assert.True(model.Loss(real, new Prng(new RunSeed(3))) < 0.7 * untrained);
            return (float[])[.. model.Autoencoder.Parameters.SelectMany(p => p.Value.Span.ToArray())];
        })];

        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void An_endless_sample_is_drawn_anew_and_a_joined_one_is_finite()
    {
        using var bench = new Workbench(1);
        var model = new VaeModel(new(bench, new VaeShape { Code = 2, Capacity = null }, new Prng(new RunSeed(1))), endless: true);
        Images sample = model.Sample(5, Decoder.Unbiased, new Prng(new RunSeed(2)));

        Assert.Equal(5, sample.Count);
        Assert.Same(model, sample.Endless);
        Assert.Null(ImagesKind.Instance.Concatenate([sample, sample]).Endless);
        Assert.Null(model.Sample(5, new Decoder { VarianceScale = 0.5 }, new Prng(new RunSeed(2))).Endless);
        Assert.Equal(sample.Pixels[Images.Length..(2 * Images.Length)], ImagesKind.Instance.Pick(sample, [1]).Pixels);
        Assert.Throws<NotSupportedException>(() => model.Sample(1, new Decoder { Truncation = 2 }, new Prng(new RunSeed(2))));
    }

    /// <summary>White bars on black: a picture of two numbers, where it begins and how wide it is.</summary>
    internal static Images Bars(int count)
    {
        var prng = new Prng(new RunSeed(4));
        byte[] pixels = new byte[count * Images.Length];
        for (int i = 0; i < count; i++)
        {
            int from = prng.NextInt32(20), to = from + 2 + prng.NextInt32(6);
            for (int p = 0; p < Images.Length; p++)
            {
                pixels[(i * Images.Length) + p] = (byte)(p % Images.Side >= from && p % Images.Side < to ? 255 : 0);
            }
        }

        return new Images(pixels);
    }

    private static double GradientCheck(Parameter parameter) => parameter.Gradient.Span.ToArray().Sum(g => (double)g * g);

    private static double Moved(Autoencoder vae, Parameter parameter, double step, Tensor pictures)
    {
        float[] before = parameter.Value.Span.ToArray();
        for (int i = 0; i < before.Length; i++)
        {
            parameter.Value.Span[i] += (float)(step * parameter.Gradient.Span[i]);
        }

        double loss = vae.Loss(pictures, new Prng(new RunSeed(2)));
        before.CopyTo(parameter.Value.Span);
        return loss;
    }
}
