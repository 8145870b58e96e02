using Assay.Core.Distributions;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Loops;
using Assay.Lab.Measures;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Lab.Experiments;

/// <content>Experiments on discrete events, text, rows and labels.</content>
public static partial class Laboratory
{
    private static Experiment<Draws> Categorical(Setup setup)
    {
        Settings settings = setup.Settings;
        double[] mass = settings.Has("mass") ? settings.Numbers("mass") : ZipfMandelbrot(settings);
        double sum = mass.Sum();
        mass = [.. mass.Select(m => m / sum)];
        var truth = new CategoricalModel(mass);
        double collision = Entropies.CollisionProbability(mass);
        int n = setup.Samples;
        double share = setup.LoopName is "fixed-real" ? settings.Number("real-share", 0, 1) : 0;
        int real = Math.Clamp((int)Math.Round(share * n), 1, n);
        Measure<Draws>[] all =
        [
            DrawMeasures.Types, DrawMeasures.TypesKept, DrawMeasures.Entropy, DrawMeasures.CollisionEntropy, DrawMeasures.Collision,
            DrawMeasures.Collapsed, DrawMeasures.First, DrawMeasures.Drift, DrawMeasures.SquaredDrift, DrawMeasures.RareMass, DrawMeasures.Zipf,
        ];
        return new Experiment<Draws>(Choose(setup.Spec, mass.Length >= 10 ? all : all[..^1])) // a slope needs ranks
        {
            World = _ => new(DrawsKind.Instance, new CategoricalFamily(mass.Length), (size, prng) => truth.Sample(size, Decoder.Unbiased, prng)),
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = n,
            Law = (measure, t) => (measure, setup.LoopName, setup.IsUnbiased) switch
            {
                ("collision", "replace", true) => DiscreteLaw.Collision(n, collision, t),
                ("collision", "fixed-real", true) when real < n => DiscreteLaw.MixedCollision(real, n - real, collision, t),
                ("squared-drift", "replace", true) => DiscreteLaw.Collision(n, collision, t) - DiscreteLaw.Collision(n, collision, 1),
                ("squared-drift", "fixed-real", true) when real < n => DiscreteLaw.SquaredDrift(real, n - real, collision, t),
                ("first", "replace" or "fixed-real" or "accumulate" or "accumulate-subsample" or "window" or "fresh-real", true) => mass[0],
                ("types", "replace", true) => mass.Sum(p => 1 - Math.Exp(-n * p * SurvivalLaw.Rate(t))),
                _ => null,
            },
        };
    }

    private static Experiment<Draws> Unigram(Setup setup)
    {
        LabText text = NeedText(setup);
        Measure<Draws>[] measures = Choose(
            setup.Spec, DrawMeasures.Types, DrawMeasures.TypesKept, DrawMeasures.Entropy, DrawMeasures.CollisionEntropy, DrawMeasures.RareMass,
            DrawMeasures.Zipf);
        return setup.Settings.Has("samples") ? PartOfText(setup, text, measures) : WholeText(setup, text, measures);
    }

    /// <summary>The text is what there is: it is the truth's only sample, there is no other to draw, and the law follows from its counts.</summary>
    private static Experiment<Draws> WholeText(Setup setup, LabText text, Measure<Draws>[] measures)
    {
        int n = text.Tokens.Length;
        long[] counts = text.Counts();
        var all = new Draws(text.Tokens);
        return new Experiment<Draws>(measures)
        {
            World = _ => new(DrawsKind.Instance, new CategoricalFamily(text.Types), (size, _) => size == n ? all : throw NoFreshText(size, 0)),
            NoNull = "The whole text is the first sample, and a verdict needs as much again: set samples to half of its words or fewer.",
            Loop = setup.Loop is FreshReal or WeightedReal or DetectorWeighted or FixedReal ? throw NoFreshText(n, 0) : setup.Loop,
            Decoder = setup.Decoder,
            Samples = n,
            Law = (measure, t) => (measure, setup.LoopName, setup.IsUnbiased) switch
            {
                ("types", "replace", true) => t == 1 ? text.Types : SurvivalLaw.Types(counts, t - 1),
                ("types-kept", "replace", true) => t == 1 ? 1 : SurvivalLaw.Types(counts, t - 1) / text.Types,
                _ => null,
            },
        };
    }

    /// <summary>Documents of the text at random, each given out once: what fresh text keeps of the words of other text is the null of a verdict.</summary>
    private static Experiment<Draws> PartOfText(Setup setup, LabText text, Measure<Draws>[] measures)
    {
        int length = setup.Settings.Whole("document-length", 2), samples = setup.Samples;
        int[][] documents = Texts.Cut(text.Tokens, length).Documents;
        if (documents.Length * length < samples || samples < length)
        {
            throw NoFreshText(samples, documents.Length * length);
        }

        return new Experiment<Draws>(measures)
        {
            World = prng =>
            {
                var reservoir = new Reservoir(documents, prng);
                return new(DrawsKind.Instance, new CategoricalFamily(text.Types), (size, draw) =>
                    new Draws([.. reservoir.Draw(((size - 1) / length) + 1, draw).Documents.SelectMany(d => d).Take(size)]));
            },
            NoNull = documents.Length >= 2 * (((samples - 1) / length) + 1) ? null : TooLittleText,
            Calibration = (200, 2), // every null replicate reads the whole text anew
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = samples,
        };
    }

    private static Experiment<Draws> Memoriser(Setup setup)
    {
        double exponent = setup.Settings.Has("zipf-exponent") ? setup.Settings.Number("zipf-exponent", 1, 20, lowIncluded: false) : 2;
        int n = setup.Samples;
        return new Experiment<Draws>(Choose(setup.Spec, DrawMeasures.MissingMass(exponent), DrawMeasures.RanksKnown))
        {
            World = _ => new(DrawsKind.Instance, new MemoriserFamily(), (size, prng) =>
                new Draws([.. Enumerable.Range(0, size).Select(_ => (int)Math.Min(int.MaxValue, prng.NextZipf(exponent)))])),
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = n,
            Law = (measure, t) => (measure, setup.LoopName) switch
            {
                ("missing-mass", "replace") => HutterLaw.Recursive(exponent, n, t),
                _ => null,
            },
        };
    }

    private static Experiment<Draws> Poisson(Setup setup)
    {
        double rate = setup.Settings.Number("rate", 0, 1e6, lowIncluded: false);
        int n = setup.Samples;
        var truth = new PoissonModel(rate);
        return new Experiment<Draws>(Choose(setup.Spec, DrawMeasures.Alive, DrawMeasures.Rate))
        {
            World = _ => new(DrawsKind.Instance, new PoissonFamily(), (size, prng) => truth.Sample(size, Decoder.Unbiased, prng)),
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = n,
            Law = (measure, t) => (measure, setup.LoopName) switch
            {
                ("alive", "replace") => SurvivalLaw.Poisson(n, rate, t),
                ("rate", not ("verified" or "token-edit")) => rate,
                _ => null,
            },
        };
    }

    private static Experiment<Rows> Regression(Setup setup)
    {
        int d = setup.Settings.Has("dimension") ? setup.Settings.Whole("dimension", 1) : 10, rows = setup.Samples;
        double noise = setup.Settings.Number("noise", 0, double.MaxValue);
        if (rows < d + 2)
        {
            throw new UserErrorException($"{rows} rows do not determine {d} weights and an error.", $"Set samples to {d + 2} or more.");
        }

        double[] weights = new double[d];
        weights[0] = 1;
        double one = RegressionLaw.OneFit(rows, d, noise * noise);
        return new Experiment<Rows>(Choose(setup.Spec, RegressionMeasures.TestError(weights)))
        {
            World = prng =>
            {
                double[] design = new double[rows * d];
                prng.FillGaussian(design);
                var truth = new LinearRegressionModel(weights, design, noise);
                return new(RowsKind.Instance, new LinearRegressionFamily(design, noise), (size, draw) => truth.Sample(size, Decoder.Unbiased, draw));
            },
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = rows,
            Law = (_, t) => (setup.LoopName, setup.IsUnbiased) switch
            {
                ("replace", true) => one * RegressionLaw.Replace(t),
                ("accumulate", true) => one * RegressionLaw.Accumulate(t),
                ("grow", true) when setup.Settings.Number("growth", 0, 10) == 1 => one * RegressionLaw.Grown(t),
                _ => null,
            },
        };
    }

    private static Experiment<LabelledPoints> TwoClass(Setup setup)
    {
        int d = setup.Settings.Has("dimension") ? setup.Settings.Whole("dimension", 1) : 50;
        double wrong = setup.Settings.Number("wrong-share", 0, 1);
        double[] axis = new double[d];
        axis[0] = 1;
        var truth = new TwoClassModel(axis, 0);
        return new Experiment<LabelledPoints>(Choose(setup.Spec, RegressionMeasures.Accuracy))
        {
            World = _ => new(LabelledPointsKind.Instance, new TwoClassFamily(wrong), (size, prng) => truth.Sample(size, Decoder.Unbiased, prng)),
            Loop = setup.Loop,
            Samples = setup.Samples,
        };
    }

    private static Experiment<Texts> Ngram(Setup setup)
    {
        LabText text = NeedText(setup);
        Settings settings = setup.Settings;
        int length = settings.Whole("document-length", 2), order = settings.Whole("order", 1);
        int[][] documents = Texts.Cut(text.Tokens, length).Documents;
        int heldOut = Math.Max(1, (int)(documents.Length * settings.Number("held-out-share", 0, 0.5, lowIncluded: false)));
        int available = documents.Length - heldOut;
        int samples = settings.Has("samples") ? setup.Samples : available;
        if (available < samples || available < 2)
        {
            throw NoFreshText(samples, available);
        }

        int[] held = [.. documents[available..].SelectMany(d => d)];
        var options = new NgramOptions { Weights = Weights(order) };
        return new Experiment<Texts>(Choose(
            setup.Spec, TextMeasures.Types, TextMeasures.Bigrams, TextMeasures.TypesKept, TextMeasures.BigramsKept, TextMeasures.Entropy,
            TextMeasures.HeldOutBits(held), TextMeasures.FirstModelBits(.05), TextMeasures.FirstModelBits(.5), TextMeasures.FirstModelBits(.95),
            TextMeasures.TypeTokenRatio, TextMeasures.DistinctBigrams, TextMeasures.SelfBleu))
        {
            World = prng => new(TextsKind.Instance, new NgramTextFamily(text.Types, length, options), new Reservoir(documents[..available], prng).Draw),
            NoNull = available >= 2 * samples ? null : TooLittleText,
            Calibration = (200, 2), // every null replicate reads the whole text anew
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = samples,
        };
    }

    private const string TooLittleText = "A verdict needs twice the sample in real text: give a longer text, or set samples lower.";

    /// <summary>.7 for the longest context, what is left to the shorter ones by halves, a ten-thousandth for the uniform floor.</summary>
    private static double[] Weights(int order)
    {
        double[] weights = new double[order + 1];
        double left = 1 - 1e-4;
        for (int i = 0; i < order; i++)
        {
            weights[i] = i == order - 1 ? left : i == 0 ? 0.7 : left / 2;
            left -= weights[i];
        }

        weights[order] = 1e-4;
        return weights;
    }

    private static double[] ZipfMandelbrot(Settings settings)
    {
        int types = settings.Whole("types", 2);
        double exponent = settings.Number("zipf-exponent", 0, 20), offset = settings.Number("zipf-offset", 0, double.MaxValue);
        return [.. Enumerable.Range(1, types).Select(i => Math.Pow(i + offset, -exponent))];
    }

    private static LabText NeedText(Setup setup) => setup.Text
        ?? throw new UserErrorException($"The model {setup.Spec.Model} learns from real text.", "Give a file with --text.");

    private static UserErrorException NoFreshText(int asked, int available) => new(
        $"{asked} more items of real text are needed and {available} are left.",
        "Give a longer text, set samples lower, or take a loop that draws no fresh real data.");

    /// <summary>Real documents in random order; each is given out once.</summary>
    private sealed class Reservoir
    {
        private readonly int[][] _documents;
        private int _next;

        public Reservoir(int[][] documents, Prng prng)
        {
            _documents = [.. documents];
            for (int i = _documents.Length - 1; i > 0; i--)
            {
                int j = prng.NextInt32(i + 1);
                (_documents[i], _documents[j]) = (_documents[j], _documents[i]);
            }
        }

        public Texts Draw(int size, Prng prng)
        {
            if (size > _documents.Length - _next)
            {
                throw NoFreshText(size, _documents.Length - _next);
            }

            _next += size;
            return new Texts(_documents[(_next - size).._next]);
        }
    }
}
