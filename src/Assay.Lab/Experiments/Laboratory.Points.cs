using Assay.Core.Errors;
using Assay.Lab.Decoders;
using Assay.Lab.Loops;
using Assay.Lab.Measures;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Lab.Experiments;

/// <content>Experiments on points.</content>
public static partial class Laboratory
{
    private static Experiment<Points> Gaussian(Setup setup)
    {
        int d = setup.Settings.Whole("dimension", 1);
        Estimator estimator = ReadEstimator(setup.Settings);
        GaussianModel truth = Round(d);
        Measure<Points>[] all =
        [
            GaussianMeasures.LogVariance, GaussianMeasures.Spread, GaussianMeasures.Variance, GaussianMeasures.Deviation,
            GaussianMeasures.Mean, GaussianMeasures.SquaredMean, GaussianMeasures.Transport, GaussianMeasures.Divergence,
            GaussianMeasures.TailMass, PointMeasures.Precision, PointMeasures.Recall, PointMeasures.Density, PointMeasures.Coverage,
            PointMeasures.Vendi,
        ];
        ExperimentSpec spec = setup.Spec.Measures.Count > 0 ? setup.Spec : setup.Spec with { Measures = [.. all.Take(9).Select(m => m.Name)] };
        return new Experiment<Points>(Choose(spec, all))
        {
            World = _ => new(PointsKind.Instance, new GaussianFamily(estimator), (n, prng) => truth.Sample(n, Decoder.Unbiased, prng)),
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = setup.Samples,
            Law = d == 1 ? GaussianLaw(setup, estimator) : ManyDimensionalLaw(setup, estimator, d),
        };
    }

    private static GaussianShortcut Shortcut(Setup setup)
    {
        if (setup.Loop is not Replace)
        {
            throw new UserErrorException("The shortcut knows the replace loop alone.", "Take the model gaussian, which samples.");
        }

        return new GaussianShortcut(setup.Samples, ReadEstimator(setup.Settings), setup.Decoder.VarianceScale);
    }

    private static ThreeErrorsExperiment ThreeErrors(Setup setup)
    {
        if (setup.Loop is not Replace)
        {
            throw new UserErrorException("The three errors are separated in the replace loop.", "Leave the loop out.");
        }

        Settings settings = setup.Settings;
        return new ThreeErrorsExperiment(
            settings.Word("sampling", "finite", "infinite") is "finite" ? setup.Samples : null,
            settings.Word("family", "matching", "narrow") is "matching",
            settings.Word("optimiser", "full", "early") is "early");
    }

    private static Estimator ReadEstimator(Settings settings) => settings.Word("estimator", "mle", "unbiased", "known") switch
    {
        "mle" => Estimator.Mle,
        "unbiased" => Estimator.Unbiased,
        _ => Estimator.Known,
    };

    private static Func<string, int, double?> GaussianLaw(Setup setup, Estimator estimator)
    {
        int n = setup.Samples;
        bool mle = estimator == Estimator.Mle, scaledOnly = double.IsPositiveInfinity(setup.Decoder.Truncation);
        double share = setup.LoopName is "fresh-real" or "fixed-real" ? setup.Settings.Number("real-share", 0, 1) : 0;
        int real = Math.Clamp((int)Math.Round(share * n), 1, n);
        switch (setup.LoopName)
        {
            case "replace" when estimator != Estimator.Known && scaledOnly:
                var law = new GaussianReplaceLaw(n, estimator, setup.Decoder.VarianceScale);
                return (measure, t) => GaussianLaws.Replace(law, measure, t);
            case "accumulate" when mle && setup.IsUnbiased:
                return (measure, t) => GaussianLaws.Pooled(1 - PooledLaw.AccumulatedVariance(n, t), measure);
            case "accumulate-subsample" when estimator != Estimator.Known && setup.IsUnbiased:
                return (measure, t) => measure switch
                {
                    "mean" => 0,
                    "squared-mean" => PooledLaw.Subsampled(n, estimator, t).SquaredMean,
                    "variance" => PooledLaw.Subsampled(n, estimator, t).Variance,
                    _ => null,
                };
            case "fresh-real" when mle && setup.IsUnbiased:
                return (measure, t) => GaussianLaws.Pooled(MixedRealLaw.FreshSquaredMean(real, n - real, t), measure);
            case "fixed-real" when mle && setup.IsUnbiased:
                return (measure, t) => GaussianLaws.Pooled(MixedRealLaw.FixedSquaredMean(real, n - real, t), measure);
            case "weighted-real" when estimator == Estimator.Known && setup.IsUnbiased:
                double ratio = setup.Settings.Number("synthetic-ratio", 0, double.MaxValue);
                double weight = setup.Settings.Text("weight") is "golden"
                    ? MixedRealLaw.BestWeight(1 / ratio)
                    : setup.Settings.Number("weight", 0, 1);
                return (measure, t) => measure is "squared-mean" ? MixedRealLaw.WeightedMeanVariance(weight, ratio, t) / n : null;
            case "grow" when estimator == Estimator.Unbiased && setup.IsUnbiased:
                var grow = (Grow)setup.Loop;
                return (measure, t) => measure switch
                {
                    "squared-mean" => MixedRealLaw.GrownSquaredMean(Enumerable.Range(1, t).Select(i => grow.Size(n, i))),
                    "variance" => 1,
                    _ => null,
                };
            default:
                return static (_, _) => null;
        }
    }

    private static Func<string, int, double?> ManyDimensionalLaw(Setup setup, Estimator estimator, int d)
    {
        if (setup.LoopName is not "replace" || estimator == Estimator.Known || setup.Samples <= d || !double.IsPositiveInfinity(setup.Decoder.Truncation))
        {
            return static (_, _) => null;
        }

        var law = new GaussianReplaceLaw(setup.Samples, estimator, setup.Decoder.VarianceScale);
        return (measure, t) => measure switch
        {
            "log-variance" => law.LogDeterminant(t, d),
            "spread" => law.LogDeterminant(t, d) / 2 / d,
            "squared-mean" => law.SquaredMean(t),
            "variance" => law.Variance(t),
            _ => null,
        };
    }

    private static Experiment<Points> Mixture(Setup setup)
    {
        Settings settings = setup.Settings;
        int d = settings.Has("dimension") ? settings.Whole("dimension", 1) : 2;
        int components = settings.Whole("components", 1);
        bool blobs = settings.Word("truth", "normal", "blobs") is "blobs";
        GaussianMixtureModel truth = Truth(blobs ? components : 1, d);
        var family = new GaussianMixtureFamily
        {
            Components = components,
            Tolerance = settings.Number("tolerance", 0, double.MaxValue),
            MaximumSteps = settings.Whole("max-steps", 1),
            Regularisation = settings.Number("reg-covar", 0, double.MaxValue, lowIncluded: false),
        };
        return new Experiment<Points>(Choose(
            setup.Spec, MixtureMeasures.DistanceSquared(truth), MixtureMeasures.Steps, MixtureMeasures.WidestDeviation, GaussianMeasures.DataVariance, GaussianMeasures.DataSpread,
            PointMeasures.Precision, PointMeasures.Recall, PointMeasures.Density, PointMeasures.Coverage, PointMeasures.Vendi))
        {
            World = _ => new(PointsKind.Instance, family, (n, prng) => truth.Sample(n, Decoder.Unbiased, prng)),
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = setup.Samples,
        };
    }

    private static Experiment<Points> KernelDensity(Setup setup)
    {
        int d = setup.Settings.Whole("dimension", 1), n = setup.Samples;
        double bandwidth = setup.Settings.Number("bandwidth", 0, double.MaxValue, lowIncluded: false);
        GaussianModel truth = Round(d);
        Measure<Points> loss = new("held-out-loss", "nats", MeasureRole.Error, s =>
            ((KernelDensityModel)s.Model).NegativeLogLikelihood(truth.Sample(200, Decoder.Unbiased, s.Prng)));
        Measure<Points>[] all =
        [
            GaussianMeasures.DataVariance, GaussianMeasures.DataSpread, loss,
            PointMeasures.Precision, PointMeasures.Recall, PointMeasures.Density, PointMeasures.Coverage, PointMeasures.Vendi,
        ];
        ExperimentSpec spec = setup.Spec.Measures.Count > 0 ? setup.Spec : setup.Spec with { Measures = [.. all.Take(3).Select(m => m.Name)] };
        return new Experiment<Points>(Choose(spec, all))
        {
            World = _ => new(PointsKind.Instance, new KernelDensityFamily(bandwidth), (size, prng) => truth.Sample(size, Decoder.Unbiased, prng)),
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = n,
            Law = (measure, t) => (measure, setup.LoopName, setup.IsUnbiased) switch
            {
                ("variance", "replace", true) => PooledLaw.KernelReplaceVariance(n, bandwidth, t),
                ("variance", "accumulate", true) => PooledLaw.KernelAccumulateVariance(n, bandwidth, t),
                _ => null,
            },
        };
    }

    private static GaussianModel Round(int d)
    {
        double[] identity = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            identity[(i * d) + i] = 1;
        }

        return new GaussianModel(new double[d], identity);
    }

    /// <summary>Round bells, four apart on the first axis; one alone stands at the origin.</summary>
    private static GaussianMixtureModel Truth(int components, int d)
    {
        double[] means = new double[components * d];
        double[] covariances = new double[components * d * d];
        for (int j = 0; j < components; j++)
        {
            means[j * d] = 4 * (j - ((components - 1) / 2.0));
            for (int i = 0; i < d; i++)
            {
                covariances[(j * d * d) + (i * d) + i] = 1;
            }
        }

        return new GaussianMixtureModel([.. Enumerable.Repeat(1.0 / components, components)], means, covariances);
    }
}
