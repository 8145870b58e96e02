using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Core.Documents;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>The bad records of one shard, as a run put them aside: any of them may be a copy of a removed text.</summary>
/// <param name="path">The file; it need not be there.</param>
/// <param name="fields">Which field of the shard's records carries the text.</param>
internal sealed class QuarantineFile(string path, FieldMap fields)
{
    /// <summary>What may repeat a record's content.</summary>
    private static readonly string[] ContentKeys = ["raw", "raw_base64", "found"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The ids of the texts that can be read: those of records that are bad for another reason.</summary>
    public IEnumerable<DocumentId> Ids() => Records().Select(record => record.Id).OfType<DocumentId>();

    /// <summary>Copies the file without the records of removed texts; of a record whose text cannot be read only reason and place are copied.</summary>
    /// <param name="target">The new file; there is none when no record remains.</param>
    /// <param name="removed">Ids of the removed texts.</param>
    /// <returns>The records left out, by reason.</returns>
    public SortedDictionary<string, Amount> CopyWithout(string target, IReadOnlySet<DocumentId> removed)
    {
        var gone = new SortedDictionary<string, Amount>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return gone;
        }

        _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        AtomicFile.Produce(target, partial =>
        {
            using var kept = new StreamWriter(partial) { NewLine = "\n" };
            foreach (Record record in Records())
            {
                if (record.Id is { } id && removed.Contains(id))
                {
                    string reason = (string)record.Content["reason"]!;
                    gone[reason] = gone.GetValueOrDefault(reason) + new Amount(1, (long)record.Content["bytes"]!, 0);
                }
                else
                {
                    kept.WriteLine(record.Id is null ? WithoutContent(record.Content) : record.Line);
                }
            }
        });
        if (new FileInfo(target).Length == 0)
        {
            File.Delete(target);
        }

        return gone;
    }

    private IEnumerable<Record> Records()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        var parser = new JsonlRecordParser(fields);
        foreach (string line in File.ReadLines(path))
        {
            JsonObject content = JsonNode.Parse(line)!.AsObject();
            byte[] raw = Encoding.UTF8.GetBytes((string?)content["raw"] ?? "");
            bool hasText = raw.Length > 0 && parser.TryParse(raw);
            yield return new Record(line, content, hasText ? Identity1.Compute(parser.Text(raw)) : null);
        }
    }

    private static string WithoutContent(JsonObject record)
    {
        foreach (string key in ContentKeys)
        {
            _ = record.Remove(key);
        }

        return record.ToJsonString(Plain);
    }

    private readonly record struct Record(string Line, JsonObject Content, DocumentId? Id);
}
