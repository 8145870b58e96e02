using System.Globalization;
using Assay.Lab.Experiments;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Lab.Reproduction;

/// <content>Targets on normal laws: T1, T3, T4, T8, T9, T10 (continuous part) and growth.</content>
public sealed partial class ReproductionSuite
{
    /// <summary>Exact law of the chain. Means of s², mu² and W2² are compared early only: late in a chain astronomically rare runs carry them.</summary>
    private void GaussianReplace()
    {
        foreach ((int m, int[] early, int last, int replicates) in (ReadOnlySpan<(int, int[], int, int)>)[(100, [1, 10, 50], 50, 20_000), (10, [1, 5, 10], 50, 40_000)])
        {
            foreach (Estimator estimator in (ReadOnlySpan<Estimator>)[Estimator.Unbiased, Estimator.Mle])
            {
                string word = estimator == Estimator.Mle ? "mle" : "unbiased";
                var law = new GaussianReplaceLaw(m, estimator);
                string[] measures = ["log-variance", "squared-mean", "w2", "deviation"];
                ExperimentResult run = Run("gaussian", last, Replicates(replicates), measures, $"samples={m}", $"estimator={word}");
                foreach (int t in early.Append(last).Distinct())
                {
                    string at = $"M={m} {word} t={t}";
                    LogVariance(at, law, run, t);
                    if (early.Contains(t))
                    {
                        Mean($"E mu² {at}", law.SquaredMean(t), run.Values("squared-mean", t), law.VarianceOfSquaredMean(t));
                        Mean($"E W2² {at}", law.Transport(t), run.Values("w2", t), law.VarianceOfTransport(t));
                        Mean($"E s {at}", law.Deviation(t), run.Values("deviation", t), law.VarianceOfDeviation(t));
                    }
                }
            }
        }

        var shortcutLaw = new GaussianReplaceLaw(100, Estimator.Unbiased);
        ExperimentResult shortcut = Run("gaussian-exact", 50, Replicates(20_000), [], "samples=100");
        LogVariance("without sampling M=100 unbiased t=50", shortcutLaw, shortcut, 50);
        Mean("E W2² without sampling M=100 unbiased t=50", shortcutLaw.Transport(50), shortcut.Values("w2", 50), shortcutLaw.VarianceOfTransport(50));

        var wide = new GaussianReplaceLaw(50, Estimator.Unbiased);
        ExperimentResult many = Run("gaussian", 10, Replicates(2000), ["log-variance"], "samples=50", "dimension=5");
        Mean("E ln det S M=50 d=5 t=10", wide.LogDeterminant(10, 5), many.Values("log-variance", 10), wide.VarianceOfLogDeterminant(10, 5));
    }

    private void LogVariance(string at, GaussianReplaceLaw law, ExperimentResult run, int t)
    {
        double[] logs = run.Values("log-variance", t);
        double expected = law.LogVariance(t), variance = law.VarianceOfLogVariance(t), n = logs.Length;
        Mean($"E ln s² {at}", expected, logs, variance);
        // Around the known mean the sample variance has variance (κ₄ + 2σ⁴)/n.
        double measured = logs.Average(l => (l - expected) * (l - expected));
        Statistical($"Var ln s² {at}", variance, measured, Math.Sqrt((law.FourthCumulantOfLogVariance(t) + (2 * variance * variance)) / n));
    }

    private void GaussianAccumulate()
    {
        foreach ((int n, int replicates) in (ReadOnlySpan<(int, int)>)[(10, 2000), (32, 2000), (100, 1000), (316, 300)])
        {
            ExperimentResult run = Run("accumulate", 100, Replicates(replicates), ["variance", "squared-mean"], $"samples={n}");
            foreach (int t in (ReadOnlySpan<int>)[1, 2, 10, 100])
            {
                double law = PooledLaw.AccumulatedVariance(n, t);
                Mean($"E s² n={n} t={t}", law, run.Values("variance", t));
                Mean($"E mu² n={n} t={t}", 1 - law, run.Values("squared-mean", t));
            }

            Within($"limit sin(π/√n)/(π/√n) n={n}, law at t=100000", PooledLaw.AccumulatedVarianceLimit(n), PooledLaw.AccumulatedVariance(n, 100_000), 1e-5);
        }
    }

    private void AccumulateSubsample()
    {
        const int n = 100;
        ExperimentResult run = Run("accumulate-subsample", 100, Replicates(2000), ["variance", "squared-mean"], $"samples={n}");
        foreach ((int t, double leading) in (ReadOnlySpan<(int, double)>)[(1, 1), (2, 1.75), (5, 2.391), (10, 2.649), (100, 2.905)])
        {
            (double squaredMean, double variance) = PooledLaw.Subsampled(n, Estimator.Mle, t);
            Mean($"n E mu² n={n} t={t}", n * squaredMean, [.. run.Values("squared-mean", t).Select(v => n * v)]);
            Mean($"E s² n={n} t={t}", variance, run.Values("variance", t));
            Within($"n E mu² n={n} t={t}, exact law beside its leading order", leading, n * squaredMean, 0.05 * leading);
        }

        double limit = 1_000_000 * PooledLaw.Subsampled(1_000_000, Estimator.Mle, 50_000).SquaredMean;
        Within("n E mu² limit π²/2 − 2, exact law at n=10⁶ t=50000", (Math.PI * Math.PI / 2) - 2, limit, 1e-3);
    }

    private void MixedReal()
    {
        foreach ((string loop, double share) in (ReadOnlySpan<(string, double)>)[("fresh-real", .1), ("fixed-real", .1), ("fresh-real", .5), ("fixed-real", .5)])
        {
            int real = (int)Math.Round(100 * share), synthetic = 100 - real;
            ExperimentResult run = Run(
                loop, 100, Replicates(4000), ["squared-mean", "variance"], string.Create(CultureInfo.InvariantCulture, $"real-share={share}"));
            bool fresh = loop is "fresh-real";
            double law = fresh ? MixedRealLaw.FreshSquaredMean(real, synthetic, 100) : MixedRealLaw.FixedSquaredMean(real, synthetic, 100);
            double limit = fresh ? MixedRealLaw.FreshSquaredMeanLimit(real, synthetic) : MixedRealLaw.FixedSquaredMeanLimit(real, synthetic);
            Mean($"E mu² {loop} {real}+{synthetic} t=100", law, run.Values("squared-mean", 100));
            Mean($"E s² {loop} {real}+{synthetic} t=100", 1 - law, run.Values("variance", 100));
            Within($"limit of E mu² {loop} {real}+{synthetic}, law at t=100", limit, law, 1e-6);
        }

        ExperimentResult biased = Run("fresh-real", 60, Replicates(200), ["variance"], "samples=5000", "real-share=0.1", "lambda=0.8", "estimator=unbiased");
        Within("E s² fresh 10% real, λ=.8, infinite limit", MixedRealLaw.BiasedVarianceLimit(.1, .8), biased.Values("variance", 60).Average(), .01);
    }

    private void GoldenRatio()
    {
        foreach ((string weight, double ratio) in (ReadOnlySpan<(string, double)>)[("0.5", 1), ("golden", 1), ("1", 1), ("golden", 4), ("0.2", 4)])
        {
            double w = weight is "golden" ? MixedRealLaw.BestWeight(1 / ratio) : double.Parse(weight, CultureInfo.InvariantCulture);
            ExperimentResult run = Run(
                "golden-ratio", 60, Replicates(4000), ["squared-mean"], $"weight={weight}", string.Create(CultureInfo.InvariantCulture, $"synthetic-ratio={ratio}"));
            double law = MixedRealLaw.WeightedMeanVariance(w, ratio, 60);
            Mean($"n Var mu w={w:F4} κ={ratio} t=60", law, [.. run.Values("squared-mean", 60).Select(v => 100 * v)], 2 * law * law); // mu is normal
            Within($"limit of n Var mu w={w:F4} κ={ratio}, law at t=60", MixedRealLaw.WeightedMeanVarianceLimit(w, ratio), law, 1e-5);
        }
    }

    private void SamplingBias()
    {
        foreach (double lambda in (ReadOnlySpan<double>)[.9, .8])
        {
            var law = new GaussianReplaceLaw(100, Estimator.Unbiased, lambda);
            ExperimentResult run = Run(
                "gaussian-biased", 21, Replicates(5000), ["variance", "squared-mean"], string.Create(CultureInfo.InvariantCulture, $"lambda={lambda}"));
            // Generation 21 has been sampled with bias 20 times: the first fit sees real data.
            Mean($"E s² λ={lambda} after 20 biased rounds", law.Variance(21), run.Values("variance", 21), law.VarianceOfVariance(21));
            Mean($"E mu² λ={lambda} after 20 biased rounds", law.SquaredMean(21), run.Values("squared-mean", 21), law.VarianceOfSquaredMean(21));
        }

        ExperimentResult cut = Run("gaussian", 6, Replicates(4000), ["variance"], "truncation=2");
        Mean("E s² truncated at 2 deviations, 5 rounds", Math.Pow(MixedRealLaw.TruncatedVariance(2), 5), cut.Values("variance", 6));
        Temperatures();
    }

    private void Growth()
    {
        foreach (double s in (ReadOnlySpan<double>)[1, 2])
        {
            ExperimentResult run = Run(
                "growing", 10, Replicates(4000), ["squared-mean"], "samples=20", string.Create(CultureInfo.InvariantCulture, $"growth={s}"));
            double law = MixedRealLaw.GrownSquaredMean(Enumerable.Range(1, 10).Select(t => (int)Math.Round(20 * Math.Pow(t, s))));
            Mean($"E mu² n=20·t^{s} t=10", law, run.Values("squared-mean", 10));
        }

        double sum = MixedRealLaw.GrownSquaredMean(Enumerable.Range(1, 10_000).Select(t => 20 * t * t));
        Within("E mu² n=20·t², limit ζ(2)/20, law at t=10000", HutterLaw.Zeta(2) / 20, sum, 1e-5);
    }
}
