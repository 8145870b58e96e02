namespace Assay.Pipeline.Corpora;

/// <summary>What is said about text files that cannot be documents.</summary>
internal static class TextProblems
{
    private const string PutAside = "or put such files aside with `--quarantine SHARE`.";

    /// <summary>Nothing but white space.</summary>
    public static RecordProblem Empty { get; } = new(
        BadRecordReason.EmptyText, "this file is empty or holds only white space.", $"Take it out of the folder, {PutAside}", 0);

    /// <summary>A byte that is not UTF-8.</summary>
    public static RecordProblem DamagedUtf8(byte value, int index) => new(
        BadRecordReason.DamagedUtf8,
        $"the byte 0x{value:X2} is not valid UTF-8 here.",
        $"Convert the file to UTF-8 (for instance with iconv), {PutAside}",
        index + 1);

    /// <summary>A file longer than a document may be.</summary>
    public static RecordProblem TooLong(long bytes) => new(
        BadRecordReason.TooLong,
        $"this file has {bytes:N0} bytes; a document may have {LineSplitter.MaxLineBytes:N0}.",
        $"Cut it into several files, {PutAside}",
        0);
}
