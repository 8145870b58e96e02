using System.Text.Json;

namespace Assay.Bench.Share;

/// <summary>Scores of labelled chunks, source by source, each from a detector that was not trained on the source.</summary>
internal sealed class ScoreFile
{
    /// <summary>Reads what <c>bench detection scores</c> writes.</summary>
    /// <param name="path">One JSON object a line.</param>
    /// <param name="column">Which score.</param>
    /// <param name="withBaseModels">Whether continuations of base models, which no detector of style sees, count as machine text; otherwise they are left out.</param>
    public static IReadOnlyList<ScoredSource> Read(string path, string column, bool withBaseModels = true)
    {
        var rows = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (!withBaseModels && root.TryGetProperty("is_base_model", out JsonElement isBase) && isBase.ValueKind == JsonValueKind.True)
            {
                continue;
            }

            if (!root.TryGetProperty(column, out JsonElement score) || score.ValueKind != JsonValueKind.Number)
            {
                continue;
            }

            string source = Text(root, "source");
            if (!rows.TryGetValue(source, out List<Row>? list))
            {
                rows.Add(source, list = []);
            }

            list.Add(new Row(
                score.GetDouble(), root.GetProperty("words").GetInt32(), Text(root, "label") is "machine", Text(root, "generator"), Text(root, "attack"),
                [.. ((string[])["pair", "prompt_id", "opening", "id"]).Select(key => Text(root, key)).Select((value, i) => value.Length > 0 ? $"{i}:{value}" : "")]));
        }

        return [.. rows.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ScoredSource.Of(pair.Key, pair.Value))];
    }

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "" : "";

    /// <summary>A chunk as the file has it.</summary>
    internal sealed record Row(double Score, int Words, bool IsMachine, string Generator, string Attack, string[] Keys);
}
