using System.Text.Json.Serialization;

namespace Assay.Core.Language.Scoring;

/// <summary>Sums over the tokens of a document under a language model, in nats: all that its signals are made of.</summary>
/// <remarks>They add up over parts of a document, and are what a cache keeps, so that another signal asks no model again.</remarks>
public sealed record TokenStatistics
{
    /// <summary>Tokens that have a probability.</summary>
    public int Tokens { get; init; }

    /// <summary>Σ ln p.</summary>
    public double LogProbability { get; init; }

    /// <summary>Σ (ln p)².</summary>
    public double Squared { get; init; }

    /// <summary>Σ ln rank; null when the model gave no ranks.</summary>
    public double? LogRank { get; init; }

    /// <summary>Σ E ln p, the expectation under the model's own distribution at each place; null when it gave none.</summary>
    public double? Expected { get; init; }

    /// <summary>Σ Var ln p under the model's own distribution at each place.</summary>
    public double? Variance { get; init; }

    /// <summary>Σ −E₂ ln p: this model's surprise where a second model writes; null without a second model.</summary>
    public double? CrossEntropy { get; init; }

    /// <summary>Cross-entropy in bits a token; NaN without tokens.</summary>
    [JsonIgnore]
    public double BitsPerToken => -LogProbability / Tokens / Math.Log(2);

    /// <summary>Variance of ln p over the document, in nats²; NaN below two tokens.</summary>
    [JsonIgnore]
    public double VarianceOverDocument =>
        Tokens < 2 ? double.NaN : (Squared - (LogProbability * LogProbability / Tokens)) / (Tokens - 1);

    /// <summary>A signal; more is more machine-like.</summary>
    /// <param name="signal">Which.</param>
    /// <returns>NaN when the sums do not hold it.</returns>
    public double Signal(LanguageSignal signal) => signal switch
    {
        LanguageSignal.Likelihood => LogProbability / Tokens,
        LanguageSignal.Evenness => -VarianceOverDocument,
        LanguageSignal.LogRank => -LogRank / Tokens ?? double.NaN,
        LanguageSignal.RankRatio => LogRank is > 0 ? -LogProbability / LogRank.Value : double.NaN,
        LanguageSignal.Curvature => Variance is > 0 ? (LogProbability - Expected!.Value) / Math.Sqrt(Variance.Value) : double.NaN,
        _ => CrossEntropy is > 0 ? LogProbability / CrossEntropy.Value : double.NaN,
    };
}
