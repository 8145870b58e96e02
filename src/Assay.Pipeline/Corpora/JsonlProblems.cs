using System.Text;
using System.Text.Json;

namespace Assay.Pipeline.Corpora;

/// <summary>What is said about JSONL lines that cannot be documents.</summary>
internal static class JsonlProblems
{
    private const int NamesListed = 8;
    private const string PutAside = "or put such records aside with `--quarantine SHARE`.";

    /// <summary>A byte that is not UTF-8.</summary>
    public static RecordProblem DamagedUtf8(ReadOnlySpan<byte> line, int index) => new(
        BadRecordReason.DamagedUtf8,
        $"the byte 0x{line[index]:X2} is not valid UTF-8 here.",
        $"Convert the file to UTF-8 (for instance with iconv), {PutAside}",
        index + 1);

    /// <summary>Half of a surrogate pair, written as an escape.</summary>
    public static RecordProblem LoneSurrogate(ReadOnlySpan<byte> line, int index) => new(
        BadRecordReason.DamagedUtf8,
        $"the escape {Encoding.ASCII.GetString(line.Slice(index, 6))} is half of a surrogate pair and stands for no character.",
        $"Write the text again without cutting characters in half, {PutAside}",
        index + 1);

    /// <summary>Not JSON.</summary>
    public static RecordProblem BrokenJson(ReadOnlySpan<byte> line, JsonException error)
    {
        long column = (error.BytePositionInLine ?? 0) + 1;
        string why = error.Message;
        foreach (string tail in (string[])[" LineNumber:", " Change the reader options"])
        {
            why = why.IndexOf(tail, StringComparison.Ordinal) is > 0 and var cut ? why[..cut] : why;
        }

        bool pretty = line.TrimEnd((byte)' ').SequenceEqual("{"u8) || line.TrimEnd((byte)' ').SequenceEqual("["u8);
        return new(
            BadRecordReason.BrokenJson,
            $"this line is not valid JSON: {char.ToLowerInvariant(why[0])}{why[1..].TrimEnd('.')}.",
            pretty
                ? "One object a line is needed: `jq -c . FILE` (for an array `jq -c '.[]' FILE`) writes it so."
                : $"If the file was cut off while being written, write it again, {PutAside}",
            column);
    }

    /// <summary>JSON, but not an object.</summary>
    public static RecordProblem NotAnObject(JsonTokenType token, long index) => new(
        BadRecordReason.BrokenJson,
        $"this line is {Word(token)}, not a JSON object.",
        token == JsonTokenType.StartArray
            ? "One object a line is needed: `jq -c '.[]' FILE` writes an array so."
            : $"Write one JSON object a line, {PutAside}",
        index + 1);

    /// <summary>No text.</summary>
    /// <param name="line">The line, valid JSON.</param>
    /// <param name="field">The text's field.</param>
    /// <param name="kind">What it holds.</param>
    /// <param name="index">Where it stands.</param>
    public static RecordProblem MissingText(ReadOnlySpan<byte> line, string field, FieldKind kind, int index) => new(
        BadRecordReason.MissingText,
        kind switch
        {
            FieldKind.Missing => $"this record has no text in the field \"{field}\"; {FieldsOf(line)}.",
            FieldKind.Number => $"the field \"{field}\" holds a number, not text.",
            FieldKind.Boolean => $"the field \"{field}\" holds true or false, not text.",
            _ => $"the field \"{field}\" holds an object or array, not text.",
        },
        $"Name the field that holds the text in the policy (`fields: {{ text: NAME }}`), {PutAside}",
        index + 1);

    /// <summary>Nothing but white space.</summary>
    public static RecordProblem EmptyText(string field, int index) => new(
        BadRecordReason.EmptyText,
        $"the text in the field \"{field}\" is empty or only white space.",
        $"Take the record out, {PutAside}",
        index + 1);

    /// <summary>A line longer than a record may be.</summary>
    public static RecordProblem TooLong(long bytes, long limit) => new(
        BadRecordReason.TooLong,
        $"this line has {bytes:N0} bytes; a record may have {limit:N0}.",
        $"Cut the document into several, {PutAside}",
        1);

    private static string FieldsOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = JsonlRecordParser.MaxDepth });
        List<string> names = [];
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(Encoding.UTF8.GetString(reader.ValueSpan));
            reader.Skip();
        }

        string rest = names.Count > NamesListed ? $" and {names.Count - NamesListed} more" : "";
        return names.Count == 0 ? "it is empty" : $"its fields are {string.Join(", ", names.Take(NamesListed))}{rest}";
    }

    private static string Word(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
