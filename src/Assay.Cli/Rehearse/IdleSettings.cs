using Assay.Lab.Rehearsal;

namespace Assay.Cli.Rehearse;

/// <summary>Settings that would change nothing, because what they work on is not there: refused, for their rows would look like an answer.</summary>
internal static class IdleSettings
{
    private static readonly Dictionary<string, (Func<ArmSettings, bool> IsIdle, string Missing)[]> s_conditions = new(StringComparer.Ordinal)
    {
        ["detection-rate"] = [(HidesNothing, HiddenText)],
        ["false-alarm-rate"] = [(HasNoDetector, Detector), (HidesNothing, HiddenText)],
        ["strength"] = [(HasNoDetector, Detector), (HidesNothing, HiddenText)],
        ["keep-right"] = [(MakesNoErrors, Errors)],
        ["keep-wrong"] = [(MakesNoErrors, Errors)],
        ["passes"] = [(IsNgram, "a proxy that is trained in passes (--proxy gpt-s, or a trainer of your own)")],
        ["order"] = [(s => !IsNgram(s), "n-grams (--proxy ngram)")],
    };

    private const string HiddenText = "hidden machine text (--set contamination=web)";
    private const string Detector = "a detector (--set detection-rate=0.6)";
    private const string Errors = "errors of the generator (--set error-rate=0.1)";

    /// <summary>Looks at what was set and varied.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <returns>What changes nothing, one sentence each.</returns>
    public static IEnumerable<string> In(RehearseOptions options)
    {
        ArmSettings[] varied = [.. options.Variations.Select(v => options.Settings.With(v.Name, v.Value))];
        foreach (string name in options.SetNames.Distinct(StringComparer.Ordinal))
        {
            string? missing = Missing(name, options.Settings);
            if (missing is not null && varied.All(settings => Missing(name, settings) is not null))
            {
                yield return $"{name} changes nothing without {missing}.";
            }
        }

        foreach ((string name, ArmSettings settings) in options.Variations.Zip(varied, (v, settings) => (v.Name, settings)).DistinctBy(v => v.Name, StringComparer.Ordinal))
        {
            if (Missing(name, settings) is { } missing)
            {
                yield return $"Varying {name} changes nothing without {missing}.";
            }
        }
    }

    /// <summary>Whether anything hides machine text in the unknown sources.</summary>
    /// <param name="options">What the user asked for.</param>
    public static bool HidesText(RehearseOptions options) =>
        options.Variations.Select(v => options.Settings.With(v.Name, v.Value)).Append(options.Settings).Any(settings => !HidesNothing(settings));

    private static string? Missing(string name, ArmSettings settings) =>
        s_conditions.TryGetValue(name, out (Func<ArmSettings, bool> IsIdle, string Missing)[]? conditions)
        && conditions.Where(condition => condition.IsIdle(settings)).Select(condition => condition.Missing).ToArray() is { Length: > 0 } missing
            ? string.Join(" and ", missing)
            : null;

    private static bool HidesNothing(ArmSettings settings) => string.Equals(settings.Contamination, "none", StringComparison.Ordinal);

    private static bool HasNoDetector(ArmSettings settings) => settings.DetectionRate is null;

    private static bool MakesNoErrors(ArmSettings settings) => settings.ErrorRate == 0;

    private static bool IsNgram(ArmSettings settings) => string.Equals(settings.Proxy, "ngram", StringComparison.Ordinal);
}
