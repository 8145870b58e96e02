using System.Text.Json;

namespace Assay.Bench.Share;

/// <summary>Scores of labelled chunks, source by source, each from a detector that was not trained on the source.</summary>
internal sealed class ScoreFile
{
    /// <summary>Reads what <c>bench detection scores</c> writes.</summary>
    /// <param name="path">One JSON object a line.</param>
    /// <param name="column">Which score.</param>
    /// <param name="withBaseModels">Whether machine text of base models is taken too.</param>
    public static IReadOnlyList<ScoredSource> Read(string path, string column, bool withBaseModels = false)
    {
        var rows = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        int number = -1;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            using var document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (!root.TryGetProperty(column, out JsonElement score) || score.ValueKind != JsonValueKind.Number || IsLeftOut(root, withBaseModels))
            {
                continue;
            }

            string source = Text(root, "source");

            // A source may hold the same human text cut in several ways: it is drawn once.
            string id = Text(root, "id");
            string opening = $"{source} {Text(root, "opening")}";
            if (Text(root, "label") is "human" && !first.TryAdd(opening, id) && !first[opening].Equals(id, StringComparison.Ordinal))
            {
                continue;
            }

            if (!rows.TryGetValue(source, out List<Row>? list))
            {
                rows.Add(source, list = []);
            }

            list.Add(new Row(
                number, score.GetDouble(), root.GetProperty("words").GetInt32(), Text(root, "label") is "machine", Text(root, "generator"), Text(root, "attack"),
                [.. ((string[])["pair", "prompt_id", "opening", "id"]).Select(key => Text(root, key)).Select((value, i) => value.Length > 0 ? $"{i}:{value}" : "")]));
        }

        return [.. rows.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ScoredSource.Of(pair.Key, pair.Value))];
    }

    /// <summary>Attacked texts, and those of models that were never taught to chat: style does not see them, and no mean may hide that.</summary>
    private static bool IsLeftOut(JsonElement row, bool withBaseModels) =>
        Text(row, "attack") is not ("" or "none") || (!withBaseModels && Text(row, "label") is "machine" && BaseModels.Contains(Text(row, "generator")));

    private static readonly HashSet<string> BaseModels = new(StringComparer.Ordinal)
    {
        "gpt2-xl", "opt-2.7b", "gpt-neo-2.7B", "gpt-j-6B", "gpt-neox-20b", "davinci", "gpt2", "gpt3", "gptj", "gptneo", "llama", "gpt-2(arxiv-nlp)", "falcon-7b",
    };

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "" : "";

    /// <summary>A chunk as the file has it.</summary>
    /// <param name="Line">0-based line of the file, which is the number of the piece in the training set that it was made from.</param>
    /// <param name="Score">Its score.</param>
    /// <param name="Words">Its words.</param>
    /// <param name="IsMachine">Its label.</param>
    /// <param name="Generator">Who wrote it.</param>
    /// <param name="Attack">What was done to it.</param>
    /// <param name="Keys">What makes it of one family with others: pair, prompt, opening, document.</param>
    internal sealed record Row(int Line, double Score, int Words, bool IsMachine, string Generator, string Attack, string[] Keys);
}
