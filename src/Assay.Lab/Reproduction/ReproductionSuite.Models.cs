using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Lab.Reproduction;

/// <content>Targets on regressions, kernels, classifiers and mixtures: T2, T12, T13, T14 and kernel densities.</content>
public sealed partial class ReproductionSuite
{
    private void LinearRegression()
    {
        foreach ((int rows, int last) in (ReadOnlySpan<(int, int)>)[(32, 20), (100, 10)])
        {
            int[] at = [.. ((int[])[1, 2, 5, 10, 20]).Where(t => t <= last)];
            ExperimentResult replace = Run("regression", last, Replicates(4000), [], $"samples={rows}");
            ExperimentResult accumulate = Run("regression-accumulate", last, Replicates(4000), [], $"samples={rows}");
            ExperimentResult grown = Run("regression", last, Replicates(4000), [], "loop=grow", $"samples={rows}", "growth=1");
            foreach (int t in at)
            {
                Ratio("replace", RegressionLaw.Replace(t), rows, t, replace);
                Ratio("accumulate", RegressionLaw.Accumulate(t), rows, t, accumulate);
                Ratio("grown synthetic", RegressionLaw.Grown(t), rows, t, grown);
            }
        }

        void Ratio(string loop, double law, int rows, int t, ExperimentResult run)
        {
            double one = RegressionLaw.OneFit(rows, 10, 1);
            Mean($"{loop}, error / one fit, T={rows} t={t}", law, [.. run.Values("test-error", t).Select(e => e / one)],
                RegressionLaw.VarianceOfError(rows, 10, 1, law) / (one * one));
        }
    }

    private void StrongCollapse()
    {
        foreach ((int rows, int foreign, int d, double noise, int replicates) in (ReadOnlySpan<(int, int, int, double, int)>)
            [(400, 200, 100, 0, 400), (1000, 100, 100, .5, 200)])
        {
            double[] errors = new double[Replicates(replicates)];
            RunSeed seed = _options.Seed.For($"reproduce/T12/{rows}");
            Parallel.For(0, errors.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Workers, CancellationToken = _cancellationToken }, r =>
                errors[r] = MixedLabelError(rows, foreign, d, noise, new Prng(seed.For($"replicate/{r}"))));
            double share = (double)foreign / rows, limit = RegressionLaw.StrongCollapseLimit(share, (double)d / rows, 1, noise * noise);
            Mean($"test error n={rows} d={d} p₂={share} c²=1 σ={noise}", RegressionLaw.StrongCollapse(rows, foreign, d, 1, noise * noise), errors);
            Within($"its limit n={rows} d={d} p₂={share}, beside the exact law", limit, RegressionLaw.StrongCollapse(rows, foreign, d, 1, noise * noise), .03 * limit);
        }
    }

    /// <summary>One fit to real rows and to rows whose labels follow other weights, at distance 1.</summary>
    private static double MixedLabelError(int rows, int foreign, int d, double noise, Prng prng)
    {
        double[] design = new double[rows * d];
        prng.FillGaussian(design);
        double[] truth = new double[d], other = new double[d];
        other[0] = 1;
        Rows real = new LinearRegressionModel(truth, design[(foreign * d)..], noise).Sample(rows - foreign, Decoders.Decoder.Unbiased, prng);
        Rows wrong = new LinearRegressionModel(other, design[..(foreign * d)], noise).Sample(foreign, Decoders.Decoder.Unbiased, prng);
        var set = new TrainingSet<Rows>(RowsKind.Instance, new Part<Rows>(real, IsReal: true), new Part<Rows>(wrong, IsReal: false));
        var fit = (LinearRegressionModel)new LinearRegressionFamily(design, noise).Fit(set, prng);
        return fit.Weights.Sum(w => w * w);
    }

    private void Verification()
    {
        foreach ((double right, double wrong) in (ReadOnlySpan<(double, double)>)[(.9, .5), (.8, .2), (.9, .1)])
        {
            double threshold = RegressionLaw.VerificationThreshold(right, wrong);
            double[] accuracy = [.. ((double[])[-.1, -.03, .03, .1]).Select(offset => Run(
                "verified", 2, 2, [], "samples=100000", FormattableString.Invariant($"wrong-share={Math.Min(1, threshold + offset)}"),
                FormattableString.Invariant($"keep-right={right}"), FormattableString.Invariant($"keep-wrong={wrong}")).Values("accuracy", 2).Average())];
            Within($"accuracy at p* − .1, φ={right} ψ={wrong}", .8413, accuracy[0], .03);
            Within($"accuracy at p* + .1, φ={right} ψ={wrong}", .1587, accuracy[3], .03);
            AtMost($"p* is above p* − .03: accuracy there, φ={right} ψ={wrong}", -.7, -accuracy[1]);
            AtMost($"p* is below p* + .03: accuracy there, φ={right} ψ={wrong}", .3, accuracy[2]);
        }
    }

    /// <summary>Published curves are single runs with a run-to-run spread of ten: decades are compared.</summary>
    private void MixtureChain()
    {
        const int last = 2000;
        List<(int N, int Seeds, (int T, double Published)[] Points)> settings =
        [
            (500, 5, [(100, .19), (350, 5.4), (1000, 100), (2000, 700)]),
            (1000, 5, [(100, .09), (500, 1), (1000, 3.5), (2000, 200)]),
            (10_000, 5, [(2000, .4)]),
        ];
        if (_options.Full)
        {
            settings.Add((50_000, 3, [(2000, .03)]));
            settings.Add((200_000, 1, [(2000, .02)]));
        }

        double previous = double.PositiveInfinity;
        foreach ((int n, int seeds, (int T, double Published)[] points) in settings)
        {
            ExperimentResult run = Run("mixture", last, seeds, ["l2-squared"], $"samples={n}");
            foreach ((int t, double published) in points)
            {
                Within($"log₁₀ L2² N={n} t={t}, median of {seeds}", Math.Log10(published), Math.Log10(run.Summary("l2-squared", t).Median), 1.2);
            }

            double end = Math.Log10(run.Summary("l2-squared", last).Median);
            if (double.IsFinite(previous))
            {
                AtMost($"log₁₀ L2² at t={last} falls with N, N={n} beside the next smaller", previous, end);
            }

            previous = end;
        }
    }

    private void KernelDensity()
    {
        ExperimentResult replace = Run("kernel-density", 100, Replicates(4000), ["variance"], "samples=20", "bandwidth=0.5");
        foreach (int t in (ReadOnlySpan<int>)[1, 10, 100])
        {
            Mean($"E var replace n=20 h=.5 t={t}", PooledLaw.KernelReplaceVariance(20, .5, t), replace.Values("variance", t));
        }

        Within("limit (n − 1)h² n=20 h=.5, law at t=1000", 4.75, PooledLaw.KernelReplaceVariance(20, .5, 1000), 1e-6);
        Within("limit (n − 1)h² n=100 h=.2, law at t=5000", 3.96, PooledLaw.KernelReplaceVariance(100, .2, 5000), 1e-6);
        // The density's own variance is h² more than that of its training set, which makes the sum the published h²·H_t.
        double harmonic = Enumerable.Range(1, 20).Sum(i => 1.0 / i);
        Within("limit 1 + h²·H_t of the density's variance accumulate h=.5 t=20, law at n=10⁸", 1 + (.25 * harmonic),
            PooledLaw.KernelAccumulateVariance(100_000_000, .5, 20) + .25, 1e-6);
        ExperimentResult accumulate = Run("kernel-density-accumulate", 20, Replicates(1000), ["variance"], "samples=100");
        foreach (int t in (ReadOnlySpan<int>)[2, 20])
        {
            Mean($"E var accumulate n=100 h=.5 t={t}", PooledLaw.KernelAccumulateVariance(100, .5, t), accumulate.Values("variance", t));
        }
    }
}
