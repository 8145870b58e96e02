using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Measures;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Bench.Lab;

/// <summary>Processor time of the laboratory on one core: the shortest of several runs, since other work on the machine only adds.</summary>
internal static class LabSpeed
{
    public static int Run(TextWriter output, string[] names)
    {
        if (names is [] or ["gaussian"])
        {
            Gaussian(output);
        }

        if (names is [] or ["mixture", ..])
        {
            Mixture(output, names is ["mixture", var folder] ? folder : null);
        }

        return 0;
    }

    /// <summary>100 samples, 50 generations, 10,000 replicates: by sampling, and by the exact law of the sufficient statistics.</summary>
    private static void Gaussian(TextWriter output)
    {
        var sampling = new Experiment<Points>(GaussianMeasures.LogVariance, GaussianMeasures.SquaredMean)
        {
            World = _ => GaussianWorld(Estimator.Unbiased),
            Samples = 100,
        };
        var shortcut = new GaussianShortcut(100, Estimator.Unbiased);
        var law = new GaussianReplaceLaw(100, Estimator.Unbiased);
        foreach ((string name, Experiment experiment) in (ReadOnlySpan<(string, Experiment)>)[("sampling", sampling), ("shortcut", shortcut)])
        {
            double best = double.PositiveInfinity, first = 0;
            ExperimentResult? result = null;
            for (int i = 0; i < 5; i++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                result = experiment.Run(new RunOptions { Generations = 50, Replicates = 10_000, Workers = 1 });
                double taken = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
                (best, first) = (Math.Min(best, taken), i == 0 ? taken : first);
            }

            MeasureSummary last = result!.Summary("log-variance", 50);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"gaussian {name}: {best:F3} s (the first run {first:F3} s); E ln s² at generation 50: {last.Mean:F4} ± {last.StandardError:F4}, law {law.LogVariance(50):F4}"));
        }
    }

    /// <summary>Expectation maximisation with a fixed number of steps, on points written for the peer to read.</summary>
    private static void Mixture(TextWriter output, string? folder)
    {
        var prng = new Prng(new RunSeed(1).For("bench/mixture"));
        foreach ((int n, int d, int k) in (ReadOnlySpan<(int, int, int)>)[(1_000, 2, 2), (10_000, 2, 2), (100_000, 2, 2), (20_000, 8, 5)])
        {
            double[] values = new double[n * d];
            prng.FillGaussian(values);
            for (int i = 0; i < n; i++)
            {
                values[i * d] += 1.5 * (i % k);
            }

            var points = new Points(values, d);
            var family = new GaussianMixtureFamily { Components = k, Tolerance = 0, MaximumSteps = 100 };
            double best = double.PositiveInfinity, first = 0;
            GaussianMixtureModel? model = null;
            for (int i = 0; i < 20; i++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                model = family.Fit(points, new Prng(new RunSeed(2)));
                double taken = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
                (best, first) = (Math.Min(best, taken), i == 0 ? taken : first);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"mixture n={n} d={d} k={k}: {best * 1e3:F2} ms (the first run {first * 1e3:F2} ms) for {model!.Steps} steps, {best / model.Steps / n / k * 1e9:F2} ns a step, point and component; mean log-likelihood {model.LogLikelihood:F9}"));
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                using var writer = new StreamWriter(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"points-{n}-{d}-{k}.csv")));
                for (int i = 0; i < n; i++)
                {
                    writer.WriteLine(string.Join(',', values.AsSpan(i * d, d).ToArray().Select(v => v.ToString("R", CultureInfo.InvariantCulture))));
                }
            }
        }
    }

    private static World<Points> GaussianWorld(Estimator estimator)
    {
        var truth = new GaussianModel([0], [1]);
        return new World<Points>(PointsKind.Instance, new GaussianFamily(estimator), (n, prng) => truth.Sample(n, Assay.Lab.Decoders.Decoder.Unbiased, prng));
    }
}
