using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Models;

namespace Assay.Tests.Lab.Models;

public sealed class GaussianMixtureTests
{
    private static Points Blobs(int n, int d, int k, string name)
    {
        var prng = new Prng(new RunSeed(20260101).For("test/mixture/" + name));
        double[] values = new double[n * d];
        prng.FillGaussian(values);
        for (int i = 0; i < n; i++)
        {
            values[i * d] += 3 * (i % k);
            values[(i * d) + d - 1] += 0.5 * values[i * d];
        }

        return new Points(values, d);
    }

    /// <summary>One step of expectation maximisation, written as the formulas are.</summary>
    private static double NaiveStep(Points points, double[] weights, double[] means, double[] covariances, double regularisation)
    {
        int n = points.Count, d = points.Dimension, k = weights.Length;
        double[,] share = new double[n, k];
        double likelihood = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < k; j++)
            {
                var covariance = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor(d, d, covariances[(j * d * d)..((j + 1) * d * d)]);
                var shift = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(d, c => points.Values[(i * d) + c] - means[(j * d) + c]);
                share[i, j] = weights[j] * Math.Exp(-0.5 * shift.DotProduct(covariance.Solve(shift))) / Math.Sqrt(Math.Pow(2 * Math.PI, d) * covariance.Determinant());
            }

            double sum = Enumerable.Range(0, k).Sum(j => share[i, j]);
            likelihood += Math.Log(sum) / n;
            for (int j = 0; j < k; j++)
            {
                share[i, j] /= sum;
            }
        }

        for (int j = 0; j < k; j++)
        {
            double mass = Enumerable.Range(0, n).Sum(i => share[i, j]);
            weights[j] = mass / n;
            for (int c = 0; c < d; c++)
            {
                means[(j * d) + c] = Enumerable.Range(0, n).Sum(i => share[i, j] * points.Values[(i * d) + c]) / mass;
            }

            for (int c = 0; c < d; c++)
            {
                for (int e = 0; e < d; e++)
                {
                    covariances[(j * d * d) + (c * d) + e] = (c == e ? regularisation : 0) + (Enumerable.Range(0, n).Sum(i =>
                        share[i, j] * (points.Values[(i * d) + c] - means[(j * d) + c]) * (points.Values[(i * d) + e] - means[(j * d) + e])) / mass);
                }
            }
        }

        return likelihood;
    }

    [Theory]
    [InlineData(61, 2, 2)]
    [InlineData(64, 3, 3)]
    [InlineData(45, 1, 2)]
    public void The_vectorised_step_equals_the_formulas(int n, int d, int k)
    {
        Points points = Blobs(n, d, k, "naive");
        var fitter = new MixtureFitter(points, k, 1e-6);
        fitter.Start([.. Enumerable.Range(0, n).Select(i => i % k)]);
        double[] weights = [.. fitter.Weights], means = [.. fitter.Means], covariances = [.. fitter.Covariances];
        for (int step = 0; step < 10; step++)
        {
            double expected = NaiveStep(points, weights, means, covariances, 1e-6);
            Assert.Equal(expected, fitter.Step(), 9);
        }

        Assert.All(Enumerable.Range(0, k * d * d), i => Assert.Equal(covariances[i], fitter.Covariances[i], 8));
        Assert.All(Enumerable.Range(0, k * d), i => Assert.Equal(means[i], fitter.Means[i], 8));
    }

    [Fact]
    public void Likelihood_never_falls()
    {
        Points points = Blobs(500, 2, 3, "rises");
        var fitter = new MixtureFitter(points, 3, 1e-12);
        fitter.Start([.. Enumerable.Range(0, 500).Select(i => i / 167)]);
        double previous = double.NegativeInfinity;
        for (int step = 0; step < 100; step++)
        {
            double likelihood = fitter.Step();
            Assert.True(likelihood >= previous - 1e-10, $"step {step}: {previous} to {likelihood}");
            previous = likelihood;
        }
    }

    [Fact]
    public void Separate_bells_are_found()
    {
        var truth = new GaussianMixtureModel([.3, .7], [-5, 0, 5, 1], [1, 0, 0, 1, 2, .5, .5, 1]);
        Points points = truth.Sample(20_000, Decoder.Unbiased, new Prng(new RunSeed(5)));
        GaussianMixtureModel model = new GaussianMixtureFamily { Components = 2, Tolerance = 1e-6 }.Fit(points, new Prng(new RunSeed(6)));

        int left = model.Means[0] < 0 ? 0 : 1;
        Assert.Equal(.3, model.Weights[left], .013);
        Assert.Equal(-5, model.Means[left * 2], .06);
        Assert.Equal(2, model.Covariances[(1 - left) * 4], .12);
        Assert.True(model.DistanceSquared(truth) < 1e-4);
    }

    [Fact]
    public void Distance_is_the_closed_form_of_two_bells()
    {
        var one = new GaussianMixtureModel([1], [0, 0], [1, 0, 0, 1]);
        var split = new GaussianMixtureModel([.5, .5], [0, 0, 0, 0], [1, 0, 0, 1, 1, 0, 0, 1]);
        var narrow = new GaussianMixtureModel([1], [0, 0], [.01, 0, 0, .01]);

        Assert.Equal(0, one.DistanceSquared(split), 14);
        Assert.Equal((1 / (4 * Math.PI)) + (1 / (4 * Math.PI * .01)) - (2 / (2 * Math.PI * 1.01)), one.DistanceSquared(narrow), 12);
    }

    [Fact]
    public void Too_few_points_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianMixtureFamily { Components = 3 }.Fit(new Points([1, 2], 1), new Prng(new RunSeed(1))));
}
