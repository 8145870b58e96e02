namespace Assay.Lab.Experiments;

/// <summary>The experiments of the literature, ready to run.</summary>
public static class Catalogue
{
    private static readonly string[] s_fullText =
        ["samples=1000", "document-length=128", "vocabulary=1024", "width=128", "depth=4", "heads=4", "epochs=6", "batch=16", "learning-rate=2e-3"];

    private static readonly string[] s_quickText =
        ["samples=600", "document-length=64", "vocabulary=512", "width=64", "depth=2", "heads=4", "epochs=6", "batch=8", "learning-rate=3e-3"];

    private static readonly string[] s_quickPictures = ["samples=20000", "capacity=16", "epochs=6", "batch=64"];

    /// <summary>All of them, in the order of the guide: from one normal law to a policy.</summary>
    public static IReadOnlyList<ExperimentSpec> All { get; } =
    [
        New("gaussian", "gaussian", "replace", "One normal law refitted to its own samples: its variance does a random walk in the logarithm and dies out.",
            "Shumailov et al., Nature 2024, theorem 3.1", ["samples=100", "estimator=unbiased"]),
        New("gaussian-mle", "gaussian", "replace", "The same with the divisor n: collapse is twice as fast.",
            "Shumailov et al., Nature 2024 (notebooks)", ["samples=100", "estimator=mle"]),
        New("gaussian-exact", "gaussian-shortcut", "replace", "The same chain without drawing samples, from the law of mean and variance.",
            "exact law", ["samples=100", "estimator=unbiased"], replicates: 10_000),
        New("gaussian-10d", "gaussian", "replace", "In ten dimensions the volume collapses faster than any one direction.",
            "Kazdan et al. 2410.16713", ["samples=100", "dimension=10", "estimator=unbiased"]),
        New("gaussian-biased", "gaussian", "replace", "A decoder that scales the variance by λ collapses the loop in a few generations.",
            "Alemohammad et al. 2307.01850", ["samples=100", "lambda=0.8"], generations: 20),
        New("accumulate", "gaussian", "accumulate", "Keeping all data beside the new bounds the damage at π²/6 of one fit.",
            "Gerstgrasser et al. 2404.01413; Kazdan et al. 2410.16713", ["samples=100", "estimator=mle"], generations: 100),
        New("accumulate-subsample", "gaussian", "accumulate-subsample", "Accumulating at a fixed budget costs more, and still bounds the damage.",
            "Kazdan et al. 2410.16713; Dey and Donoho 2410.22812", ["samples=100", "estimator=mle"], generations: 100),
        New("growing", "gaussian", "grow", "Sample sizes that grow faster than the generations keep an unbiased loop alive.",
            "Xu, He and Cheng 2505.13947", ["samples=100", "growth=2"], generations: 20),
        New("fresh-real", "gaussian", "fresh-real", "A tenth of fresh real data in each generation stops the drift.",
            "Alemohammad et al. 2307.01850", ["samples=100", "real-share=0.1", "estimator=mle"], generations: 100),
        New("fixed-real", "gaussian", "fixed-real", "The same ten real points again and again only hold what they know.",
            "Alemohammad et al. 2307.01850", ["samples=100", "real-share=0.1", "estimator=mle"], generations: 100),
        New("golden-ratio", "gaussian", "weighted-real", "Weighted by the golden ratio, as many synthetic points as real ones help instead of harm.",
            "He, Xu and Cheng 2502.18049", ["samples=100", "estimator=known", "weight=golden"], generations: 60),
        New("errors-statistical", "three-errors", "replace", "Statistical error alone: finite samples, the right family, a full fit. It compounds.",
            "Shumailov et al., Nature 2024 (three errors)", ["samples=100"]),
        New("errors-expressivity", "three-errors", "replace", "Expressivity error alone: the wrong family, samples without number. It happens once.",
            "Shumailov et al., Nature 2024 (three errors)", ["sampling=infinite", "family=narrow"], replicates: 1),
        New("errors-approximation", "three-errors", "replace", "Approximation error alone: the optimiser stops early, samples without number. It compounds to a limit.",
            "Shumailov et al., Nature 2024 (three errors)", ["sampling=infinite", "optimiser=early"], replicates: 1),
        New("errors-all", "three-errors", "replace", "All three at once.",
            "Shumailov et al., Nature 2024 (three errors)", ["samples=100", "family=narrow", "optimiser=early"]),
        New("mixture", "mixture", "replace", "Two components fitted to one bell, again and again: the model family does not fit and the error grows a millionfold.",
            "Shumailov et al., Nature 2024 (Zenodo 10866595)", ["samples=500"], generations: 500, replicates: 10),
        New("kernel-density", "kernel-density", "replace", "A kernel density does not shrink, it spreads.",
            "Kazdan et al. 2410.16713", ["samples=100", "bandwidth=0.2"], generations: 100),
        New("kernel-density-accumulate", "kernel-density", "accumulate", "Accumulating, it spreads with the logarithm of the generations.",
            "Kazdan et al. 2410.16713", ["samples=100", "bandwidth=0.5"], generations: 30),
        New("regression", "regression", "replace", "Least squares that relabels its own inputs: the error grows by one fit's worth each time.",
            "Gerstgrasser et al. 2404.01413", ["samples=100", "dimension=10"], generations: 20, replicates: 1000),
        New("regression-accumulate", "regression", "accumulate", "Accumulating, it stays below π²/6.",
            "Gerstgrasser et al. 2404.01413", ["samples=100", "dimension=10"], generations: 20, replicates: 1000),
        New("zipf", "categorical", "replace", "Words of a Zipf law die out from the rare end; entropy hardly notices.",
            "Suresh, Thangaraj and Khandavally 2412.17646; Seddik et al. 2404.05090", ["samples=10000", "types=10000"]),
        New("zipf-window", "categorical", "window", "Learning from the last three models delays it.",
            "Seddik et al. 2404.05090", ["samples=10000", "types=10000", "window=3"]),
        New("zipf-fixed-real", "categorical", "fixed-real", "Real draws that stay keep the words they hold.",
            "Seddik et al. 2404.05090", ["samples=10000", "types=10000", "real-share=0.5"]),
        New("poisson", "poisson", "replace", "A rare event that a thousand observers count: once nobody saw it, it is gone for good.",
            "Suresh, Thangaraj and Khandavally 2412.17646", ["samples=1000", "rate=0.005"]),
        New("two-states", "categorical", "replace", "Two states until one is left: the exact time and the exact odds.",
            "Wright and Fisher; Seddik et al. 2404.05090", ["samples=50", "mass=0.7,0.3"], generations: 300, replicates: 1000),
        New("temperature", "categorical", "replace", "Sampling at temperature .8 sharpens until the mode alone is left.",
            "Marchi et al. 2404.02325", ["samples=10000", "mass=0.6,0.3,0.1", "temperature=0.8"], generations: 20),
        New("memoriser", "memoriser", "replace", "A memoriser of Zipf's law forgets its tail like n^(1 − 1/β).",
            "Dohmatob et al. 2402.07043", ["samples=10000", "zipf-exponent=2"], generations: 10),
        New("unigram", "unigram", "replace", "Words of a real text, drawn again and again: which survive is an exact law of their counts.",
            "Suresh, Thangaraj and Khandavally 2412.17646", [], generations: 20, replicates: 5),
        New("bigram", "n-gram", "replace", "A bigram model of a real text retrained on its own output: bigrams go first, then words, then held-out loss.",
            "Shumailov et al. 2024; this laboratory", [], generations: 10, replicates: 3),
        New("bigram-retained", "n-gram", "retained-real", "A tenth of the original text in each generation slows it.",
            "Shumailov et al. 2024", ["real-share=0.1"], generations: 10, replicates: 3),
        New("bigram-accumulate", "n-gram", "accumulate", "Accumulating nearly stops it.",
            "Gerstgrasser et al. 2404.01413", [], generations: 10, replicates: 3),
        New("bigram-edit", "n-gram", "token-edit", "Editing the all too likely words instead of writing anew keeps the text.",
            "Zhu et al. 2412.14689", ["edit-threshold=0.7"], generations: 10, replicates: 3),
        New("text-recursion", "gpt", "replace", "A transformer retrained on its own text: rare words and word pairs go, and the loss on held-out human text grows.",
            "Shumailov et al., Nature 2024; Gerstgrasser et al. 2404.01413", s_fullText, generations: 5, replicates: 5),
        New("text-recursion-subsample", "gpt", "accumulate-subsample", "Kept beside the new at a constant budget, older text slows it.",
            "Gerstgrasser et al. 2404.01413; Kazdan et al. 2410.16713", s_fullText, generations: 5, replicates: 5),
        New("text-recursion-accumulate", "gpt", "accumulate", "All text kept beside the new nearly stops it.",
            "Gerstgrasser et al. 2404.01413", s_fullText, generations: 5, replicates: 5),
        New("text-recursion-tenth", "gpt", "retained-real", "A tenth of the human text in each generation slows it.",
            "Shumailov et al., Nature 2024", [.. s_fullText, "real-share=0.1"], generations: 5, replicates: 5),
        New("text-recursion-cold", "gpt", "replace", "Drawn at temperature .7, the transformer's text collapses faster.",
            "Gerstgrasser et al. 2404.01413", [.. s_fullText, "temperature=0.7"], generations: 5, replicates: 5),
        New("vae-mnist", "vae", "replace", "An autoencoder retrained on the digits that it draws: they blur into each other, and their codes shrink by a tenth a generation.",
            "Shumailov et al., Nature 2024 (Zenodo 10866595)", ["sampling=infinite", "epochs=30", "batch=256", "learning-rate=1e-3"], generations: 6, replicates: 5),
        New("vae-mnist-accumulate", "vae", "accumulate", "All digits kept beside the new hold it.",
            "Gerstgrasser et al. 2404.01413", ["epochs=30", "batch=256", "learning-rate=1e-3"], generations: 6, replicates: 5),
        New("verified", "two-class", "verified", "A verifier turns 55% wrong labels into a perfect or a perfectly wrong classifier, by which labels it keeps.",
            "Feng et al. 2406.07515", ["samples=20000", "wrong-share=0.55", "keep-right=0.9", "keep-wrong=0.5"], generations: 3, replicates: 20),
        New("detector-weighted", "categorical", "detector-weighted", "A detector that catches nine in ten synthetic items keeps a mixed pool alive.",
            "Drayson, Yilmaz and Lampos 2502.15654", ["samples=2000", "types=2000"], generations: 20, replicates: 20),
    ];

    /// <summary>An experiment by name; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    public static ExperimentSpec? Find(string name) => All.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    /// <summary>An experiment at a size that takes minutes instead of hours; null where its own size does not take long.</summary>
    /// <param name="experiment">One of <see cref="All"/>.</param>
    public static ExperimentSpec? Quick(ExperimentSpec experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.Model switch
        {
            "gpt" => experiment.With(s_quickText.Select(Pair)),
            "vae" => experiment.With(s_quickPictures.Select(Pair)),
            _ => null,
        };
    }

    private static KeyValuePair<string, string> Pair(string setting)
    {
        int at = setting.IndexOf('=', StringComparison.Ordinal);
        return KeyValuePair.Create(setting[..at], setting[(at + 1)..]);
    }

    private static ExperimentSpec New(
        string name, string model, string loop, string shows, string source, string[] set, int generations = 50, int replicates = 200) => new()
        {
            Name = name,
            Model = model,
            Loop = loop,
            Shows = shows,
            Source = source,
            Set = new Dictionary<string, string>(set.Select(Pair), StringComparer.Ordinal),
            Generations = generations,
            Replicates = replicates,
        };
}
