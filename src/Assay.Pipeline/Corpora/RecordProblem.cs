namespace Assay.Pipeline.Corpora;

/// <summary>Why a record cannot be a document, before it is known where the record stands.</summary>
/// <param name="Reason">One of <see cref="BadRecordReason"/>.</param>
/// <param name="Found">What was found, as a sentence.</param>
/// <param name="Remedy">What the user can do about it, as a sentence.</param>
/// <param name="Column">Byte column within the record, from 1.</param>
internal sealed record RecordProblem(string Reason, string Found, string Remedy, long Column);
