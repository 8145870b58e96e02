using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Core.Detection;

namespace Assay.Bench.Detection;

/// <summary>A record of the detection data with what only the bench needs.</summary>
internal sealed record DetectionRecord(LabelledDocument Document, bool IsPermissive, string Pair, string Prompt, string Split);

/// <summary>Labelled texts of the folder that <c>--data</c> names: gzipped JSONL, one file a source.</summary>
internal static partial class DetectionData
{
    // Files that are one source: the same school essays.
    private static readonly Dictionary<string, string> SourceOf = new(StringComparer.Ordinal) { ["authenticheck"] = "asap", ["ndhal"] = "asap" };

    /// <summary>Generators that continue text without having been taught to chat: style does not see them.</summary>
    private static readonly string[] BaseModels =
        ["gpt2-xl", "opt-2.7b", "gpt-neo-2.7B", "gpt-j-6B", "gpt-neox-20b", "davinci", "gpt2", "gpt3", "gptj", "gptneo", "llama", "gpt-2(arxiv-nlp)", "falcon-7b"];

    public static bool IsBaseModel(LabelledDocument document) => document.IsMachine && Array.IndexOf(BaseModels, document.Generator) >= 0;

    public static bool IsAttacked(LabelledDocument document) => document.Attack.Length > 0 && document.Attack is not "none";

    public static List<DetectionRecord> Read(string folder)
    {
        List<DetectionRecord> records = [];
        foreach (string path in Directory.GetFiles(folder, "*.jsonl.gz").Order(StringComparer.Ordinal))
        {
            string file = Path.GetFileName(path)[..^".jsonl.gz".Length];
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                using JsonDocument record = JsonDocument.Parse(line);
                records.Add(Record(record.RootElement, SourceOf.GetValueOrDefault(file, file)));
            }
        }

        return records;
    }

    // The essays' names, places and dates are masked as @PERSON1: no writer's doing, and on the human side alone.
    [GeneratedRegex(@"@[A-Z]+\d*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Anonymised();

    private static DetectionRecord Record(JsonElement record, string source)
    {
        string At(string name) => record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

        bool isMachine = At("label") is "machine";
        var document = new LabelledDocument
        {
            Utf8 = Encoding.UTF8.GetBytes(source is "asap" ? Anonymised().Replace(At("text"), "") : At("text")),
            IsMachine = isMachine,
            Source = source,
            Id = At("id"),
            Generator = isMachine ? At("generator") : "",
            Domain = At("domain"),
            Language = At("lang"),
            License = At("license"),
            Attack = At("attack"),
            Group = At("pair") + At("prompt_id"),
        };
        return new DetectionRecord(document, record.GetProperty("permissive").GetBoolean(), At("pair"), At("prompt_id"), At("split"));
    }
}
