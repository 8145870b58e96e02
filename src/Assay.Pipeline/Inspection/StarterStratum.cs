using Assay.Pipeline.Policies;

namespace Assay.Pipeline.Inspection;

/// <summary>A field that divides the corpora into a few parts: a dimension that floors could guard.</summary>
/// <param name="Dimension">Its name in the policy: <c>lang</c> for the language, otherwise the field itself.</param>
/// <param name="SourceNames">The sources that have it.</param>
/// <param name="Fields">The field in each of them.</param>
/// <param name="Values">How often each value came in all of them, the most frequent first.</param>
internal sealed record StarterStratum(
    string Dimension, IReadOnlyList<string> SourceNames, IReadOnlyList<FieldProfile> Fields, IReadOnlyList<(string Value, int Count)> Values)
{
    private const int MostDimensions = 6;
    private const int MostValues = 20;
    private const int FewestRecords = 6;
    private const int FewestOfAValue = 3;
    private const int SourcesListed = 4;
    private static readonly string[] OtherRoles = ["text", "id", "source", "origin", "model", "depth", "created", "license"];

    /// <summary>Finds dimensions.</summary>
    /// <param name="sources">The sources.</param>
    public static IReadOnlyList<StarterStratum> Find(IReadOnlyList<InspectedSource> sources) =>
    [
        .. sources.Where(source => !source.IsText)
            .SelectMany(source => source.Guess.Fields
                .Where(field => IsCategory(field, source.Records) && !OtherRoles.Any(role => source.Guess.Of(role) == field))
                .Select(field => (Dimension: source.Guess.Of("lang") == field ? "lang" : field.Path, Source: source, Field: field)))
            .GroupBy(part => part.Dimension, StringComparer.Ordinal)
            .Select(parts => new StarterStratum(
                parts.Key, [.. parts.Select(part => part.Source.Name)], [.. parts.Select(part => part.Field)], Sum(parts.Select(part => part.Field))))
            .Where(stratum => stratum.Divides && !stratum.Dimension.Equals(TailsPolicy.RarityDimension, StringComparison.Ordinal))
            .Take(MostDimensions),
    ];

    /// <summary>The part of the policy on tails: comments, because without an anchor there is nothing to compare with.</summary>
    /// <param name="strata">The dimensions found.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<StarterStratum> strata) =>
    [
        .. YamlText.Comment("", "Tails: parts of the corpus whose share is guarded. Floors compare with an anchor, so mark a source above as one first. `rarity` is measured"
            + (strata.Count == 0 ? "; no field has few enough values to be another dimension." : "; these fields have few values:")),
        .. strata.SelectMany(stratum => YamlText.Comment("", $"  {YamlText.Show(stratum.Dimension)} ({stratum.SourcesShown}): {StarterText.Counts(stratum.Values)}", "     ")),
        "# tails:",
        $"#   strata: [{string.Join(", ", strata.Select(stratum => YamlText.Scalar(stratum.Dimension)).Prepend(TailsPolicy.RarityDimension))}]",
        "#   floor: 0.9                # of the stratum's share in the anchor, for strata with at least 50 anchor documents",
    ];

    private string SourcesShown => SourceNames.Count <= SourcesListed
        ? string.Join(", ", SourceNames)
        : $"{string.Join(", ", SourceNames.Take(SourcesListed))} and {SourceNames.Count - SourcesListed:N0} more";

    /// <summary>Whether at least two values come more than once or twice: less is no part of a corpus.</summary>
    private bool Divides => Values.Count is > 1 and <= 2 * MostValues && Values.Count(pair => pair.Count >= FewestOfAValue) > 1;

    private static bool IsCategory(FieldProfile field, int records) =>
        !field.HasMoreValues && field.Present * 2 >= records && field.Present >= FewestRecords
        && field.Values.Count <= MostValues && (field.Values.Count == 1 || field.Values.Count * FewestOfAValue <= field.Present);

    private static IReadOnlyList<(string Value, int Count)> Sum(IEnumerable<FieldProfile> fields) =>
    [
        .. fields.SelectMany(field => field.Values)
            .GroupBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(pair => pair.Count)))
            .OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.Key, StringComparer.Ordinal),
    ];
}
