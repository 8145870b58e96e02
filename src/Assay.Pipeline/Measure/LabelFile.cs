using System.Text.Json;
using Assay.Core.Documents;
using Assay.Core.Errors;

namespace Assay.Pipeline.Measure;

/// <summary>Reads reviewers' labels: JSON lines with <c>id, label, reviewer, inclusionProbability</c>; other fields are passed over.</summary>
internal static class LabelFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="shown">The path as messages show it.</param>
    /// <exception cref="UserErrorException">The file cannot be read, or a line is no label.</exception>
    public static IReadOnlyList<ReviewerLabel> Read(string path, string shown)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException($"The file of labels \"{shown}\" does not exist.", "Name a file of JSON lines with id, label, reviewer and inclusionProbability.");
        }

        List<ReviewerLabel> labels = [];
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                labels.Add(Parse(text, new SourceLine(shown, line)));
            }
        }

        return labels;
    }

    private static ReviewerLabel Parse(string text, SourceLine at)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement record = document.RootElement;
            if (record.ValueKind != JsonValueKind.Object)
            {
                throw new UserErrorException(at, "this line is not a JSON object.", "Write one label a line: {\"id\": …, \"label\": \"human\", \"reviewer\": …, \"inclusionProbability\": …}.");
            }

            return new ReviewerLabel(Id(record, at), IsMachine(record, at), Text(record, "reviewer"), Probability(record, at), at);
        }
        catch (JsonException e)
        {
            throw new UserErrorException(at with { Column = (e.BytePositionInLine ?? 0) + 1 }, "this line is not valid JSON.", "Write one label a line.", e);
        }
    }

    private static DocumentId Id(JsonElement record, SourceLine at) =>
        DocumentId.TryParse(Text(record, "id"), out DocumentId id)
            ? id
            : throw new UserErrorException(at, $"the id \"{Text(record, "id")}\" is not one of Assay's.", "Take ids from a file that `assay measure --suggest-labels` wrote: 32 hexadecimal digits.");

    private static bool IsMachine(JsonElement record, SourceLine at) => Text(record, "label") switch
    {
        "human" => false,
        "machine" or "synthetic" => true,
        "" => throw new UserErrorException(at, "this document has no label yet.", "Label every document of the file \"human\" or \"machine\": what is left out is no random part."),
        var other => throw new UserErrorException(at, $"the label is \"{other}\".", "Label documents \"human\" or \"machine\"."),
    };

    private static double? Probability(JsonElement record, SourceLine at)
    {
        if (!record.TryGetProperty("inclusionProbability", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.GetDouble() is > 0 and <= 1 and var probability
            ? probability
            : throw new UserErrorException(at, $"inclusionProbability is {value.GetRawText()}.", "It is the chance with which the document was chosen: above 0, 1 at most.");
    }

    private static string Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

/// <summary>One reviewer's label of one document.</summary>
/// <param name="Id">The document.</param>
/// <param name="IsMachine">Whether the reviewer took it for machine-made.</param>
/// <param name="Reviewer">Who said so; empty when the file does not tell.</param>
/// <param name="InclusionProbability">The chance with which it was chosen; null when the file does not tell.</param>
/// <param name="At">Where the label stands.</param>
internal sealed record ReviewerLabel(DocumentId Id, bool IsMachine, string Reviewer, double? InclusionProbability, SourceLine At);
