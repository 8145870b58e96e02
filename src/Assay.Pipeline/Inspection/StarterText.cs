using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;

namespace Assay.Pipeline.Inspection;

/// <summary>The YAML of a starter policy.</summary>
internal static class StarterText
{
    private const int ValuesListed = 8;
    private const int FieldsListed = 10;
    private const int FieldsKept = 8;
    private const int FewestRecords = 6;
    private const int MostStrata = 20;
    private const int FewestOfAValue = 3; // on average: what comes once or twice is no part of a corpus
    private const int PathsOnALine = 3;

    /// <summary>Writes the policy.</summary>
    /// <param name="sources">The sources, at least one.</param>
    public static string Write(IReadOnlyList<InspectedSource> sources)
    {
        List<(string Dimension, InspectedSource Source, FieldProfile Field)> strata = Strata(sources);
        IEnumerable<string> lines =
        [
            .. Head(sources),
            "",
            "sources:",
            .. sources.SelectMany((source, i) => (string[])[.. i == 0 ? Array.Empty<string>() : [""], .. Source(source)]),
            "",
            .. Keep(sources, strata),
            "limits:",
            "  synthetic-share: 0.30       # by tokens of the written mix: what the upper end of its interval may reach",
            "  depth: 2                    # nothing that more than two models stand behind",
            "  repeats: 3                  # no document more often than this",
            "",
            .. Tails(strata),
            "",
            "duplicates: { exact: true, near: 0.7 }   # near: estimated share of common runs of five words",
            "output: { path: mix, format: jsonl.gz }  # or jsonl, jsonl.zst, parquet",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Head(IReadOnlyList<InspectedSource> sources)
    {
        int files = sources.Sum(source => source.Sample.Group.Files.Count);
        string size = Amounts.Size(sources.Sum(source => source.Sample.Group.Bytes));
        return
        [
            .. YamlText.Comment("", $"A starter policy for `assay mix`: what a look at {Amounts.Count(sources.Count, "source")} told ({Amounts.Count(files, "file")}, {size}), and what it could not tell."),
            .. YamlText.Comment("", "Nothing is claimed for you: who wrote a source is a line to uncomment, and only you can do that. Until then whatever does not speak for itself counts as machine text under the cap below."),
            "#",
            .. YamlText.Comment("", "Every key has a default; `assay schema policy` prints them all. Paths start from the folder of this file."),
            "",
            "generation: 0                 # which turn of the loop the mix trains; 0 is trained on real data alone",
            "seed: 42                      # same corpora, same policy, same seed: the same bytes",
            "# budget: { tokens: 1_000_000_000 }   # a mix of at most this size; without it, everything that the limits allow",
        ];
    }

    private static IEnumerable<string> Source(InspectedSource source) =>
    [
        .. YamlText.Comment("  ", $"{source.Name}: {source.Summary}{LookedAt(source)}."),
        .. source.IsText ? [] : Roles(source),
        .. Problems(source),
        $"  - name: {YamlText.Scalar(source.Name)}",
        .. Paths(source.Sample.Group.Paths),
        .. source.Sample.Group.StatesFormat ? [$"    format: {source.Sample.Group.Format.Word}"] : Array.Empty<string>(),
        .. Fields(source),
        .. StarterClaims.Lines(source),
    ];

    private static string LookedAt(InspectedSource source)
    {
        if (source.Sample.IsWhole)
        {
            return "";
        }

        return source.IsText ? $"; {source.Records:N0} looked at" : $"; {Amounts.Count(source.Records, "record")} looked at";
    }

    private static IEnumerable<string> Roles(InspectedSource source)
    {
        foreach ((string role, FieldProfile field) in source.Guess.Found)
        {
            string about = role switch
            {
                "text" => $"{Amounts.Size(field.AverageBytes)} on average",
                "created" => string.Equals(field.FirstDate, field.LastDate, StringComparison.Ordinal) ? $"always {YamlText.Show(field.LastDate)}" : $"{YamlText.Show(field.FirstDate)} to {YamlText.Show(field.LastDate)}",
                "id" => $"for instance {YamlText.Show(field.Example)}",
                _ => Values(field, source.Records),
            };
            string missing = field.Present < source.Records ? $" (in {field.Present:N0} of {Amounts.Count(source.Records, "record")})" : "";
            foreach (string line in YamlText.Comment("  ", $"  {role,-8} {YamlText.Show(field.Path)}: {about}{missing}", "           "))
            {
                yield return line;
            }
        }

        FieldProfile[] others = [.. source.Guess.Fields.Where(field => field.Present > 0 && !source.Guess.HasRole(field))];
        if (others.Length > 0)
        {
            string more = others.Length > FieldsListed ? $" and {others.Length - FieldsListed:N0} more" : "";
            string names = string.Join(", ", others.Take(FieldsListed).Select(field => YamlText.Show(field.Path)));
            foreach (string line in YamlText.Comment("  ", $"  {"others",-8} {names}{more}", "           "))
            {
                yield return line;
            }
        }

        foreach (string line in Remarks(source).SelectMany(remark => YamlText.Comment("  ", remark)))
        {
            yield return line;
        }
    }

    /// <summary>Fields that would be read by their names and hold something else (left alone, they would stop the first run), and other doubts.</summary>
    private static IEnumerable<string> Remarks(InspectedSource source)
    {
        if (source.Guess.Impostor("origin") is { } origin)
        {
            yield return $"Its field \"origin\" ({Values(origin, source.Records)}) does not hold one of human, synthetic, mixed, unknown, so it is not read as that.";
        }

        if (source.Guess.Impostor("depth") is { } depth)
        {
            yield return $"Its field \"depth\" ({Values(depth, source.Records)}) does not count models, so it is not read as that.";
        }

        if (source.Guess.Impostor("model") is { } model)
        {
            yield return $"Its field \"model\" ({Values(model, source.Records)}) does not name a model, so it is not read as that.";
        }

        if (source.Guess.Of("text") is { } text && source.Guess.Fields.Where(field => field.Prose * 2 > source.Records).MaxBy(field => field.Bytes) is { } longest
            && longest.Bytes >= 3 * text.Bytes)
        {
            yield return $"Its field {YamlText.Show(longest.Path)} is longer ({Amounts.Size(longest.AverageBytes)} on average): is that the text?";
        }

        if (source.Guess.Of("model") is not null)
        {
            yield return "A record that names a model counts as machine text. If the field means something else, map `model` to a field that is not there.";
        }
    }

    private static IEnumerable<string> Problems(InspectedSource source)
    {
        RecordProfile profile = source.Sample.Profile;
        IEnumerable<string> problems = source.Sample.Problems.Take(1);
        if (profile.BadRecords > 0)
        {
            string which = $"{profile.BadRecords:N0} of {Amounts.Count(profile.Records + profile.BadRecords, source.IsText ? "file" : "record")} cannot be read";
            problems = problems.Append($"{which}, the first at {profile.FirstProblem} `assay mix --quarantine SHARE` puts such aside.");
        }

        if (source.Sample.Group.TakenIn is [var first, ..] taken)
        {
            string others = taken.Count == 1 ? "" : $" and {Amounts.Count(taken.Count - 1, "other file")}";
            problems = problems.Append($"The glob takes in {YamlText.Show(first)}{others}, which cannot be read: move away, or put aside with `assay mix --quarantine SHARE`.");
        }

        return problems.SelectMany(problem => YamlText.Comment("  ", problem));
    }

    private static IEnumerable<string> Paths(IReadOnlyList<string> paths) => paths switch
    {
        [var only] => [$"    path: {YamlText.Scalar(only)}"],
        { Count: <= PathsOnALine } => [$"    path: [{string.Join(", ", paths.Select(YamlText.Scalar))}]"],
        _ => ["    path:", .. paths.Select(path => $"      - {YamlText.Scalar(path)}")],
    };

    private static IEnumerable<string> Fields(InspectedSource source)
    {
        IEnumerable<string> mapped = source.IsText
            ? []
            : source.Guess.Found
                .Where(pair => !string.Equals(pair.Role, pair.Field.Path, StringComparison.Ordinal))
                .Select(pair => $"{pair.Role}: {YamlText.Scalar(pair.Field.Path)}")
                .Concat(((string[])["origin", "model", "depth"]).Where(role => source.Guess.Impostor(role) is not null).Select(role => $"{role}: no-such-field"));
        string[] pairs = [.. mapped];
        return pairs.Length == 0 ? [] : [$"    fields: {{ {string.Join(", ", pairs)} }}"];
    }

    private static IEnumerable<string> Keep(IReadOnlyList<InspectedSource> sources, List<(string Dimension, InspectedSource Source, FieldProfile Field)> strata)
    {
        string[] names =
        [
            .. sources.Where(source => !source.IsText)
                .SelectMany(source => source.Guess.Fields.Where(field => field.Present > 0 && !source.Guess.HasRole(field) && !strata.Exists(s => s.Field == field)))
                .Select(field => field.Path).Distinct(StringComparer.Ordinal).Take(FieldsKept),
        ];
        return names.Length == 0
            ? []
            : ["# Fields of the records that the mix is to keep, beside those that have a meaning:", $"# fields: {{ keep: [{string.Join(", ", names.Select(YamlText.Scalar))}] }}", ""];
    }

    private static IEnumerable<string> Tails(List<(string Dimension, InspectedSource Source, FieldProfile Field)> strata)
    {
        yield return "# Tails: parts of the corpus whose share is guarded. Floors compare with an anchor, so mark a source above as one";
        yield return "# first. `rarity` is measured" + (strata.Count == 0 ? "; no field has few enough values to be another dimension." : "; these fields have few values:");
        foreach ((string dimension, InspectedSource source, FieldProfile field) in strata)
        {
            foreach (string line in YamlText.Comment("", $"  {YamlText.Show(dimension)} in {source.Name}: {Values(field, source.Records)}", "     "))
            {
                yield return line;
            }
        }

        string names = string.Join(", ", strata.Select(s => s.Dimension).Distinct(StringComparer.Ordinal).Select(YamlText.Scalar).Prepend(TailsPolicy.RarityDimension));
        yield return "# tails:";
        yield return $"#   strata: [{names}]";
        yield return "#   floor: 0.9                # of the stratum's share in the anchor, for strata with at least 50 anchor documents";
    }

    private static List<(string Dimension, InspectedSource Source, FieldProfile Field)> Strata(IReadOnlyList<InspectedSource> sources)
    {
        string[] taken = ["text", "id", "source", "origin", "model", "depth", "created", "license"];
        List<(string Dimension, InspectedSource Source, FieldProfile Field)> candidates =
        [
            .. sources.Where(source => !source.IsText).SelectMany(source => source.Guess.Fields
                .Where(field => IsCategory(field, source.Records) && !taken.Any(role => source.Guess.Of(role) == field))
                .Select(field => (source.Guess.Of("lang") == field ? "lang" : field.Path, source, field))),
        ];
        // One value everywhere divides nothing.
        return
        [
            .. candidates.GroupBy(candidate => candidate.Dimension, StringComparer.Ordinal)
                .Where(group => !group.Key.Equals(TailsPolicy.RarityDimension, StringComparison.Ordinal)
                    && group.SelectMany(candidate => candidate.Field.Values.Select(pair => pair.Value)).Distinct(StringComparer.Ordinal).Count() > 1)
                .SelectMany(group => group),
        ];
    }

    private static bool IsCategory(FieldProfile field, int records) =>
        !field.HasMoreValues && field.Present * 2 >= records && field.Present >= FewestRecords
        && field.Values.Count <= MostStrata && (field.Values.Count == 1 || field.Values.Count * FewestOfAValue <= field.Present);

    private static string Values(FieldProfile field, int records)
    {
        if (field.Values is [var only] && !field.HasMoreValues)
        {
            return $"{(field.Present == records ? "always " : "")}{YamlText.Show(only.Value)}";
        }

        if (field.Values.Count == 0 || !field.Repeats)
        {
            return field.Example.Length > 0 ? $"for instance {YamlText.Show(field.Example)}" : "lists or objects";
        }

        string more = field.Values.Count > ValuesListed || field.HasMoreValues ? ", …" : "";
        return string.Join(", ", field.Values.Take(ValuesListed).Select(pair => $"{YamlText.Show(pair.Value)} {pair.Count:N0}")) + more;
    }
}
