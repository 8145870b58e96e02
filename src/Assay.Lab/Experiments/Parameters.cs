namespace Assay.Lab.Experiments;

/// <summary>Every setting, under the name that the field uses for it.</summary>
public static class Parameters
{
    /// <summary>All settings, in the order of documentation.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        new("samples", "items that a generation trains on (points, draws, rows, documents), 2 or more", "100"),
        new("dimension", "numbers to a point or inputs to a row, 1 or more", "1"),
        new("estimator", "divisor of a fitted variance: mle, unbiased, or known (the variance stays 1)", "unbiased"),
        new("lambda", "variance scale of sampling, in (0, 1]", "1"),
        new("truncation", "points are drawn within this many standard deviations, above 0", "none"),
        new("temperature", "of sampling discrete events, above 0; below 1 sharpens", "1"),
        new("top-k", "only this many of the likeliest events are drawn, 1 or more", "none"),
        new("top-p", "only the fewest likeliest events of this mass are drawn, in (0, 1]", "none"),
        new("real-share", "share of real data in a training set, in (0, 1]", "0.1"),
        new("growth", "exponent s of the sample size n·t^s, 0 or more", "1"),
        new("weight", "weight of the real part beside the synthetic, in (0, 1], or golden", "golden"),
        new("synthetic-ratio", "synthetic items to a real one, above 0", "1"),
        new("window", "number of last models that write the next set, 1 or more", "3"),
        new("keep-right", "probability that the verifier keeps a right item, in (0, 1]", "0.9"),
        new("keep-wrong", "probability that the verifier keeps a wrong item, in [0, 1]", "0.5"),
        new("wrong-share", "share of wrong labels in what the generator writes, in [0, 1]", "0.3"),
        new("detection-rate", "share of synthetic items that the detector flags, in [0, 1]", "0.9"),
        new("false-alarm-rate", "share of real items that the detector flags, in [0, 1]", "0.05"),
        new("flagged-weight", "weight of a flagged item beside 1 for the others, in (0, 1]", "0.1"),
        new("edit-threshold", "tokens of at least this probability are drawn again, in (0, 1]", "0.99"),
        new("edit-top-k", "edited tokens are drawn from this many of the likeliest, 1 or more", "8"),
        new("types", "number of events that can occur, 2 or more", "1000"),
        new("zipf-exponent", "power of the Zipf law of the truth, 0 (uniform) or more; above 1 for the memoriser", "1"),
        new("zipf-offset", "b in the Zipf-Mandelbrot law 1/(i + b)^a, 0 or more", "2.7"),
        new("mass", "probabilities of the truth, separated by commas; takes the place of types and the Zipf law", "none"),
        new("rate", "expected count of the Poisson truth, above 0", "0.01"),
        new("bandwidth", "standard deviation of a kernel, above 0", "0.5"),
        new("noise", "standard deviation of labels, 0 or more", "1"),
        new("components", "components of the fitted mixture, 1 or more", "2"),
        new("tolerance", "gain in log-likelihood that ends a fit, 0 or more", "1e-5"),
        new("max-steps", "most steps of a fit, 1 or more", "2000"),
        new("reg-covar", "added to the diagonal of each covariance, above 0", "1e-6"),
        new("truth", "what a mixture learns: normal (one round bell) or blobs (as many as components, 4 apart)", "normal"),
        new("sampling", "finite (statistical error) or infinite (none, in closed form)", "finite"),
        new("family", "matching (it contains the truth) or narrow (expressivity error)", "matching"),
        new("optimiser", "full or early (stopped at 9/10 of the way from a fresh start: approximation error)", "full"),
        new("order", "tokens to an n-gram, 1 to 4", "2"),
        new("document-length", "tokens to a document, 2 or more", "256"),
        new("held-out-share", "share of the text's documents kept for held-out loss, in (0, 0.5]", "0.1"),
    ];
}
