namespace Assay.Core.Language.Scoring;

/// <summary>What is made of a language model's probabilities of a document's tokens; all grow with how machine-like it is.</summary>
public enum LanguageSignal
{
    /// <summary>Mean log-probability of a token: generated text is more predictable.</summary>
    Likelihood = 0,

    /// <summary>Minus the variance of the log-probabilities over the document: people are less even.</summary>
    Evenness,

    /// <summary>Minus the mean logarithm of a token's rank among all that could stand there (Gehrmann et al. 2019).</summary>
    LogRank,

    /// <summary>Mean log-probability over mean log-rank (LRR, Su et al. 2023).</summary>
    RankRatio,

    /// <summary>How far the log-probability lies above its expectation, in standard deviations (Fast-DetectGPT, Bao et al. 2024).</summary>
    Curvature,

    /// <summary>Minus the log-perplexity over the cross-perplexity of a second model (Binoculars, Hans et al. 2024).</summary>
    Binoculars,
}
