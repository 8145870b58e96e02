using System.Text;
using Assay.Core.Detection;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Detection;

/// <summary>Reads documents of known origin from files of any format.</summary>
public static class LabelledFiles
{
    private static readonly string[] Suffixes = [".gz", ".zst", ".jsonl", ".ndjson", ".json", ".parquet", ".csv", ".txt"];

    /// <summary>Reads files.</summary>
    /// <param name="folder">Full path of the folder that relative paths start from.</param>
    /// <param name="paths">Files, folders or globs.</param>
    /// <param name="fields">Which field carries what.</param>
    /// <param name="isMachine">The label of all records; null takes it from the records.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <exception cref="UserErrorException">A file cannot be read, or a record has no label.</exception>
    public static IReadOnlyList<LabelledDocument> Read(string folder, IEnumerable<string> paths, LabelledFields fields, bool? isMachine, CancellationToken cancellationToken)
    {
        var map = new FieldMap
        {
            Text = fields.Text,
            Id = fields.Id,
            Source = fields.Source,
            Language = fields.Language,
            License = fields.License,
            Keep = [fields.Label, fields.Generator, fields.Domain, fields.Attack, fields.Group],
        };
        ShardPlan plan = ShardPlanner.Plan(new CorpusSource { Name = "labelled", BaseFolder = folder, PathRemedy = "Correct the path; it counts from the folder you are in.", Paths = [.. paths], Fields = map });
        List<LabelledDocument> documents = [];
        foreach (Shard shard in plan.Shards)
        {
            using ShardReader reader = CorpusOpener.Open(shard, StrictHandler.Throw);
            while (reader.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                documents.Add(Document(reader, shard, fields, isMachine));
            }
        }

        return documents;
    }

    private static LabelledDocument Document(ShardReader reader, Shard shard, LabelledFields fields, bool? isMachine)
    {
        string At(string name) => Encoding.UTF8.GetString(reader.Field(reader.Fields.SlotOf(name)).Utf8);

        string source = At(fields.Source);
        return new LabelledDocument
        {
            Utf8 = reader.Text.ToArray(),
            IsMachine = isMachine ?? IsMachine(At(fields.Label), reader, shard, fields),
            Source = source.Length > 0 ? source : NameOf(shard.DisplayPath),
            Id = At(fields.Id),
            Generator = At(fields.Generator),
            Domain = At(fields.Domain),
            Language = At(fields.Language),
            License = At(fields.License),
            Attack = At(fields.Attack),
            Group = At(fields.Group),
        };
    }

    private static bool IsMachine(string label, ShardReader reader, Shard shard, LabelledFields fields) => label switch
    {
        "human" => false,
        "machine" or "synthetic" => true,
        _ => throw new UserErrorException(
            new SourceLine(shard.DisplayPath),
            label.Length == 0
                ? $"record {reader.RowIndex + 1} has no \"{fields.Label}\"."
                : $"record {reader.RowIndex + 1} has the {fields.Label} \"{label}\".",
            "Label every record \"human\" or \"machine\", or name the field with --label-field."),
    };

    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        while (Suffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } suffix)
        {
            name = name[..^suffix.Length];
        }

        return name;
    }
}
