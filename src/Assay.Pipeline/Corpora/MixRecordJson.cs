using System.Buffers;
using System.Collections.Immutable;
using Assay.Core.Documents;

namespace Assay.Pipeline.Corpora;

/// <summary>Writes a document of the mix as one JSON object, without a line end.</summary>
/// <remarks>
/// Columns with fractions always have a decimal point, so that a program that goes by the first rows does not take them for integers.
/// </remarks>
public static class MixRecordJson
{
    /// <summary>Writes a document.</summary>
    /// <param name="target">Where the object goes.</param>
    /// <param name="record">The document.</param>
    /// <param name="fields">The reader at the document's record: it gives the kept fields.</param>
    /// <param name="keep">Fields to keep; null where the record's source has no such field.</param>
    public static void Write(IBufferWriter<byte> target, in MixRecord record, ShardReader fields, ImmutableArray<string> keep)
    {
        target.Write("{\"id\":\""u8);
        JsonText.WriteNumber(target, record.Id.Value, "x32");
        target.Write("\",\"text\":"u8);
        JsonText.WriteString(target, record.Text);
        target.Write(",\"source\":"u8);
        JsonText.WriteString(target, record.Source);
        target.Write(",\"origin\":"u8);
        JsonText.WriteString(target, record.Origin.Word);
        target.Write(",\"synthetic_probability\":"u8);
        JsonText.WriteFraction(target, record.SyntheticProbability);
        target.Write(",\"depth\":"u8);
        if (record.Depth is { } depth)
        {
            JsonText.WriteNumber(target, depth);
        }
        else
        {
            target.Write("null"u8);
        }

        target.Write(",\"weight\":"u8);
        JsonText.WriteFraction(target, record.Weight);
        target.Write(",\"copies\":"u8);
        JsonText.WriteNumber(target, record.Copies);
        target.Write(",\"tokens\":"u8);
        JsonText.WriteNumber(target, record.Tokens);
        target.Write(",\"license\":"u8);
        WriteStringOrNull(target, record.License);
        target.Write(",\"source_id\":"u8);
        WriteStringOrNull(target, record.SourceId);
        foreach (string name in keep)
        {
            target.Write(","u8);
            JsonText.WriteString(target, MixColumns.OfKept(name));
            target.Write(":"u8);
            int slot = fields.Fields.SlotOf(name);
            WriteValue(target, slot < 0 ? default : fields.Field(slot));
        }

        target.Write("}"u8);
    }

    private static void WriteValue(IBufferWriter<byte> target, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Missing:
                target.Write("null"u8);
                break;
            case FieldKind.Text:
                JsonText.WriteString(target, value.Utf8);
                break;
            case FieldKind.Json when value.Utf8.IndexOfAny((byte)'\n', (byte)'\r') >= 0:
                byte[] oneLine = value.Utf8.ToArray();
                oneLine.AsSpan().Replace((byte)'\n', (byte)' '); // Line ends stand only between tokens: in strings they are escaped.
                oneLine.AsSpan().Replace((byte)'\r', (byte)' ');
                target.Write(oneLine);
                break;
            default:
                target.Write(value.Utf8);
                break;
        }
    }

    private static void WriteStringOrNull(IBufferWriter<byte> target, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            target.Write("null"u8);
        }
        else
        {
            JsonText.WriteString(target, utf8);
        }
    }
}
