using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>A record that cannot be a document.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="RowIndex">0-based number of the record within its shard.</param>
/// <param name="Reason">One of <see cref="BadRecordReason"/>.</param>
/// <param name="Found">What was found, as a sentence.</param>
/// <param name="Remedy">What the user can do about it, as a sentence.</param>
/// <param name="Raw">The record as stored, at most the first 64 KiB.</param>
/// <param name="RecordBytes">Length of the whole record in bytes.</param>
public sealed record BadRecord(
    SourceLine At, long RowIndex, string Reason, string Found, string Remedy, ReadOnlyMemory<byte> Raw, long RecordBytes);

/// <summary>Why a record cannot be a document: the reasons that quarantine files and reports use.</summary>
public static class BadRecordReason
{
    /// <summary>Not a JSON object on one line.</summary>
    public const string BrokenJson = "broken-json";

    /// <summary>Bytes that are not UTF-8.</summary>
    public const string DamagedUtf8 = "damaged-utf8";

    /// <summary>No text field, or it is not a string.</summary>
    public const string MissingText = "missing-text";

    /// <summary>The text is empty or only white space.</summary>
    public const string EmptyText = "empty-text";

    /// <summary>A field holds what it must not, for instance an origin that is none of the four words.</summary>
    public const string BadField = "bad-field";

    /// <summary>A record longer than the limit (256 MB).</summary>
    public const string TooLong = "too-long";

    /// <summary>A compressed file that ends before its end.</summary>
    public const string TruncatedStream = "truncated-stream";

    /// <summary>A compressed file that cannot be decompressed beyond this record.</summary>
    public const string DamagedStream = "damaged-stream";

    /// <summary>A CSV line with more or fewer fields than the header.</summary>
    public const string BrokenCsv = "broken-csv";
}

/// <summary>Decides what happens to a bad record: to throw, or to put it aside and go on.</summary>
/// <param name="record">The bad record.</param>
public delegate void BadRecordHandler(BadRecord record);
