using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Tests.Lab.Models;

public sealed class ModelTests
{
    private static Prng Prng(string name) => new(new RunSeed(20260101).For("test/models/" + name));

    private static GaussianModel FitGaussian(Estimator estimator, params Part<Points>[] parts) =>
        (GaussianModel)new GaussianFamily(estimator).Fit(new TrainingSet<Points>(PointsKind.Instance, parts), Prng("fit"));

    [Fact]
    public void Estimators_differ_by_their_divisor()
    {
        var points = new Part<Points>(new Points([1, 2, 3, 6], 1), IsReal: true);

        Assert.Equal(3.5, FitGaussian(Estimator.Mle, points).Covariance[0], 12);
        Assert.Equal(14 / 3.0, FitGaussian(Estimator.Unbiased, points).Covariance[0], 12);
        Assert.Equal(1, FitGaussian(Estimator.Known, points).Covariance[0], 12);
        Assert.Equal(3, FitGaussian(Estimator.Known, points).Mean[0], 12);
    }

    [Fact]
    public void A_weight_of_two_counts_as_a_point_twice()
    {
        GaussianModel weighted = FitGaussian(
            Estimator.Mle, new Part<Points>(new Points([0, 1, 4, 2], 2), true, 2), new Part<Points>(new Points([3, 3], 2), false));
        GaussianModel repeated = FitGaussian(Estimator.Mle, new Part<Points>(new Points([0, 1, 4, 2, 0, 1, 4, 2, 3, 3], 2), true));

        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(repeated.Covariance[i], weighted.Covariance[i], 12));
        Assert.Equal(repeated.Mean[1], weighted.Mean[1], 12);
    }

    [Fact]
    public void Samples_have_the_covariance_of_their_law()
    {
        var law = new GaussianModel([1, -1], [2, .8, .8, .5]);
        GaussianModel back = FitGaussian(Estimator.Mle, new Part<Points>(law.Sample(100_000, Decoder.Unbiased, Prng("covariance")), true));

        Assert.Equal(2, back.Covariance[0], .036); // four standard errors of each entry
        Assert.Equal(.8, back.Covariance[1], .017);
        Assert.Equal(1, back.Mean[0], .018);
        Assert.Equal(Math.Log(1 - .64), law.LogDeterminant, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Truncated_samples_have_the_variance_of_the_cut_bell(double cut)
    {
        Points points = new GaussianModel([0], [4]).Sample(200_000, new Decoder { Truncation = cut }, Prng("cut"));
        double expected = 4 * MixedRealLaw.TruncatedVariance(cut);

        Assert.Equal(expected, points.Values.Average(v => v * v), 4 * expected * Math.Sqrt(2.0 / points.Count));
        Assert.True(points.Values.Max() <= 2 * cut);
    }

    [Fact]
    public void Kernel_samples_scatter_around_their_centres()
    {
        var model = new KernelDensityModel(new Points([0, 10], 1), .5);
        Points points = model.Sample(50_000, Decoder.Unbiased, Prng("kernel"));

        Assert.Equal(25 + .25, points.Values.Average(v => (v - 5) * (v - 5)), .1);
        Assert.Equal(Math.Log(2) + Math.Log(.5 * Math.Sqrt(2 * Math.PI)), model.NegativeLogLikelihood(new Points([0.0], 1)), 9);
    }

    [Fact]
    public void Least_squares_recovers_exact_weights_and_reads_row_weights()
    {
        double[] design = new double[30];
        Prng("design").FillGaussian(design);
        var truth = new LinearRegressionModel([1, -2, .5], design, 0);
        Rows exact = truth.Sample(20, Decoder.Unbiased, Prng("rows")); // twice the design
        var noisy = new LinearRegressionModel([9, 9, 9], design, 1).Sample(10, Decoder.Unbiased, Prng("noise"));
        var family = new LinearRegressionFamily(design, 0);
        var fit = (LinearRegressionModel)family.Fit(new(RowsKind.Instance, new Part<Rows>(exact, true), new Part<Rows>(noisy, false, 1e-12)), Prng("fit"));

        Assert.Equal(1, fit.Weights[0], 8);
        Assert.Equal(-2, fit.Weights[1], 8);
        Assert.Equal(exact.Labels[3], exact.Labels[13], 12);
    }

    [Fact]
    public void Relative_frequencies_are_relative_frequencies()
    {
        var set = new TrainingSet<Draws>(DrawsKind.Instance, new Part<Draws>(new Draws([0, 0, 2]), true), new Part<Draws>(new Draws([1]), false, 3));
        var model = (CategoricalModel)new CategoricalFamily(4).Fit(set, Prng("frequencies"));

        Assert.Equal([2 / 6.0, 3 / 6.0, 1 / 6.0, 0], model.Mass);
        Assert.Equal([4 / 14.0, 9 / 14.0, 1 / 14.0, 0], model.Reshaped(new Decoder { Choice = new() { Temperature = .5 } }).Select(m => Math.Round(m, 15)).ToArray().Select((m, i) => Math.Abs(m - new[] { 4 / 14.0, 9 / 14.0, 1 / 14.0, 0 }[i]) < 1e-12 ? new[] { 4 / 14.0, 9 / 14.0, 1 / 14.0, 0 }[i] : m));
    }

    [Fact]
    public void The_memoriser_says_only_what_it_saw()
    {
        var set = new TrainingSet<Draws>(DrawsKind.Instance, new Part<Draws>(new Draws([7, 7, 123456]), true));
        IModel<Draws> model = new MemoriserFamily().Fit(set, Prng("memory"));

        Assert.Subset(new HashSet<int> { 7, 123456 }, model.Sample(100, Decoder.Unbiased, Prng("say")).Values.ToHashSet());
        Assert.Equal(2, ((MemoriserModel)model).Known.Count);
    }

    [Fact]
    public void The_true_direction_has_the_accuracy_of_bayes()
    {
        Assert.Equal(.8413447, new TwoClassModel([1, 0, 0], 0).Accuracy, 6);
        Assert.Equal(1 - .8413447, new TwoClassModel([-2, 0, 0], 0).Accuracy, 6);
        LabelledPoints points = new TwoClassModel([1, 0], .25).Sample(40_000, Decoder.Unbiased, Prng("labels"));
        Assert.Equal(.25, Enumerable.Range(0, 40_000).Count(i => points.Labels[i] != points.Classes[i]) / 40_000.0, .009);
    }

    [Fact]
    public void A_decoder_without_meaning_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => new GaussianModel([0], [1]).Sample(1, new Decoder { Choice = new() { TopK = 1 } }, Prng("x")));
        Assert.Throws<NotSupportedException>(() => new CategoricalModel([1]).Sample(1, new Decoder { VarianceScale = .5 }, Prng("x")));
        Assert.Throws<NotSupportedException>(() => new MemoriserModel(new Draws([1])).Sample(1, new Decoder { VarianceScale = .5 }, Prng("x")));
    }

    [Fact]
    public void Fitting_weighted_items_where_weights_have_no_meaning_is_refused() =>
        Assert.Throws<NotSupportedException>(() => new KernelDensityFamily(1).Fit(
            new(PointsKind.Instance, new Part<Points>(new Points([1], 1), true, 2), new Part<Points>(new Points([1], 1), false)), Prng("x")));
}
