using System.Collections.Immutable;
using Assay.Core.Documents;

namespace Assay.Pipeline.Inspection;

/// <summary>Which field of the records seems to carry what, by names and by the shape of the values.</summary>
internal sealed class FieldGuess
{
    private readonly Dictionary<string, FieldProfile> _byRole = new(StringComparer.Ordinal);

    private FieldGuess(IReadOnlyList<FieldProfile> fields) => Fields = fields;

    /// <summary>Every field of the records.</summary>
    public IReadOnlyList<FieldProfile> Fields { get; }

    /// <summary>The roles that a field was found for, in the order of the policy's keys.</summary>
    public IEnumerable<(string Role, FieldProfile Field)> Found =>
        FieldRole.All.Where(role => _byRole.ContainsKey(role.Key)).Select(role => (role.Key, _byRole[role.Key]));

    /// <summary>The field of a role.</summary>
    /// <param name="role">A key under <c>fields</c> in the policy.</param>
    /// <returns>Null when none seems to carry it.</returns>
    public FieldProfile? Of(string role) => _byRole.GetValueOrDefault(role);

    /// <summary>Whether a field has a role.</summary>
    public bool HasRole(FieldProfile field) => _byRole.ContainsValue(field);

    /// <summary>The field that would be read for a role by its name although its values are not of that kind; null when there is none.</summary>
    /// <param name="role">A key under <c>fields</c> in the policy.</param>
    public FieldProfile? Impostor(string role) =>
        _byRole.ContainsKey(role) ? null : Fields.FirstOrDefault(field => string.Equals(field.Path, role, StringComparison.Ordinal) && field.Present > 0);

    /// <summary>Guesses.</summary>
    /// <param name="profile">The records looked at.</param>
    public static FieldGuess From(RecordProfile profile)
    {
        var guess = new FieldGuess(profile.Fields);
        foreach (FieldRole role in FieldRole.ByCertainty)
        {
            FieldProfile[] free = [.. profile.Fields.Where(field => field.Present > 0 && !guess.HasRole(field))];
            if (role.Choose(free, profile.Records) is { } field)
            {
                guess._byRole.Add(role.Key, field);
            }
        }

        return guess;
    }
}

/// <summary>What a field can carry, and how such fields are called.</summary>
/// <param name="Key">The key under <c>fields</c> in the policy, which is the field's default name too.</param>
/// <param name="Names">Names of such fields in lower case without punctuation, the most telling first.</param>
/// <param name="Fits">Whether the values are of that kind, given the number of records.</param>
internal sealed record FieldRole(string Key, ImmutableArray<string> Names, Func<FieldProfile, int, bool> Fits)
{
    /// <summary>The roles in the order of the policy's keys.</summary>
    public static ImmutableArray<FieldRole> All { get; } =
    [
        new("text",
            ["text", "content", "body", "document", "article", "passage", "rawcontent", "rawtext", "maintext", "fulltext", "plaintext", "story", "code", "output", "response", "completion", "answer", "comment", "review", "message"],
            (field, records) => field.Texts * 10 >= records * 9 && field.AverageBytes >= 8),
        new("id",
            ["id", "docid", "documentid", "uid", "uuid", "guid", "textid", "recordid", "articleid", "identifier", "key", "no", "sha256", "sha1", "hash", "index"],
            (field, records) => IsWord(field) && field.Present == records && !field.Repeats),
        new("source",
            ["source", "url", "uri", "link", "site", "domain", "website", "publisher", "outlet", "subset", "book", "file", "filename", "path"],
            (field, _) => field.Texts == field.Present && field.AverageBytes <= 500),
        new("origin",
            ["origin", "provenance", "label", "author", "writtenby"],
            (field, _) => !field.HasMoreValues && field.Values.All(pair => OriginWords.Parse(pair.Value) is not null)),
        new("model",
            ["model", "modelname", "modelid", "generator", "generatedby", "generatormodel", "llm"],
            (field, _) => field.Texts == field.Present && field.AverageBytes <= 100),
        new("depth",
            ["depth", "generationdepth", "modeldepth"],
            (field, _) => field.Depths == field.Present),
        new("created",
            ["created", "date", "createdat", "published", "publishedat", "publishdate", "publicationdate", "pubdate", "datepublished", "datecreated", "written", "postedat", "timestamp", "datetime", "time", "issued", "year"],
            (field, _) => field.Dates * 10 >= field.Present * 9),
        new("lang",
            ["lang", "language", "langcode", "languagecode", "locale"],
            (field, _) => field.Texts == field.Present && field.AverageBytes <= 20),
        new("license",
            ["license", "licence", "licensename", "spdx", "rights"],
            (field, _) => field.Texts == field.Present && field.AverageBytes <= 120),
    ];

    /// <summary>The roles in the order in which fields are given away: those first whose values can hardly be anything else.</summary>
    public static IEnumerable<FieldRole> ByCertainty =>
        ((string[])["text", "origin", "depth", "created", "model", "lang", "license", "id", "source"]).Select(key => All.First(role => role.Key.Equals(key, StringComparison.Ordinal)));

    /// <summary>The field for the role.</summary>
    /// <param name="fields">Fields without a role.</param>
    /// <param name="records">Number of records.</param>
    public FieldProfile? Choose(IReadOnlyList<FieldProfile> fields, int records)
    {
        // Nearer to the top of a record before deeper, then by the list of names, then in the order of the record.
        FieldProfile? named = fields
            .Select(field => (Field: field, Rank: Names.IndexOf(Plain(field.Leaf))))
            .Where(pair => pair.Rank >= 0 && Fits(pair.Field, records))
            .OrderBy(pair => pair.Field.Path.Equals(Key, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(pair => pair.Field.Path.Count(c => c == '.'))
            .ThenBy(pair => pair.Rank)
            .Select(pair => pair.Field)
            .FirstOrDefault();
        return named ?? Key switch
        {
            "text" => fields.Where(field => field.Texts * 10 >= records * 9 && field.Prose * 2 > field.Present).MaxBy(field => field.Bytes),
            "id" => fields.FirstOrDefault(field => Fits(field, records) && field.Leaf.EndsWith("id", StringComparison.OrdinalIgnoreCase) && records > 1),
            "created" => fields.FirstOrDefault(field => field.Dates == field.Present && field.AverageBytes >= "2022-11-30".Length && field.Texts == field.Present),
            "origin" => fields.FirstOrDefault(field => Fits(field, records) && field.Texts > 0 && field.Values.Any(pair => pair.Value is not "unknown")),
            _ => null,
        };
    }

    private static bool IsWord(FieldProfile field) => field.Structures == 0 && field.Prose == 0 && field.AverageBytes <= 200;

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
