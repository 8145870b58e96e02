using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Assay.Core.Documents;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan.Probes;

/// <summary>What the document says of itself: origin, model, depth and date. What that is worth as evidence is decided later.</summary>
internal sealed class DeclaredProbe : IProbe, IProbeRun
{
    public string Name => "declared";

    public ImmutableArray<FactColumn> Columns { get; } =
    [
        new("declared_origin", "VARCHAR"), new("declared_model", "VARCHAR"), new("declared_depth", "INTEGER"), new("created_day", "INTEGER"),
    ];

    public string FingerprintFor(Shard shard) => $"declared-1 {shard.Fields.Origin} {shard.Fields.Model} {shard.Fields.Depth} {shard.Fields.Created}";

    public IProbeRun Open(Shard shard) => this;

    public void Measure(in ScannedDocument document, DuckAppender facts)
    {
        AppendText(facts, document.Record.Field(StandardSlot.Origin));
        AppendText(facts, document.Record.Field(StandardSlot.Model));
        Append(facts, DeclaredFields.Depth(document.Record.Field(StandardSlot.Depth)));
        Append(facts, DeclaredFields.CreatedDay(document.Record.Field(StandardSlot.Created)));
    }

    private static void AppendText(DuckAppender facts, FieldValue value)
    {
        if (value.Utf8.IsEmpty)
        {
            facts.AppendNull();
        }
        else
        {
            facts.Append(value.Utf8);
        }
    }

    private static void Append(DuckAppender facts, int? value)
    {
        if (value is { } number)
        {
            facts.Append(number);
        }
        else
        {
            facts.AppendNull();
        }
    }
}

/// <summary>How declared fields are read, and what is wrong with them.</summary>
internal static class DeclaredFields
{
    /// <summary>Why a record's declarations cannot be taken; null when they can.</summary>
    /// <param name="record">The record.</param>
    public static string? Problem(ShardReader record)
    {
        FieldValue origin = record.Field(StandardSlot.Origin);
        if (!origin.Utf8.IsEmpty && OriginWords.Parse(Encoding.UTF8.GetString(origin.Utf8)) is null)
        {
            return $"the origin is \"{Show(origin)}\"; it must be human, synthetic, mixed or unknown.";
        }

        FieldValue depth = record.Field(StandardSlot.Depth);
        return !depth.Utf8.IsEmpty && Depth(depth) is null
            ? $"the depth is \"{Show(depth)}\"; it must be a whole number from 0 to 1000."
            : null;
    }

    /// <summary>The declared depth; null when there is none.</summary>
    public static int? Depth(FieldValue value) =>
        Utf8Parser.TryParse(value.Utf8, out int depth, out int used) && used == value.Utf8.Length && depth is >= 0 and <= 1000 ? depth : null;

    /// <summary>The last day that a date may mean (2021 may be 2021-12-31), as days since 0001-01-01; null when there is no date.</summary>
    public static int? CreatedDay(FieldValue value)
    {
        ReadOnlySpan<byte> text = value.Utf8;
        if (text.Length < 4 || !TryInteger(text[..4], out int year) || year is < 1 or > 9999)
        {
            return null;
        }

        if (text.Length == 4)
        {
            return new DateOnly(year, 12, 31).DayNumber;
        }

        if (text.Length < 7 || text[4] != '-' || !TryInteger(text.Slice(5, 2), out int month) || month is < 1 or > 12)
        {
            return null;
        }

        int last = DateTime.DaysInMonth(year, month);
        bool hasDay = text.Length >= 10 && text[7] == '-' && TryInteger(text.Slice(8, 2), out int day) && day >= 1 && day <= last;
        return text.Length == 7 ? new DateOnly(year, month, last).DayNumber
            : hasDay ? new DateOnly(year, month, int.Parse(text.Slice(8, 2))).DayNumber
            : null;
    }

    private static bool TryInteger(ReadOnlySpan<byte> digits, out int value) =>
        Utf8Parser.TryParse(digits, out value, out int used) && used == digits.Length && value >= 0;

    private static string Show(FieldValue value) => Encoding.UTF8.GetString(value.Utf8[..Math.Min(value.Utf8.Length, 80)]);
}
