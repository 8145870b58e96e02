namespace Assay.Pipeline.Corpora;

/// <summary>What is said about CSV records that cannot be documents.</summary>
internal static class CsvProblems
{
    private const string PutAside = "or put such records aside with `--quarantine SHARE`.";

    /// <summary>More or fewer fields than the header.</summary>
    internal static RecordProblem FieldCount(int found, int expected) => new(
        BadRecordReason.BrokenCsv,
        $"this record has {Count(found)}, the header has {expected:N0}.",
        $"Put fields that hold the delimiter or line breaks in double quotes, {PutAside}",
        1);

    /// <summary>A broken record.</summary>
    /// <param name="status">How it is broken.</param>
    /// <param name="index">Where.</param>
    internal static RecordProblem Broken(CsvStatus status, int index) => new(
        BadRecordReason.BrokenCsv,
        status == CsvStatus.NeverClosed
            ? "the double quote here is never closed, up to the end of the file or the limit of a record."
            : "behind the closing double quote of a field stands something else than a delimiter or a line end.",
        $"Double the quotes inside quoted fields (`\"\"`), {PutAside}",
        index + 1);

    /// <summary>A byte that is not UTF-8.</summary>
    internal static RecordProblem DamagedUtf8(byte value, int index) => new(
        BadRecordReason.DamagedUtf8,
        $"the byte 0x{value:X2} is not valid UTF-8 here.",
        $"Convert the file to UTF-8 (for instance with iconv), {PutAside}",
        index + 1);

    /// <summary>Nothing but white space.</summary>
    internal static RecordProblem EmptyText(string column, int index) => new(
        BadRecordReason.EmptyText,
        $"the text in the column \"{column}\" is empty or only white space.",
        $"Take the record out, {PutAside}",
        index + 1);

    /// <summary>A record longer than the limit.</summary>
    internal static RecordProblem TooLong(long bytes, long limit) => new(
        BadRecordReason.TooLong,
        $"this record has {bytes:N0} bytes; it may have {limit:N0}.",
        $"Cut the document into several, {PutAside}",
        1);

    private static string Count(int fields) => fields == 1 ? "1 field" : $"{fields:N0} fields";
}
