using System.Text;
using System.Text.Json;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>What the records looked at hold, field by field.</summary>
internal sealed class RecordProfile
{
    private const int MaxFields = 200;
    private const int MaxSteps = 4;
    private readonly Dictionary<string, FieldProfile> _byPath = new(StringComparer.Ordinal);
    private readonly List<FieldProfile> _fields = [];

    /// <summary>The fields, in the order in which they were first seen.</summary>
    public IReadOnlyList<FieldProfile> Fields => _fields;

    /// <summary>Records that could be read.</summary>
    public int Records { get; private set; }

    /// <summary>Records that could not.</summary>
    public int BadRecords { get; private set; }

    /// <summary>The first of them: where it stands and what is wrong with it.</summary>
    public string FirstProblem { get; private set; } = "";

    /// <summary>Begins a record whose fields are added one by one.</summary>
    public void BeginRecord() => Records++;

    /// <summary>Adds a field of the record that was begun.</summary>
    /// <param name="path">The field as a policy names it.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="utf8">Its text.</param>
    public void Add(string path, FieldKind kind, ReadOnlySpan<byte> utf8)
    {
        if (!_byPath.TryGetValue(path, out FieldProfile? field))
        {
            if (_fields.Count == MaxFields)
            {
                return; // Records whose keys are data: what matters was seen before.
            }

            field = new FieldProfile(path);
            _byPath.Add(path, field);
            _fields.Add(field);
        }

        field.Add(Records, kind, utf8);
    }

    /// <summary>Adds a record.</summary>
    /// <param name="json">A JSON object.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public RecordProblem? AddJson(ReadOnlySpan<byte> json)
    {
        if (StrictUtf8.FirstInvalid(json) is >= 0 and var index)
        {
            return JsonlProblems.DamagedUtf8(json, index);
        }

        try
        {
            var check = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonlRecordParser.MaxDepth });
            _ = check.Read();
            if (check.TokenType != JsonTokenType.StartObject)
            {
                return JsonlProblems.NotAnObject(check.TokenType, check.TokenStartIndex);
            }

            while (check.Read())
            {
                // To its end first: a broken record leaves no trace in the fields.
            }

            BeginRecord();
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonlRecordParser.MaxDepth });
            _ = reader.Read();
            AddObject(ref reader, json, "", 1);
            return null;
        }
        catch (JsonException e)
        {
            return JsonlProblems.BrokenJson(json, e);
        }
    }

    /// <summary>Counts a record that could not be read.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="problem">What is wrong with it.</param>
    public void AddBad(string at, RecordProblem problem)
    {
        BadRecords++;
        FirstProblem = FirstProblem.Length == 0 ? $"{at}: {problem.Found}" : FirstProblem;
    }

    private void AddObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string parent, int steps)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = NameOf(ref reader);
            string path = parent.Length == 0 ? name : $"{parent}.{name}";
            _ = reader.Read();
            if (name.Length == 0 || (parent.Length > 0 && name.Contains('.', StringComparison.Ordinal)))
            {
                reader.Skip(); // No policy can name it.
            }
            else if (reader.TokenType == JsonTokenType.StartObject && steps < MaxSteps)
            {
                AddObject(ref reader, json, path, steps + 1);
            }
            else
            {
                AddValue(ref reader, json, path);
            }
        }
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return ""; // Half of a surrogate pair in its name.
        }
    }

    private void AddValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        int start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                byte[] target = new byte[reader.ValueSpan.Length];
                int lone = JsonEscapes.Unescape(reader.ValueSpan, target, out int length);
                Add(path, FieldKind.Text, lone < 0 ? target.AsSpan(0, length) : Encoding.UTF8.GetBytes("�"));
                break;
            case JsonTokenType.String:
                Add(path, FieldKind.Text, reader.ValueSpan);
                break;
            case JsonTokenType.Number:
                Add(path, FieldKind.Number, reader.ValueSpan);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                Add(path, FieldKind.Boolean, reader.ValueSpan);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Skip();
                Add(path, FieldKind.Json, json[start..(int)reader.BytesConsumed]);
                break;
            default:
                Add(path, FieldKind.Missing, []);
                break;
        }
    }
}
