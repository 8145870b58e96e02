using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Lab.Decoders;
using Assay.Lab.Loops;
using Assay.Lab.Measures;
using Assay.Lab.Theory;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;

namespace Assay.Lab.Experiments;

/// <summary>Turns a written experiment into one that runs.</summary>
public static partial class Laboratory
{
    private static readonly Dictionary<string, Func<Setup, Experiment>> s_models = new(StringComparer.Ordinal)
    {
        ["gaussian"] = Gaussian,
        ["gaussian-shortcut"] = Shortcut,
        ["mixture"] = Mixture,
        ["kernel-density"] = KernelDensity,
        ["categorical"] = Categorical,
        ["poisson"] = Poisson,
        ["memoriser"] = Memoriser,
        ["regression"] = Regression,
        ["two-class"] = TwoClass,
        ["n-gram"] = Ngram,
        ["unigram"] = Unigram,
        ["three-errors"] = ThreeErrors,
        ["gpt"] = Transformer,
        ["vae"] = Autoencoder,
        ["external"] = External,
    };

    private static readonly Dictionary<string, Func<Settings, TrainingLoop>> s_loops = new(StringComparer.Ordinal)
    {
        ["replace"] = _ => new Replace(),
        ["accumulate"] = _ => new Accumulate(),
        ["accumulate-subsample"] = _ => new AccumulateSubsample(),
        ["grow"] = s => new Grow(s.Number("growth", 0, 10)),
        ["fresh-real"] = s => new FreshReal(s.Number("real-share", 0, 1, lowIncluded: false)),
        ["fixed-real"] = s => new FixedReal(s.Number("real-share", 0, 1, lowIncluded: false)),
        ["retained-real"] = s => new RetainedReal(s.Number("real-share", 0, 1, lowIncluded: false)),
        ["weighted-real"] = Weighted,
        ["window"] = s => new Window(s.Whole("window", 1)),
        ["verified"] = s => new Verified(s.Number("keep-right", 0, 1, lowIncluded: false), s.Number("keep-wrong", 0, 1)),
        ["detector-weighted"] = s => new DetectorWeighted(
            s.Number("detection-rate", 0, 1), s.Number("false-alarm-rate", 0, 1), s.Number("flagged-weight", 0, 1, lowIncluded: false)),
        ["token-edit"] = s => new TokenEdit(s.Number("edit-threshold", 0, 1, lowIncluded: false), s.Whole("edit-top-k", 1)),
    };

    /// <summary>The models, by name.</summary>
    public static IReadOnlyCollection<string> Models => s_models.Keys;

    /// <summary>The loops, by name.</summary>
    public static IReadOnlyCollection<string> Loops => s_loops.Keys;

    /// <summary>Makes an experiment.</summary>
    /// <param name="spec">What it says.</param>
    /// <param name="text">Real text; only experiments on language need it.</param>
    /// <param name="pictures">Real pictures; only experiments on pictures need them.</param>
    /// <param name="watch">Told how training goes; only neural models take long enough.</param>
    /// <param name="models">Where fitted neural models are kept and taken from; null fits them all.</param>
    /// <exception cref="UserErrorException">A word is unknown, a setting is out of its range or has no meaning there.</exception>
    public static Experiment Create(ExperimentSpec spec, LabText? text = null, LabPictures? pictures = null, TrainingWatch? watch = null, ModelStore? models = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (!s_models.TryGetValue(spec.Model, out Func<Setup, Experiment>? model))
        {
            throw Unknown("model", spec.Model, s_models.Keys);
        }

        if (!s_loops.TryGetValue(spec.Loop, out Func<Settings, TrainingLoop>? loop))
        {
            throw Unknown("loop", spec.Loop, s_loops.Keys);
        }

        var settings = new Settings(spec.Set);
        var setup = new Setup(spec, settings, loop(settings), ReadDecoder(settings, spec.Model), settings.Whole("samples", 2), text, pictures, watch, models);
        Experiment experiment = model(setup);
        settings.RefuseUnread($"the model {spec.Model} in the loop {spec.Loop}");
        return experiment;
    }

    private static WeightedReal Weighted(Settings settings)
    {
        double ratio = settings.Number("synthetic-ratio", 0, double.MaxValue, lowIncluded: false);
        bool golden = string.Equals(settings.Text("weight"), "golden", StringComparison.Ordinal);
        return new WeightedReal(golden ? MixedRealLaw.BestWeight(1 / ratio) : settings.Number("weight", 0, 1, lowIncluded: false), ratio);
    }

    /// <summary>Only what the model has a meaning for is read; the rest stays unread and is refused.</summary>
    private static Decoder ReadDecoder(Settings settings, string model)
    {
        bool continuous = model is "gaussian" or "gaussian-shortcut" or "mixture" or "kernel-density" or "regression" or "vae";
        bool discrete = model is "categorical" or "unigram" or "n-gram" or "gpt";
        return new Decoder
        {
            VarianceScale = continuous ? settings.Number("lambda", 0, 1, lowIncluded: false) : 1,
            Truncation = continuous && model is not ("regression" or "gaussian-shortcut" or "vae") && settings.Has("truncation")
                ? settings.Number("truncation", 0, double.MaxValue, lowIncluded: false)
                : double.PositiveInfinity,
            Beams = model is "gpt" && settings.Has("beams") ? settings.Whole("beams", 1) : 1,
            Choice = !discrete ? TokenChoice.Unbiased : new TokenChoice
            {
                Temperature = settings.Number("temperature", 0, double.MaxValue, lowIncluded: false),
                TopK = settings.Has("top-k") ? settings.Whole("top-k", 1) : null,
                TopP = settings.Has("top-p") ? settings.Number("top-p", 0, 1, lowIncluded: false) : null,
            },
        };
    }

    private static UserErrorException Unknown(string what, string word, IEnumerable<string> known) =>
        new($"There is no {what} \"{word}\".{DidYouMean.Suggest(word, known)}", $"There are {string.Join(", ", known)}.");

    /// <summary>The measures that the experiment asks for, in its order.</summary>
    private static Measure<TData>[] Choose<TData>(ExperimentSpec spec, params Measure<TData>[] all)
    {
        if (spec.Measures.Count == 0)
        {
            return all;
        }

        return [.. spec.Measures.Select(name => all.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal))
            ?? throw Unknown("measure", name, all.Select(m => m.Name)))];
    }

    /// <summary>What the makers of experiments share.</summary>
    private sealed record Setup(ExperimentSpec Spec, Settings Settings, TrainingLoop Loop, Decoder Decoder, int Samples, LabText? Text, LabPictures? Pictures, TrainingWatch? Watch, ModelStore? Models)
    {
        public string LoopName => Spec.Loop;

        public bool IsUnbiased => Decoder == Decoder.Unbiased;
    }
}
