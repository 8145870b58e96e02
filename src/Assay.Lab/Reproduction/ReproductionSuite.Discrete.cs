using System.Globalization;
using Assay.Lab.Experiments;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Lab.Reproduction;

/// <content>Targets on discrete events and text: T5, T5b, T6, T7, T10 (temperature), T11 and survival.</content>
public sealed partial class ReproductionSuite
{
    /// <summary>Words of the text that the bigram loop learns from.</summary>
    private const int BigramWords = 150_000;

    private void UnigramForgetting()
    {
        LabText text = _options.Text ?? ZipfText();
        string origin = _options.Text is null ? "Zipf-Mandelbrot counts" : "real text";
        long[] counts = text.Counts();
        ExperimentResult run = Run("unigram", 21, 5, ["types"], text);
        foreach (int k in (ReadOnlySpan<int>)[1, 2, 5, 10, 20])
        {
            double types = text.Types;
            Within($"share of types left, {origin} ({text.Tokens.Length} words), k={k}", SurvivalLaw.Types(counts, k) / types,
                run.Values("types", k + 1).Average() / types, 0.005);
        }
    }

    /// <summary>As many words as the reference corpus has, by a law with its shape.</summary>
    private LabText ZipfText()
    {
        var model = new CategoricalModel(Normalised([.. Enumerable.Range(1, 30_000).Select(i => Math.Pow(i + 2.7, -1.05))]));
        int[] tokens = model.Sample(400_000, Decoders.Decoder.Unbiased, new Core.Statistics.Prng(_options.Seed.For("reproduce/T5/text"))).Values;
        Dictionary<int, int> numbers = [];
        foreach (int token in tokens)
        {
            numbers.TryAdd(token, numbers.Count);
        }

        return new LabText([.. tokens.Select(t => numbers[t])], numbers.Count);

        static double[] Normalised(double[] mass)
        {
            double sum = mass.Sum();
            return [.. mass.Select(m => m / sum)];
        }
    }

    private void BigramOrdering()
    {
        if (_options.Text is null)
        {
            _skipped.Add("T5b: it needs a real text, with --text.");
            return;
        }

        // Some hundred thousand words show it; accumulation trains on ten times as many in the end.
        LabText text = _options.Text with { Tokens = _options.Text.Tokens[..Math.Min(BigramWords, _options.Text.Tokens.Length)] };
        string[] measures = ["types-kept", "bigrams-kept", "held-out-bits"];
        ExperimentResult replace = Run("bigram", 10, 2, measures, text);
        ExperimentResult tenth = Run("bigram-retained", 10, 2, measures, text);
        ExperimentResult all = Run("bigram-accumulate", 10, 2, measures, text);
        foreach (int t in (ReadOnlySpan<int>)[5, 10])
        {
            // Worse is fewer kept and more bits; each gap must be wider than the seeds scatter (.002 of a share, .02 bits).
            Ordered($"bigrams kept, replace < 10% real < accumulate, t={t}", .01, "bigrams-kept", t, replace, tenth, all);
            Ordered($"types kept, replace < 10% real < accumulate, t={t}", .01, "types-kept", t, replace, tenth, all);
            Ordered($"held-out bits, replace > 10% real > accumulate, t={t}", .05, "held-out-bits", t, all, tenth, replace);
        }

        double types = replace.Values("types-kept", 1).Average(), bigrams = replace.Values("bigrams-kept", 1).Average();
        AtMost("after one generation more bigrams than types are lost", -.05, bigrams - types);
    }

    private void Ordered(string name, double gap, string measure, int t, params ExperimentResult[] rising)
    {
        double[] means = [.. rising.Select(r => r.Values(measure, t).Average())];
        AtMost($"{name} (least gap)", -gap, -Enumerable.Range(1, means.Length - 1).Min(i => means[i] - means[i - 1]));
    }

    private void TotalCollapse()
    {
        ExperimentResult uniform = Run("two-states", 40, Replicates(10_000), ["collision"], "samples=20", "mass=1,1,1,1,1,1,1,1,1,1");
        foreach (int t in (ReadOnlySpan<int>)[1, 5, 20, 40])
        {
            Mean($"S n=20 ten states t={t}", DiscreteLaw.Collision(20, .1, t), uniform.Values("collision", t));
        }

        ExperimentResult mixed = Run(
            "two-states", 10, Replicates(10_000), ["collision"], "loop=fixed-real", "samples=110", "real-share=0.9090909", "mass=1,1,1,1,1,1,1,1,1,1");
        Mean("S with 100 real and 10 synthetic t=10", DiscreteLaw.MixedCollision(100, 10, .1, 10), mixed.Values("collision", 10));

        PartlySynthetic();
        foreach ((int n, double p, int generations, int replicates) in (ReadOnlySpan<(int, double, int, int)>)
            [(10, .5, 200, 10_000), (20, .2, 400, 10_000), (50, .1, 800, 4000), (50, .5, 800, 4000), (100, .5, 1600, 2000)])
        {
            AbsorptionTime(n, p, generations, Replicates(replicates));
        }
    }

    /// <summary>How far a loop that keeps its real draws moves from what they say: an exact law of the squares, and theorem 3 on the distance.</summary>
    private void PartlySynthetic()
    {
        const int states = 12;
        string mass = string.Join(',', Enumerable.Repeat("1", states));
        foreach ((int real, int synthetic, int replicates) in (ReadOnlySpan<(int, int, int)>)[(10_000, 4, 1000), (1000, 2, 4000), (100, 100, 2000)])
        {
            ExperimentResult run = Run(
                "two-states", 10, Replicates(replicates), ["squared-drift", "drift"], "loop=fixed-real", $"samples={real + synthetic}",
                string.Create(CultureInfo.InvariantCulture, $"real-share={real / (double)(real + synthetic):R}"), $"mass={mass}");
            foreach (int t in (ReadOnlySpan<int>)[2, 10])
            {
                string at = $"{real} real and {synthetic} synthetic t={t}";
                Mean($"E Σ(p − p₁)² {at}", DiscreteLaw.SquaredDrift(real, synthetic, 1.0 / states, t), run.Values("squared-drift", t));
                if (DiscreteLaw.AllowedDrift(real, synthetic, states) is { } allowed)
                {
                    AtMost($"theorem 3 on E Σ|p − p₁| {at}", allowed, run.Values("drift", t).Average());
                }
            }
        }
    }

    private void AbsorptionTime(int n, double p, int generations, int replicates)
    {
        ExperimentResult run = Run(
            "two-states", generations, replicates, ["collapsed"], $"samples={n}", FormattableString.Invariant($"mass={p},{1 - p}"));
        // The first generation in which one state is left: those before it, and one.
        double[] times = [.. Enumerable.Range(0, run.Replicates).Select(r => 1 + run.Course(r, "collapsed").Count(c => c == 0))];
        (double mean, double variance) = DiscreteLaw.CollapseTime(n, p);
        Mean($"E T n={n} p={p}", mean, [.. times.Select(v => v)], variance);
        double initial = (p * p) + ((1 - p) * (1 - p));
        (double low, double high) = DiscreteLaw.CollapseTimeBounds(n, initial, 2);
        AtMost($"lower bound on E T n={n} p={p}", mean, low);
        AtMost($"E T n={n} p={p} below its upper bound", high, mean);
        double collapsed = run.Values("collapsed", n).Average(), error = Math.Sqrt(Math.Max(collapsed * (1 - collapsed), 1e-4) / run.Replicates);
        (double atLeast, double atMost) = DiscreteLaw.CollapseBounds(n, initial, 2, n);
        AtMost($"P(collapsed by {n}) n={n} p={p} below its upper bound", atMost, collapsed, error);
        AtMost($"P(collapsed by {n}) n={n} p={p} above its lower bound", -atLeast, -collapsed, error);
    }

    private void Fixation()
    {
        foreach ((string mass, double p) in (ReadOnlySpan<(string, double)>)[("0.5,0.3,0.2", .5), ("0.1,0.9", .1), ("0.01,0.49,0.5", .01)])
        {
            int replicates = Replicates(10_000);
            ExperimentResult run = Run("two-states", 500, replicates, ["first"], "samples=20", $"mass={mass}");
            Mean($"P(last state is the first) mass={mass}", p, run.Values("first", 500), p * (1 - p));
        }
    }

    private void Temperatures()
    {
        double[] p0 = [.6, .3, .1];
        ExperimentResult run = Run("temperature", 6, Replicates(40), ["first"], "samples=200000");
        foreach (int rounds in (ReadOnlySpan<int>)[1, 5])
        {
            Within($"p₁ τ=.8 after {rounds} rounds, infinite limit", DiscreteLaw.Temperature(p0, .8, rounds)[0], run.Values("first", rounds + 1).Average(), .005);
        }

        foreach (double share in (ReadOnlySpan<double>)[.1, .3, .5])
        {
            ExperimentResult held = Run(
                "temperature", 60, 10, ["first"], "loop=fresh-real", "samples=100000", FormattableString.Invariant($"real-share={share}"));
            Within($"p₁ τ=.8 with {share:P0} real, fixed point", DiscreteLaw.TemperatureFixedPoint(p0, .8, share)[0], held.Values("first", 60).Average(), .005);
        }
    }

    private void ZipfMemoriser()
    {
        foreach ((double draws, double clean, double cut100) in (ReadOnlySpan<(double, double, double)>)
            [(1e2, .068840, .068644), (1e3, .021843, .021897), (1e4, .006910, .007916), (1e5, .002185, .006050)])
        {
            Within($"test error β=2 T={draws:0}", clean, HutterLaw.TestError(2, draws), .01 * clean);
            Within($"test error β=2 T={draws:0}, cut at rank 100", cut100, HutterLaw.TestError(2, draws, 100), .01 * cut100);
            Within($"test error β=2 T={draws:0}, leading order", HutterLaw.Asymptotic(2, draws), HutterLaw.TestError(2, draws), .01 * clean);
        }

        foreach (double beta in (ReadOnlySpan<double>)[1.5, 3])
        {
            double slope = Math.Log(HutterLaw.TestError(beta, 1e5) / HutterLaw.TestError(beta, 1e3)) / Math.Log(100);
            Within($"slope of the test error β={beta}", -(1 - (1 / beta)), slope, .01);
        }

        const int t0 = 10_000;
        ExperimentResult run = Run("memoriser", 10, Replicates(400), ["missing-mass"], $"samples={t0}");
        foreach ((int n, double published) in (ReadOnlySpan<(int, double)>)[(1, .006910), (2, .008691), (3, .010095), (5, .012369), (10, .016649)])
        {
            double law = HutterLaw.Recursive(2, t0, n);
            Within($"missing mass of memoriser {n}, law beside the published value", published, law, .01 * published);
            Mean($"missing mass of memoriser {n}, T₀=10⁴", law, run.Values("missing-mass", n));
        }
    }

    private void Survival()
    {
        ExperimentResult run = Run("two-states", 20, Replicates(20_000), ["first"], "samples=100", "mass=0.01,0.99");
        foreach (int k in (ReadOnlySpan<int>)[1, 2, 5, 10, 20])
        {
            double law = DiscreteLaw.Survival(100, .01, k);
            Mean($"P(state of .01 is there) n=100 k={k}", law, [.. run.Values("first", k).Select(f => f > 0 ? 1.0 : 0)], law * (1 - law));
            (double low, double high) = SurvivalLaw.BernoulliBounds(100, .01, k);
            AtMost($"lower bound on it, k={k}", law, low);
            AtMost($"upper bound on it, k={k}", high, law);
        }

        ExperimentResult common = Run("two-states", 20, Replicates(1000), ["first"], "samples=10000", "mass=0.001,0.999");
        foreach ((int k, double published) in (ReadOnlySpan<(int, double)>)[(5, .956), (10, .823), (20, .603)])
        {
            // Published by simulation of 5,000 trajectories, to three digits.
            double error = Math.Sqrt((published * (1 - published) * ((1.0 / common.Replicates) + (1.0 / 5000))) + (.0005 * .0005));
            Statistical($"P(state of .001 is there) n=10000 k={k}", published, common.Values("first", k).Average(f => f > 0 ? 1.0 : 0), error);
        }

        PoissonAndTypes();
        // Published by simulation of 200,000 chains: its own error counts too.
        ExperimentResult chain = Run("gaussian-exact", 100, Replicates(20_000), [], "samples=10");
        foreach ((int k, double published) in (ReadOnlySpan<(int, double)>)[(20, .849), (40, .506), (60, .277), (80, .150), (100, .082)])
        {
            double measured = chain.Values("deviation", k).Average(s => s > .1 ? 1.0 : 0);
            double error = Math.Sqrt(published * (1 - published) * ((1.0 / chain.Replicates) + (1.0 / 200_000)));
            Statistical($"P(s > .1) n=10 k={k}", published, measured, error);
            AtMost($"P(s > .1) n=10 k={k} below its bound", SurvivalLaw.GaussianBound(10, .1, k), measured, error);
        }

        ExperimentResult mixture = Run("mixture", 300, Replicates(200), ["widest-deviation"], "samples=20", "truth=blobs", "dimension=1");
        foreach (int k in (ReadOnlySpan<int>)[200, 250, 300])
        {
            double measured = mixture.Values("widest-deviation", k).Average(s => s > .1 ? 1.0 : 0);
            double error = Math.Sqrt(Math.Max(measured * (1 - measured), .01) / mixture.Replicates);
            AtMost($"P(s > .1) of a mixture's widest component n=20 k={k} below its bound", SurvivalLaw.MixtureBound(20, .1, k), measured, error);
        }
    }

    private void PoissonAndTypes()
    {
        ExperimentResult poisson = Run("poisson", 20, Replicates(4000), ["alive"], "samples=1000", "rate=0.001");
        foreach (int k in (ReadOnlySpan<int>)[1, 2, 5, 20])
        {
            double law = SurvivalLaw.Poisson(1000, .001, k);
            Mean($"P(a Poisson rate of .001 is there) n=1000 k={k}", law, poisson.Values("alive", k), law * (1 - law));
        }

        const int types = 1000;
        double[] mass = [.. Enumerable.Range(1, types).Select(i => Math.Pow(i + 2.7, -1))];
        double sum = mass.Sum();
        mass = [.. mass.Select(m => m / sum)];
        ExperimentResult zipf = Run("zipf", 10, Replicates(200), ["types"], "samples=1000", $"types={types}");
        foreach (int k in (ReadOnlySpan<int>)[1, 10])
        {
            (double low, double high) = SurvivalLaw.TypesBounds(1000, mass, k);
            double measured = zipf.Values("types", k).Average(), error = zipf.Summary("types", k).StandardError;
            AtMost($"expected types of {types} n=1000 k={k} below their upper bound", high, measured, error);
            AtMost($"expected types of {types} n=1000 k={k} above their lower bound", -low, -measured, error);
        }
    }
}
