using Assay.Core.Errors;

namespace Assay.Core.Language.Scoring;

/// <summary>The words for signals on the command line and in reports.</summary>
public static class SignalNames
{
    private static readonly Dictionary<string, LanguageSignal> s_byName = new(StringComparer.Ordinal)
    {
        ["likelihood"] = LanguageSignal.Likelihood,
        ["evenness"] = LanguageSignal.Evenness,
        ["log-rank"] = LanguageSignal.LogRank,
        ["rank-ratio"] = LanguageSignal.RankRatio,
        ["fast-detect-gpt"] = LanguageSignal.Curvature,
        ["binoculars"] = LanguageSignal.Binoculars,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => s_byName.Keys;

    /// <summary>The word for a signal.</summary>
    /// <param name="signal">The signal.</param>
    public static string Of(LanguageSignal signal) => s_byName.Single(pair => pair.Value == signal).Key;

    /// <summary>The signal of a word.</summary>
    /// <param name="name">The word.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static LanguageSignal Parse(string name) => s_byName.TryGetValue(name, out LanguageSignal signal)
        ? signal
        : throw new UserErrorException($"There is no signal \"{name}\".{DidYouMean.Suggest(name, All)}", $"There are {string.Join(", ", All)}.");
}
