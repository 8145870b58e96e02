using System.Text;
using System.Text.Json;
using Assay.Core.Detection;

namespace Assay.Bench.Detection;

/// <summary>Text that comes with the repository or through its sample's npm packages: machine text written for the quickstart, addresses, a novel.</summary>
internal static class OwnTexts
{
    // Three sources of one label each: addresses and a novel are no match for what machines wrote about other things.
    private const string Machine = "quickstart_machine";
    private static readonly string[] Sources = ["quickstart_address", "quickstart_novel", Machine];

    /// <summary>Whether a record is one of these.</summary>
    public static bool IsOwn(DetectionRecord record) => Array.IndexOf(Sources, record.Document.Source) >= 0;

    /// <param name="quickstart">The folder samples/quickstart, after <c>npm ci</c>.</param>
    public static List<DetectionRecord> Read(string quickstart)
    {
        string packages = Path.Combine(quickstart, "node_modules", "@stdlib");
        string[] addresses = Files(Path.Combine(packages, "datasets-sotu", "data"), "????_*.json");
        string[] chapters = Files(Path.Combine(packages, "datasets-moby-dick", "data"), "chapter_*.json");
        List<DetectionRecord> records = [];
        records.AddRange(addresses.Select(path => Human(path, "address")));
        records.AddRange(chapters.Select(path => Human(path, "novel")));
        foreach (string line in Files(Path.Combine(quickstart, "machine"), "*.jsonl").SelectMany(File.ReadLines))
        {
            using JsonDocument record = JsonDocument.Parse(line);
            string At(string name) => record.RootElement.GetProperty(name).GetString()!;
            records.Add(Record(At("text"), isMachine: true, At("id"), At("kind"), At("license")) with { Prompt = At("topic") });
        }

        return records;
    }

    private static string[] Files(string folder, string pattern) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)]
        : throw new DirectoryNotFoundException($"{folder} is not there; run `npm ci` in samples/quickstart.");

    private static DetectionRecord Human(string path, string domain)
    {
        using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(path));
        return Record(record.RootElement.GetProperty("text").GetString()!, isMachine: false, Path.GetFileNameWithoutExtension(path), domain, "CC0-1.0");
    }

    private static DetectionRecord Record(string text, bool isMachine, string id, string domain, string license) => new(
        new LabelledDocument
        {
            Utf8 = Encoding.UTF8.GetBytes(text),
            IsMachine = isMachine,
            Source = isMachine ? Machine : $"quickstart_{domain}",
            Id = id,
            Generator = isMachine ? "assay-quickstart" : "",
            Domain = domain,
            Language = "en",
            License = license,
        },
        IsPermissive: true, Pair: "", Prompt: "", Split: "");
}
